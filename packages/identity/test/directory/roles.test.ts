import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { type DirectoryRole, ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import type { GraphCaller } from '../authority.ts';
import { assertFailed, created, DirectoryWorld, resourceId, type WorldTenant } from './directory-world.ts';

type Who = DirectoryRole | 'member' | 'guest';

/** Something to do with objects that were made for it. */
type Attempt = (graph: GraphCaller) => Promise<{ readonly status: number; readonly body: object }>;

const EVERYBODY: readonly Who[] = [...(Object.keys(ROLE_TEMPLATES) as DirectoryRole[]), 'member', 'guest'];
const MEMBERS = EVERYBODY.filter(who => who !== 'guest');
const GLOBAL: readonly Who[] = ['globalAdministrator'];
const ROLE_GIVERS: readonly Who[] = ['globalAdministrator', 'privilegedRoleAdministrator'];
const APPLICATION_MANAGERS: readonly Who[] = [
  'globalAdministrator',
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];
const GRANTERS: readonly Who[] = [...APPLICATION_MANAGERS, 'privilegedRoleAdministrator'];

describe('each directory role', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  const callers = new Map<Who, GraphCaller>();

  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
    const elsewhere = await world.createTenant('partner.example');
    for (const who of EVERYBODY) {
      const home = { tenantId: elsewhere.id, userId: elsewhere.administratorId };
      const id = await world.createUser(tenant, who, who === 'guest' ? home : undefined);
      const roles = who === 'member' || who === 'guest' ? [] : [who];
      callers.set(who, world.asUser(tenant, { id, roles }));
    }
  });
  after(() => world.close());

  const newApplication = async (): Promise<string> =>
    created(await graph('POST', '/v1.0/applications', { displayName: 'Tool' })).id;
  const newServicePrincipal = async (): Promise<string> => {
    const { appId } = created(await graph('POST', '/v1.0/applications', { displayName: 'Tool' }));
    return created(await graph('POST', '/v1.0/servicePrincipals', { appId })).id;
  };
  const newUser = (): Promise<string> => world.createUser(tenant, randomUUID());
  const grantRole =
    (resource: 'MicrosoftGraph' | 'WindowsDefenderATP', value: string) => async (): Promise<Attempt> => {
      const principalId = await newServicePrincipal();
      const body = {
        principalId,
        resourceId: await resourceId(graph, resource),
        appRoleId: findPermission(resource, value, 'Role')?.id,
      };
      return caller => caller('POST', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`, body);
    };
  const newGrant = async (): Promise<object> => ({
    clientId: await newServicePrincipal(),
    consentType: 'AllPrincipals',
    resourceId: await resourceId(graph, 'WindowsDefenderATP'),
    scope: 'Alert.Read',
  });
  const roleAssignment = async () => ({
    principalId: await newUser(),
    roleDefinitionId: ROLE_TEMPLATES.securityReader.id,
    directoryScopeId: '/',
  });

  /** Each operation: who may, and how it is tried on objects of its own. */
  const operations: readonly (readonly [string, readonly Who[], () => Promise<Attempt>])[] = [
    [
      'registers applications',
      MEMBERS,
      async () => caller => caller('POST', '/v1.0/applications', { displayName: 'Own' }),
    ],
    [
      'changes an application of somebody else',
      APPLICATION_MANAGERS,
      async () => {
        const id = await newApplication();
        return caller => caller('PATCH', `/v1.0/applications/${id}`, { displayName: 'Taken' });
      },
    ],
    [
      'gives an application of somebody else a secret',
      APPLICATION_MANAGERS,
      async () => {
        const id = await newApplication();
        return caller => caller('POST', `/v1.0/applications/${id}/addPassword`, {});
      },
    ],
    [
      'makes somebody an owner of an application',
      APPLICATION_MANAGERS,
      async () => {
        const [id, ownerId] = [await newApplication(), await newUser()];
        const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ownerId}` };
        return caller => caller('POST', `/v1.0/applications/${id}/owners/$ref`, body);
      },
    ],
    [
      'deletes an application of somebody else',
      APPLICATION_MANAGERS,
      async () => {
        const id = await newApplication();
        return caller => caller('DELETE', `/v1.0/applications/${id}`);
      },
    ],
    [
      'lets an application of somebody else into the tenant',
      APPLICATION_MANAGERS,
      async () => {
        const { appId } = created(await graph('POST', '/v1.0/applications', { displayName: 'Tool' }));
        return caller => caller('POST', '/v1.0/servicePrincipals', { appId });
      },
    ],
    [
      'disables an application in the tenant',
      APPLICATION_MANAGERS,
      async () => {
        const id = await newServicePrincipal();
        return caller => caller('PATCH', `/v1.0/servicePrincipals/${id}`, { accountEnabled: false });
      },
    ],
    [
      'removes an application from the tenant',
      APPLICATION_MANAGERS,
      async () => {
        const id = await newServicePrincipal();
        return caller => caller('DELETE', `/v1.0/servicePrincipals/${id}`);
      },
    ],
    [
      'grants an application permission of an API',
      GRANTERS,
      grantRole('WindowsDefenderATP', 'Alert.Read.All'),
    ],
    [
      'grants an application permission of Microsoft Graph',
      ROLE_GIVERS,
      grantRole('MicrosoftGraph', 'User.Read.All'),
    ],
    [
      'withdraws an application permission of Microsoft Graph',
      ROLE_GIVERS,
      async () => {
        const principalId = await newServicePrincipal();
        const path = `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`;
        const assignment = created(
          await graph('POST', path, {
            principalId,
            resourceId: await resourceId(graph, 'MicrosoftGraph'),
            appRoleId: findPermission('MicrosoftGraph', 'User.Read.All', 'Role')?.id,
          }),
        );
        return caller => caller('DELETE', `${path}/${assignment.id}`);
      },
    ],
    [
      'grants delegated permissions for everybody',
      GRANTERS,
      async () => {
        const grant = await newGrant();
        return caller => caller('POST', '/v1.0/oauth2PermissionGrants', grant);
      },
    ],
    [
      'widens a grant',
      GRANTERS,
      async () => {
        const { id } = created(await graph('POST', '/v1.0/oauth2PermissionGrants', await newGrant()));
        return caller =>
          caller('PATCH', `/v1.0/oauth2PermissionGrants/${id}`, { scope: 'Alert.Read Machine.Read' });
      },
    ],
    [
      'withdraws a grant',
      GRANTERS,
      async () => {
        const { id } = created(await graph('POST', '/v1.0/oauth2PermissionGrants', await newGrant()));
        return caller => caller('DELETE', `/v1.0/oauth2PermissionGrants/${id}`);
      },
    ],
    [
      'makes users',
      GLOBAL,
      async () => caller =>
        caller('POST', '/v1.0/users', {
          displayName: 'New',
          userPrincipalName: `${randomUUID()}@${tenant.domain}`,
          passwordProfile: { password: 'A-long-Password-1' },
        }),
    ],
    [
      'renames users',
      GLOBAL,
      async () => {
        const id = await newUser();
        return caller => caller('PATCH', `/v1.0/users/${id}`, { displayName: 'Renamed' });
      },
    ],
    [
      'resets passwords',
      GLOBAL,
      async () => {
        const id = await newUser();
        const body = { passwordProfile: { password: 'Another-Password-1' } };
        return caller => caller('PATCH', `/v1.0/users/${id}`, body);
      },
    ],
    [
      'resets the password of a Global Administrator',
      GLOBAL,
      async () => {
        const body = { passwordProfile: { password: 'Another-Password-1' } };
        return caller => caller('PATCH', `/v1.0/users/${tenant.administratorId}`, body);
      },
    ],
    [
      'signs users out everywhere',
      GLOBAL,
      async () => {
        const id = await newUser();
        return caller => caller('POST', `/v1.0/users/${id}/revokeSignInSessions`);
      },
    ],
    [
      'signs himself out everywhere',
      EVERYBODY,
      async () => caller => caller('POST', '/v1.0/me/revokeSignInSessions'),
    ],
    [
      'deletes users',
      GLOBAL,
      async () => {
        const id = await newUser();
        return caller => caller('DELETE', `/v1.0/users/${id}`);
      },
    ],
    [
      'gives roles',
      ROLE_GIVERS,
      async () => {
        const body = await roleAssignment();
        return caller => caller('POST', '/v1.0/roleManagement/directory/roleAssignments', body);
      },
    ],
    [
      'takes roles away',
      ROLE_GIVERS,
      async () => {
        const path = '/v1.0/roleManagement/directory/roleAssignments';
        const { id } = created(await graph('POST', path, await roleAssignment()));
        return caller => caller('DELETE', `${path}/${id}`);
      },
    ],
    [
      'gives roles by their members',
      ROLE_GIVERS,
      async () => {
        const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${await newUser()}` };
        const path = `/v1.0/directoryRoles/${ROLE_TEMPLATES.securityReader.id}/members/$ref`;
        return caller => caller('POST', path, body);
      },
    ],
    [
      'adds domains',
      GLOBAL,
      async () => caller => caller('POST', '/v1.0/domains', { id: `d${randomUUID()}.example` }),
    ],
    [
      'removes domains',
      GLOBAL,
      async () => {
        const { id } = created(await graph('POST', '/v1.0/domains', { id: `d${randomUUID()}.example` }));
        return caller => caller('DELETE', `/v1.0/domains/${id}`);
      },
    ],
    ['reads users', MEMBERS, async () => caller => caller('GET', '/v1.0/users')],
    ['reads applications', MEMBERS, async () => caller => caller('GET', '/v1.0/applications')],
    ['reads service principals', MEMBERS, async () => caller => caller('GET', '/v1.0/servicePrincipals')],
    ['reads who has which role', MEMBERS, async () => caller => caller('GET', '/v1.0/directoryRoles')],
    ['reads grants', MEMBERS, async () => caller => caller('GET', '/v1.0/oauth2PermissionGrants')],
    ['reads his own account', EVERYBODY, async () => caller => caller('GET', '/v1.0/me')],
    ['reads the organization', EVERYBODY, async () => caller => caller('GET', '/v1.0/organization')],
  ];

  for (const [what, allowed, prepare] of operations)
    it(`${what}: ${allowed.length === EVERYBODY.length ? 'everybody' : allowed.join(', ')}`, async () => {
      for (const who of EVERYBODY) {
        const attempt = await prepare();
        const caller = callers.get(who);
        assert.ok(caller);
        const reply = await attempt(caller);
        const text = `${who}: ${reply.status} ${JSON.stringify(reply.body)}`;
        if (allowed.includes(who)) assert.ok(reply.status < 300, text);
        else assert.equal(reply.status, 403, text);
      }
    });

  it('is not enough without the permission of the client', async () => {
    const narrow = world.asUser(tenant, { roles: ['globalAdministrator'], scopes: ['User.Read'] });
    for (const [method, path, body] of [
      ['GET', '/v1.0/users'],
      ['POST', '/v1.0/applications', { displayName: 'x' }],
      ['POST', '/v1.0/domains', { id: 'x.example' }],
      ['POST', '/v1.0/roleManagement/directory/roleAssignments', await roleAssignment()],
    ] as const)
      assertFailed(await narrow(method, path, body), 403, 'Authorization_RequestDenied');
  });
});
