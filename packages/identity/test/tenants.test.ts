import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { resourceApplications } from '@vakt/contract/resources';
import { ROLE_TEMPLATES } from '../src/directory/role-templates.ts';
import { createPlanLookup } from '../src/plan.ts';
import {
  type Answer,
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  OPERATOR_TOKEN,
  register,
  servicePrincipalOf,
  TestAuthority,
} from './authority.ts';

describe('tenants of the installation', () => {
  let authority: TestAuthority;

  before(async () => {
    authority = await TestAuthority.start();
  });
  after(() => authority.close());

  const send = (method: string, json?: unknown, token = OPERATOR_TOKEN) =>
    authority.request(method, '/vakt/v1/tenants', {
      headers: { authorization: `Bearer ${token}` },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  const contoso = { displayName: 'Contoso', domain: 'contoso.example', plan: 'Plan2' };

  it('are made with an administrator who can sign in at once', async () => {
    const reply = await send('POST', { ...contoso, administrator: { localPart: 'ada', displayName: 'Ada' } });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.headers['cache-control'], 'no-store');
    const { tenantId, administrator } = reply.body as {
      tenantId: TenantId;
      administrator: { userPrincipalName: string; password: string };
    };
    assert.equal(administrator.userPrincipalName, 'ada@contoso.example');
    await authority.userToken(tenantId, administrator);
    assert.equal(await createPlanLookup(authority.store)(tenantId), 'Plan2');
  });

  it('are listed without any secret', async () => {
    const reply = await send('GET');
    const [tenant] = reply.body['value'] as Record<string, unknown>[];
    assert.equal(tenant?.['domain'], 'contoso.example');
    assert.equal(JSON.stringify(reply.body).includes('password'), false);
  });

  it('have a domain of their own', async () => {
    assert.equal((await send('POST', { ...contoso, domain: 'CONTOSO.example' })).status, 409);
    const { body } = await send('GET');
    assert.equal((body['value'] as object[]).length, 1, 'nothing of the refused tenant stays');
  });

  it('are the operator’s alone', async () => {
    for (const token of ['', 'wrong', OPERATOR_TOKEN.slice(1), `${OPERATOR_TOKEN}x`]) {
      assert.equal((await send('GET', undefined, token)).status, 401);
      assert.equal((await send('POST', { ...contoso, domain: 'new.example' }, token)).status, 401);
    }
  });

  it('are refused when a property makes no sense', async () => {
    const own = { ...contoso, domain: 'new.example' };
    for (const body of [
      undefined,
      [],
      {},
      { ...own, displayName: '' },
      { ...own, displayName: 'a\0b' },
      { ...own, domain: 'no domain' },
      { ...own, domain: 'example' },
      { ...own, plan: 'Plan9' },
      { ...own, domain: 'login.microsoftonline.com' },
      { ...own, domain: 'microsoft.com' },
      { ...own, administrator: { localPart: 'a@b' } },
    ])
      assert.equal((await send('POST', body)).status, 400, JSON.stringify(body));
  });

  it('are made once, however often and at once the same is sent', async () => {
    const twice = { ...contoso, domain: 'twice.example' };
    const replies = await Promise.all([send('POST', twice), send('POST', twice), send('POST', twice)]);
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 409, 409]);
  });
});

describe('tenants that administrators of others create', () => {
  const GRAPH = 'https://graph.microsoft.com';
  let authority: TestAuthority;
  let contoso: NewTenant;
  let administrator: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start({ tenantCreation: 'administrators' });
    contoso = await authority.createTenant('contoso.example');
    administrator = await authority.administratorOf(contoso);
  });
  after(() => authority.close());

  const create = (caller: GraphCaller, domain: string): Promise<Answer> =>
    caller('POST', '/vakt/v1/tenants', { displayName: 'Fabrikam', domain, plan: 'Plan1' });

  /** A user of contoso with a role, and the token that they got for `scope`. */
  const userWith = async (
    name: string,
    roleId?: string,
    scope = `${GRAPH}/.default`,
  ): Promise<GraphCaller> => {
    const userPrincipalName = `${name}@contoso.example`;
    const password = 'Correct-horse-battery-1';
    const made = await administrator('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: name,
      mailNickname: name,
      userPrincipalName,
      passwordProfile: { password, forceChangePasswordNextSignIn: false },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    if (roleId !== undefined)
      await administrator('POST', '/v1.0/roleManagement/directory/roleAssignments', {
        principalId: made.body['id'],
        roleDefinitionId: roleId,
        directoryScopeId: '/',
      });
    return authority.caller(
      await authority.userToken(contoso.tenantId, { userPrincipalName, password }, scope),
    );
  };

  it('belong to their own administrator, and their log names who created them', async () => {
    const reply = await create(administrator, 'fabrikam.example');
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    const graph = await authority.administratorOf(reply.body as unknown as NewTenant);
    const { body } = await graph('GET', '/v1.0/auditLogs/directoryAudits');
    const [entry] = body['value'] as { activityDisplayName: string; initiatedBy: { user?: object } }[];
    assert.equal(entry?.activityDisplayName, 'Create company');
    assert.equal(
      (entry.initiatedBy.user as { userPrincipalName: string }).userPrincipalName,
      contoso.administrator.userPrincipalName,
    );
  });

  it('may be created by a Tenant Creator, who administers nothing else', async () => {
    const creator = await userWith('creator', ROLE_TEMPLATES.tenantCreator.id);
    assert.equal((await create(creator, 'created.example')).status, 201);
    assert.equal((await creator('GET', '/vakt/v1/tenants')).status, 401, 'the list stays the operator’s');
  });

  it('are still the operator’s to create', async () => {
    assert.equal((await create(authority.caller(OPERATOR_TOKEN), 'operator.example')).status, 201);
  });

  it('are not for other users; the refusal says who may, and where the operator’s token is', async () => {
    for (const role of [undefined, ROLE_TEMPLATES.securityAdministrator.id]) {
      const reply = await create(await userWith(`somebody${role?.length ?? ''}`, role), 'other.example');
      assert.equal(reply.status, 403);
      const { message } = reply.body['error'] as { message: string };
      assert.match(message, /Global Administrator or Tenant Creator.*operator\.token.*data directory/);
    }
  });

  it('are not made by an application that its user only let read', async () => {
    const client = await register(administrator, 'Reader', {
      isFallbackPublicClient: true,
      requiredResourceAccess: [],
    });
    await createServicePrincipal(administrator, client.appId);
    const principal = await servicePrincipalOf(administrator, client.appId);
    const graph = await servicePrincipalOf(administrator, resourceApplications.MicrosoftGraph.appId);
    await administrator('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: principal['id'],
      consentType: 'AllPrincipals',
      resourceId: graph['id'],
      scope: 'User.Read Directory.Read.All',
    });
    const { body } = await authority.token(`/${contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: client.appId,
      username: contoso.administrator.userPrincipalName,
      password: contoso.administrator.password,
      scope: `${GRAPH}/.default`,
    });
    const reply = await create(authority.caller(String(body['access_token'])), 'stolen.example');
    assert.equal(reply.status, 403, JSON.stringify(reply.body));
  });

  it('are not made by applications in their own name, nor with another API’s token', async () => {
    const client = await register(administrator, 'Daemon');
    const principalId = await createServicePrincipal(administrator, client.appId);
    await consent(administrator, principalId, 'MicrosoftGraph', 'Directory.ReadWrite.All');
    const { body } = await authority.token(`/${contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: `${GRAPH}/.default`,
    });
    const daemon = authority.caller(String(body['access_token']));
    assert.equal((await create(daemon, 'daemon.example')).status, 403);
    const api = 'https://api.securitycenter.microsoft.com/.default';
    const token = await authority.userToken(contoso.tenantId, contoso.administrator, api);
    assert.equal((await create(authority.caller(token), 'other.example')).status, 401);
  });
});
