import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { sql } from 'kysely';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import {
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';

const LOGS = ['sign_in_events', 'directory_audits'] as const;
const PATHS = ['signIns', 'directoryAudits'] as const;

describe('another tenant’s log', () => {
  let authority: TestAuthority;
  let home: NewTenant;
  let stranger: NewTenant;
  let homeId: TenantId;
  let asHome: GraphCaller;
  let asStranger: GraphCaller;
  before(async () => {
    authority = await TestAuthority.start();
    home = await authority.createTenant('contoso.example');
    stranger = await authority.createTenant('fabrikam.example');
    asHome = await authority.administratorOf(home);
    asStranger = await authority.administratorOf(stranger);
    homeId = parseTenantId(home.tenantId) as TenantId;
  });
  after(() => authority.close());

  it('is neither listed nor read by id', async () => {
    for (const path of PATHS) {
      const theirs = await asHome('GET', `/v1.0/auditLogs/${path}`);
      const ids = (theirs.body['value'] as { readonly id: string }[]).map(({ id }) => id);
      assert.ok(ids.length > 0);
      const mine = await asStranger('GET', `/v1.0/auditLogs/${path}`);
      for (const id of ids) {
        assert.ok(!JSON.stringify(mine.body).includes(id));
        assert.equal((await asStranger('GET', `/v1.0/auditLogs/${path}/${id}`)).status, 404);
      }
    }
  });

  it('is not reached by a position out of it', async () => {
    const theirs = await asHome('GET', '/v1.0/auditLogs/directoryAudits?$top=1');
    await register(asHome, 'One more');
    const next = new URL(
      String((await asHome('GET', '/v1.0/auditLogs/directoryAudits?$top=1')).body['@odata.nextLink']),
    );
    const stolen = await asStranger('GET', `${next.pathname}${next.search}`);
    assert.equal(stolen.status, 200);
    const [{ id = '' } = {}] = theirs.body['value'] as { readonly id?: string }[];
    assert.ok(!JSON.stringify(stolen.body['value']).includes(id));
    assert.ok(!JSON.stringify(stolen.body['value']).includes(home.tenantId));
  });

  it('cannot be written, changed or emptied with the tenant’s own database role', async () => {
    const db = authority.store.tenant(homeId);
    for (const log of LOGS) {
      const table = sql.table(log);
      for (const statement of [
        sql`insert into ${table} select * from ${table}`,
        sql`update ${table} set correlation_id = 'forged'`,
        sql`delete from ${table}`,
        sql`truncate ${table}`,
      ])
        await assert.rejects(statement.execute(db), /permission denied/);
    }
  });

  it('cannot be written, changed or emptied by a call', async () => {
    for (const path of PATHS)
      for (const method of ['POST', 'PATCH', 'DELETE'])
        assert.ok((await asHome(method, `/v1.0/auditLogs/${path}`, {})).status >= 404);
  });
});

describe('who may read the log', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
  });
  after(() => authority.close());

  it('is no user without a role', async () => {
    const password = 'Passw0rd-of-erin';
    const created = await graph('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: 'Erin',
      userPrincipalName: 'erin@contoso.example',
      mailNickname: 'erin',
      passwordProfile: { password },
    });
    assert.equal(created.status, 201);
    const user = { userPrincipalName: 'erin@contoso.example', password };
    const token = await authority.userToken(tenant.tenantId, user, 'https://graph.microsoft.com/User.Read');
    for (const path of PATHS) {
      const reply = await authority.caller(token)('GET', `/v1.0/auditLogs/${path}`);
      assert.equal(reply.status, 403);
    }
  });

  for (const role of ['securityReader', 'securityOperator', 'applicationAdministrator'] as const)
    it(`is a ${ROLE_TEMPLATES[role].displayName}`, async () => {
      const password = `Passw0rd-of-${role}`;
      const user = { userPrincipalName: `${role}@contoso.example`, password };
      const created = await graph('POST', '/v1.0/users', {
        accountEnabled: true,
        displayName: role,
        userPrincipalName: user.userPrincipalName,
        mailNickname: role,
        passwordProfile: { password },
      });
      const assigned = await graph('POST', '/v1.0/roleManagement/directory/roleAssignments', {
        principalId: created.body['id'],
        roleDefinitionId: ROLE_TEMPLATES[role].id,
        directoryScopeId: '/',
      });
      assert.equal(assigned.status, 201, JSON.stringify(assigned.body));
      const call = authority.caller(await authority.userToken(tenant.tenantId, user));
      for (const path of PATHS) assert.equal((await call('GET', `/v1.0/auditLogs/${path}`)).status, 200);
    });

  it('is an application with AuditLog.Read.All, and none without', async () => {
    const client = await register(graph, 'A curious one');
    const principalId = await createServicePrincipal(graph, client.appId);
    const asApplication = async (): Promise<GraphCaller> => {
      const reply = await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
        grant_type: 'client_credentials',
        client_id: client.appId,
        client_secret: client.secret,
        scope: 'https://graph.microsoft.com/.default',
      });
      return authority.caller(String(reply.body['access_token']));
    };
    const before = await asApplication();
    for (const path of PATHS) {
      const refused = await before('GET', `/v1.0/auditLogs/${path}`);
      assert.equal(refused.status, 403);
      assert.match(JSON.stringify(refused.body), /AuditLog\.Read\.All/);
    }
    await consent(graph, principalId, 'MicrosoftGraph', 'AuditLog.Read.All');
    const allowed = await asApplication();
    for (const path of PATHS) assert.equal((await allowed('GET', `/v1.0/auditLogs/${path}`)).status, 200);
  });
});
