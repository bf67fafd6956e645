import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { directoryOperations } from '../../src/directory/operations.ts';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import type { Answer, GraphCaller } from '../authority.ts';
import {
  assertFailed,
  created,
  DirectoryWorld,
  resourceId,
  valueOf,
  type WorldTenant,
} from './directory-world.ts';

type Attempt = readonly [method: string, path: string, body?: object];

const READER = ROLE_TEMPLATES.securityReader.id;

/** Ids of objects of the tenant that is attacked. */
interface Prey {
  readonly application: string;
  readonly appId: string;
  readonly keyId: string;
  readonly principal: string;
  readonly resource: string;
  readonly assignment: string;
  readonly grant: string;
  readonly user: string;
  readonly userName: string;
  readonly roleAssignment: string;
  readonly domain: string;
}

const prepare = async (graph: GraphCaller, world: DirectoryWorld, tenant: WorldTenant): Promise<Prey> => {
  const application = created(await graph('POST', '/v1.0/applications', { displayName: 'Ours' }));
  const secret = await graph('POST', `/v1.0/applications/${application.id}/addPassword`, {});
  const { appId } = application;
  const { id: principal } = created(await graph('POST', '/v1.0/servicePrincipals', { appId }));
  const resource = await resourceId(graph, 'WindowsDefenderATP');
  const assignment = created(
    await graph('POST', `/v1.0/servicePrincipals/${principal}/appRoleAssignments`, {
      principalId: principal,
      resourceId: resource,
      appRoleId: findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.id,
    }),
  );
  const grant = created(
    await graph('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: principal,
      consentType: 'AllPrincipals',
      resourceId: resource,
      scope: 'Alert.Read',
    }),
  );
  const user = await world.createUser(tenant, 'ada');
  const role = created(
    await graph('POST', '/v1.0/roleManagement/directory/roleAssignments', {
      principalId: user,
      roleDefinitionId: READER,
    }),
  );
  return {
    application: application.id,
    appId: String(appId),
    keyId: String(secret.body['keyId']),
    principal,
    resource,
    assignment: assignment.id,
    grant: grant.id,
    user,
    userName: `ada@${tenant.domain}`,
    roleAssignment: role.id,
    domain: tenant.domain,
  };
};

/** Every operation that names an object in its path, aimed at another tenant's. */
const attemptsAt = (prey: Prey): readonly Attempt[] => {
  const reference = (id: string) => ({
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
  });
  const applications = [`/applications/${prey.application}`, `/applications(appId='${prey.appId}')`];
  const principals = [`/servicePrincipals/${prey.principal}`, `/servicePrincipals(appId='${prey.appId}')`];
  const users = [`/users/${prey.user}`, `/users/${prey.userName}`];
  const assignment = { principalId: prey.principal, resourceId: prey.resource, appRoleId: READER };
  return [
    ...applications.flatMap((path): Attempt[] => [
      ['GET', path],
      ['PATCH', path, { displayName: 'Theirs' }],
      ['DELETE', path],
      ['POST', `${path}/addPassword`, {}],
      ['POST', `${path}/removePassword`, { keyId: prey.keyId }],
      ['GET', `${path}/owners`],
      ['POST', `${path}/owners/$ref`, reference(prey.user)],
      ['DELETE', `${path}/owners/${prey.user}/$ref`],
    ]),
    ...principals.flatMap((path): Attempt[] => [
      ['GET', path],
      ['PATCH', path, { accountEnabled: false }],
      ['DELETE', path],
      ['GET', `${path}/owners`],
      ['POST', `${path}/owners/$ref`, reference(prey.user)],
      ['DELETE', `${path}/owners/${prey.user}/$ref`],
      ['GET', `${path}/oauth2PermissionGrants`],
      ...['appRoleAssignments', 'appRoleAssignedTo'].flatMap((name): Attempt[] => [
        ['GET', `${path}/${name}`],
        ['POST', `${path}/${name}`, assignment],
        ['DELETE', `${path}/${name}/${prey.assignment}`],
      ]),
    ]),
    ...users.flatMap((path): Attempt[] => [
      ['GET', path],
      ['PATCH', path, { accountEnabled: false }],
      ['DELETE', path],
      ['POST', `${path}/revokeSignInSessions`],
      ['GET', `${path}/memberOf`],
      ['GET', `${path}/transitiveMemberOf`],
      ['GET', `${path}/oauth2PermissionGrants`],
      ['GET', `${path}/appRoleAssignments`],
      ['POST', `${path}/appRoleAssignments`, assignment],
      ['DELETE', `${path}/appRoleAssignments/${prey.assignment}`],
    ]),
    ['GET', `/oauth2PermissionGrants/${prey.grant}`],
    ['PATCH', `/oauth2PermissionGrants/${prey.grant}`, { scope: 'Alert.Read' }],
    ['DELETE', `/oauth2PermissionGrants/${prey.grant}`],
    ['GET', `/roleManagement/directory/roleAssignments/${prey.roleAssignment}`],
    ['DELETE', `/roleManagement/directory/roleAssignments/${prey.roleAssignment}`],
    ...[`/directoryRoles/${READER}`, `/directoryRoles(roleTemplateId='${READER}')`].flatMap(
      (path): Attempt[] => [
        ['POST', `${path}/members/$ref`, reference(prey.user)],
        ['DELETE', `${path}/members/${prey.user}/$ref`],
      ],
    ),
    ...[prey.application, prey.principal, prey.user].map((id): Attempt => ['GET', `/directoryObjects/${id}`]),
    ['GET', `/domains/${prey.domain}`],
    ['DELETE', `/domains/${prey.domain}`],
    ['POST', `/domains/${prey.domain}/verify`],
  ];
};

/** Lists and creations, which name nothing in their paths, and what shows a tenant its own. */
const NAMELESS =
  /^\/(?:me(?:\/.*)?|applications|servicePrincipals|users|oauth2PermissionGrants|invitations|domains|organization|subscribedSkus|directoryRoles[^/]*(?:\/\{id\})?(?:\/members)?|roleManagement\/directory\/role(?:Definitions.*|Assignments)|auditLogs\/.*)$/;

/** Operations of other subjects that hold their own attacks. */
const ELSEWHERE = /\/(?:addKey|removeKey|federatedIdentityCredentials)/;

describe('the objects of another tenant', () => {
  let world: DirectoryWorld;
  let ours: WorldTenant;
  let graph: GraphCaller;
  let theirs: GraphCaller;
  let prey: Prey;

  before(async () => {
    world = await DirectoryWorld.start();
    ours = await world.createTenant('contoso.example');
    graph = world.asUser(ours);
    theirs = world.asUser(await world.createTenant('fabrikam.example'));
    prey = await prepare(graph, world, ours);
  });
  after(() => world.close());

  const snapshot = async (): Promise<unknown[]> => {
    const replies: Answer[] = [];
    for (const path of [
      `/applications/${prey.application}`,
      `/applications/${prey.application}/owners`,
      `/servicePrincipals/${prey.principal}`,
      `/servicePrincipals/${prey.principal}/appRoleAssignments`,
      `/oauth2PermissionGrants/${prey.grant}`,
      `/users/${prey.user}`,
      `/users/${prey.user}/memberOf`,
      '/domains',
    ])
      replies.push(await graph('GET', `/v1.0${path}`));
    return replies.map(({ status, body }) => [status, body]);
  };

  it('cannot be read, changed, deleted or referred to by any operation', async () => {
    const before = await snapshot();
    for (const [method, path, body] of attemptsAt(prey)) {
      const reply = await theirs(method, `/v1.0${path}`, body);
      assert.equal(reply.status, 404, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      assertFailed(reply, 404, 'Request_ResourceNotFound');
    }
    assert.deepEqual(await snapshot(), before);
  });

  it('are aimed at by an attempt for every operation that there is', () => {
    const known = new Set(
      attemptsAt({ ...prey, domain: 'x.example' }).map(([method, path]) => `${method} ${shapeOf(path)}`),
    );
    const missing = directoryOperations
      .filter(({ path }) => !NAMELESS.test(path) && !ELSEWHERE.test(path))
      .map(({ method, path }) => `${method} ${shapeOf(path)}`)
      .filter(operation => !known.has(operation));
    assert.deepEqual(missing, []);
  });

  it('cannot be named in a body', async () => {
    const { id: client } = created(
      await theirs('POST', '/v1.0/servicePrincipals', {
        appId: created(await theirs('POST', '/v1.0/applications', { displayName: 'Theirs' }))['appId'],
      }),
    );
    const resource = await resourceId(theirs, 'WindowsDefenderATP');
    const appRoleId = findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.id;
    const grant = {
      clientId: client,
      consentType: 'AllPrincipals',
      resourceId: resource,
      scope: 'Alert.Read',
    };
    const attempts: readonly Attempt[] = [
      [
        'POST',
        `/servicePrincipals/${client}/appRoleAssignments`,
        { principalId: client, resourceId: prey.resource, appRoleId },
      ],
      [
        'POST',
        `/servicePrincipals/${client}/appRoleAssignments`,
        { principalId: prey.principal, resourceId: prey.resource, appRoleId },
      ],
      [
        'POST',
        `/servicePrincipals/${resource}/appRoleAssignedTo`,
        { principalId: prey.principal, resourceId: resource, appRoleId },
      ],
      [
        'POST',
        `/servicePrincipals/${resource}/appRoleAssignedTo`,
        { principalId: prey.user, resourceId: resource, appRoleId },
      ],
      ['POST', '/oauth2PermissionGrants', { ...grant, clientId: prey.principal }],
      ['POST', '/oauth2PermissionGrants', { ...grant, resourceId: prey.resource }],
      ['POST', '/oauth2PermissionGrants', { ...grant, consentType: 'Principal', principalId: prey.user }],
      [
        'POST',
        '/roleManagement/directory/roleAssignments',
        { principalId: prey.user, roleDefinitionId: READER },
      ],
    ];
    for (const [method, path, body] of attempts) {
      const reply = await theirs(method, `/v1.0${path}`, body);
      assert.equal(reply.status, 404, `${path}: ${JSON.stringify(reply.body)}`);
      assertFailed(reply, 404, 'Request_ResourceNotFound');
    }
    const single = await theirs('POST', '/v1.0/servicePrincipals', { appId: prey.appId });
    assert.equal(single.status, 400, 'an application of one tenant alone is let into no other');
  });

  it('are in no list, whatever is asked', async () => {
    for (const set of ['applications', 'users'])
      for (const query of [
        '',
        `?$filter=${encodeURIComponent("displayName ne 'x' or displayName eq 'x'")}`,
      ]) {
        const ids = new Set(valueOf(await theirs('GET', `/v1.0/${set}${query}`)).map(({ id }) => id));
        assert.ok(!ids.has(prey.application) && !ids.has(prey.user));
      }
  });
});

/** A path with what stands in place of its ids. */
const shapeOf = (path: string): string =>
  path
    .replace(/'[^']*'/g, "''")
    .split('/')
    .map(segment => (/[{}@]|^[\w-]{36,}$|\.example$/.test(segment) && !segment.includes('(') ? '*' : segment))
    .join('/');
