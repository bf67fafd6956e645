import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import {
  type Answer,
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  servicePrincipalOf,
  TestAuthority,
} from '../authority.ts';

type Entry = Readonly<Record<string, unknown>>;
interface Target {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: string;
  readonly userPrincipalName: string | null;
  readonly modifiedProperties: readonly Readonly<Record<string, unknown>>[];
}

describe('the log of changes', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    const administrator = await authority.administratorOf(tenant);
    // Entries of the same millisecond have no order.
    graph = (...call) => {
      authority.now += 1;
      return administrator(...call);
    };
  });
  after(() => authority.close());

  const entries = async (filter?: string): Promise<readonly Entry[]> => {
    const query = filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`;
    const reply = await graph('GET', `/v1.0/auditLogs/directoryAudits${query}`);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body['value'] as Entry[];
  };
  /** The entries that `work` leaves, in its order. */
  const entriesOf = async (work: () => Promise<unknown>): Promise<readonly Entry[]> => {
    authority.now += 1_000;
    const since = new Date(authority.now).toISOString();
    await work();
    return (await entries(`activityDateTime ge ${since}`)).toReversed();
  };
  const activities = (found: readonly Entry[]): readonly unknown[] =>
    found.map(({ activityDisplayName }) => activityDisplayName);
  const targetsOf = (entry: Entry | undefined): readonly Target[] =>
    (entry?.['targetResources'] ?? []) as Target[];
  const newValue = (entry: Entry | undefined, property: string): unknown =>
    targetsOf(entry)
      .flatMap(({ modifiedProperties }) => modifiedProperties)
      .find(({ displayName }) => displayName === property)?.['newValue'];

  it('begins with the tenant’s creation by the operator', async () => {
    const [first] = (await entries()).toReversed();
    assert.equal(first?.['activityDisplayName'], 'Create company');
    const [company, administrator] = targetsOf(first);
    assert.equal(company?.id, tenant.tenantId);
    assert.deepEqual(first?.['additionalDetails'], [{ key: 'ipAddress', value: '127.0.0.1' }]);
    assert.equal(administrator?.userPrincipalName, tenant.administrator.userPrincipalName);
  });

  it('has who did what to what, from where, in Microsoft Graph’s shape', async () => {
    const correlationId = '22222222-0000-4000-8000-000000000001';
    const token = await authority.userToken(tenant.tenantId, tenant.administrator);
    let created: Answer | undefined;
    const [entry] = await entriesOf(async () => {
      created = await authority.request('POST', '/v1.0/applications', {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'client-request-id': correlationId,
        },
        body: JSON.stringify({ displayName: 'Nightly report' }),
      });
    });
    const { id, initiatedBy, targetResources, ...rest } = entry ?? {};
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, {
      category: 'ApplicationManagement',
      correlationId,
      result: 'success',
      resultReason: '',
      activityDisplayName: 'Add application',
      activityDateTime: entry?.['activityDateTime'],
      loggedByService: 'Core Directory',
      operationType: 'Add',
      additionalDetails: [],
    });
    const { user, app } = initiatedBy as Record<string, Record<string, unknown> | null>;
    assert.equal(app, null);
    assert.equal(user?.['userPrincipalName'], tenant.administrator.userPrincipalName);
    assert.equal(user?.['ipAddress'], '127.0.0.1');
    const [target] = targetResources as Target[];
    assert.equal(target?.id, created?.body['id']);
    assert.equal(target?.displayName, 'Nightly report');
    assert.equal(target?.type, 'Application');
    const single = await graph('GET', `/v1.0/auditLogs/directoryAudits/${String(id)}`);
    assert.equal(single.body['activityDisplayName'], 'Add application');
  });

  it('names what is gone as it was called', async () => {
    const { objectId } = await register(graph, 'Short-lived');
    const [entry] = await entriesOf(() => graph('DELETE', `/v1.0/applications/${objectId}`));
    assert.equal(entry?.['activityDisplayName'], 'Delete application');
    assert.equal(targetsOf(entry)[0]?.displayName, 'Short-lived');
  });

  it('tells credentials apart without their values', async () => {
    const { objectId, secret, secretKeyId } = await register(graph, 'With credentials');
    const found = await entriesOf(async () => {
      const added = await graph('POST', `/v1.0/applications/${objectId}/addPassword`, {
        passwordCredential: { displayName: 'second' },
      });
      assert.equal(added.status, 200);
      const removed = await graph('POST', `/v1.0/applications/${objectId}/removePassword`, {
        keyId: secretKeyId,
      });
      assert.equal(removed.status, 204);
    });
    const activity = 'Update application – Certificates and secrets management';
    assert.deepEqual(activities(found), [activity, activity]);
    assert.match(String(newValue(found[0], 'KeyDescription')), /KeyType=Password.*DisplayName=second/);
    assert.ok(!JSON.stringify(await entries()).includes(secret));
  });

  it('says which permission was granted to whom, and what was taken back', async () => {
    const client: NewClient = await register(graph, 'Alert reader');
    const principalId = await createServicePrincipal(graph, client.appId);
    const found = await entriesOf(async () => {
      const assignment = await consent(graph, principalId, 'WindowsDefenderATP', 'Alert.Read.All');
      await graph('DELETE', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments/${assignment}`);
    });
    assert.deepEqual(activities(found), [
      'Add app role assignment to service principal',
      'Remove app role assignment from service principal',
    ]);
    assert.equal(newValue(found[0], 'AppRole.Value'), '"Alert.Read.All"');
    for (const entry of found)
      assert.deepEqual(
        targetsOf(entry).map(({ displayName }) => displayName),
        ['WindowsDefenderATP', 'Alert reader'],
      );
  });

  it('says which delegated permissions were granted, changed and taken back', async () => {
    const client: NewClient = await register(graph, 'Alert reader for people');
    const clientId = await createServicePrincipal(graph, client.appId);
    const { id: resourceId } = await servicePrincipalOf(graph, resourceApplications.WindowsDefenderATP.appId);
    const found = await entriesOf(async () => {
      const granted = await graph('POST', '/v1.0/oauth2PermissionGrants', {
        clientId,
        resourceId,
        consentType: 'AllPrincipals',
        scope: 'Alert.Read',
      });
      const path = `/v1.0/oauth2PermissionGrants/${String(granted.body['id'])}`;
      await graph('PATCH', path, { scope: 'Alert.Read Machine.Read' });
      await graph('DELETE', path);
    });
    assert.deepEqual(activities(found), [
      'Add delegated permission grant',
      'Update delegated permission grant',
      'Remove delegated permission grant',
    ]);
    const [, changed] = found;
    const [scope] = targetsOf(changed)[0]?.modifiedProperties ?? [];
    assert.deepEqual(scope, {
      displayName: 'DelegatedPermissionGrant.Scope',
      oldValue: '"Alert.Read"',
      newValue: '"Alert.Read Machine.Read"',
    });
  });

  it('has users, their passwords’ resets and their roles', async () => {
    const found = await entriesOf(async () => {
      const user = await graph('POST', '/v1.0/users', {
        accountEnabled: true,
        displayName: 'Erin',
        userPrincipalName: 'erin@contoso.example',
        mailNickname: 'erin',
        passwordProfile: { password: 'first-Passw0rd-of-erin' },
      });
      assert.equal(user.status, 201, JSON.stringify(user.body));
      const id = String(user.body['id']);
      await graph('PATCH', `/v1.0/users/${id}`, { passwordProfile: { password: 'next-Passw0rd-of-erin' } });
      await graph('PATCH', `/v1.0/users/${id}`, { displayName: 'Erin B.' });
      const role = await graph('POST', '/v1.0/roleManagement/directory/roleAssignments', {
        principalId: id,
        roleDefinitionId: ROLE_TEMPLATES.securityReader.id,
        directoryScopeId: '/',
      });
      assert.equal(role.status, 201, JSON.stringify(role.body));
      await graph('DELETE', `/v1.0/roleManagement/directory/roleAssignments/${String(role.body['id'])}`);
      await graph('DELETE', `/v1.0/users/${id}`);
    });
    assert.deepEqual(activities(found), [
      'Add user',
      'Reset user password',
      'Update user',
      'Add member to role',
      'Remove member from role',
      'Delete user',
    ]);
    const [added, , updated, given] = found;
    assert.equal(targetsOf(added)[0]?.userPrincipalName, 'erin@contoso.example');
    assert.equal(newValue(updated, 'Included Updated Properties'), '"displayName"');
    assert.deepEqual(
      targetsOf(given).map(({ type, displayName }) => `${type} ${displayName}`),
      ['User Erin B.', 'Role Security Reader'],
    );
    assert.ok(!JSON.stringify(await entries()).includes('Passw0rd'));
  });

  it('has what was refused, and why', async () => {
    const { objectId } = await register(graph, 'Not theirs');
    const password = 'Passw0rd-of-mallory';
    const mallory = await graph('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: 'Mallory',
      userPrincipalName: 'mallory@contoso.example',
      mailNickname: 'mallory',
      passwordProfile: { password },
    });
    assert.equal(mallory.status, 201, JSON.stringify(mallory.body));
    const asMallory = await authority.userToken(
      tenant.tenantId,
      { userPrincipalName: 'mallory@contoso.example', password },
      'https://graph.microsoft.com/User.Read',
    );
    const [entry] = await entriesOf(async () => {
      const reply = await authority.caller(asMallory)('DELETE', `/v1.0/applications/${objectId}`);
      assert.equal(reply.status, 403);
    });
    assert.equal(entry?.['activityDisplayName'], 'Delete application');
    assert.equal(entry?.['result'], 'failure');
    assert.match(String(entry?.['resultReason']), /Insufficient privileges/);
    assert.equal(targetsOf(entry)[0]?.displayName, 'Not theirs');
    const [byHer] = await entries("initiatedBy/user/userPrincipalName eq 'MALLORY@contoso.example'");
    assert.equal(byHer?.['id'], entry?.['id']);
  });

  it('filters by activity, category and result', async () => {
    await register(graph, 'Filtered');
    const found = await entries(
      "startswith(activityDisplayName,'Add app') and category eq 'ApplicationManagement' and result eq 'success'",
    );
    assert.ok(found.length > 0);
    assert.ok(found.every(({ activityDisplayName }) => String(activityDisplayName).startsWith('Add app')));
    assert.deepEqual(await entries("category eq 'Nothing'"), []);
  });

  it('filters by what was changed', async () => {
    const { objectId } = await register(graph, 'Sought by its id');
    await register(graph, 'Not sought');
    await graph('PATCH', `/v1.0/applications/${objectId}`, { displayName: 'Sought again' });
    const ofIt = await entries(`targetResources/any(t: t/id eq '${objectId.toUpperCase()}')`);
    assert.deepEqual(activities(ofIt).toReversed(), [
      'Add application',
      'Update application – Certificates and secrets management',
      'Update application',
    ]);
    const named = await entries("targetResources/any(t: startswith(t/displayName,'sought by'))");
    assert.deepEqual(named, ofIt);
  });
});
