import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import {
  type Answer,
  assertIssued,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';

const ATP = 'https://api.securitycenter.microsoft.com/.default';

type SignIn = Readonly<Record<string, unknown>>;

describe('the log of sign-ins', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let client: NewClient;
  let servicePrincipalId: string;
  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    client = await register(graph, 'A daemon');
    servicePrincipalId = await createServicePrincipal(graph, client.appId);
  });
  after(() => authority.close());

  const signIns = async (filter: string, more = ''): Promise<readonly SignIn[]> => {
    const reply = await graph('GET', `/v1.0/auditLogs/signIns?$filter=${encodeURIComponent(filter)}${more}`);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body['value'] as SignIn[];
  };
  const one = async (filter: string): Promise<SignIn> => {
    const found = await signIns(filter);
    assert.equal(found.length, 1, JSON.stringify(found));
    return found[0] as SignIn;
  };
  const OF_APPLICATIONS = "signInEventTypes/any(t: t eq 'servicePrincipal')";

  const askForToken = (secret = client.secret, headers: Record<string, string> = {}): Promise<Answer> =>
    authority.token(
      `/${tenant.tenantId}/oauth2/v2.0/token`,
      { grant_type: 'client_credentials', client_id: client.appId, client_secret: secret, scope: ATP },
      headers,
    );

  const withCorrelation = (id: string) => `${OF_APPLICATIONS} and correlationId eq '${id}'`;

  it('has who, which application, for what, from where and the token’s id', async () => {
    const correlationId = '11111111-0000-4000-8000-000000000001';
    const reply = await askForToken(client.secret, {
      'client-request-id': correlationId,
      'user-agent': 'a-script/1.0',
    });
    const { uti } = assertIssued(reply);
    const { id, ...found } = await one(withCorrelation(correlationId));
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    const expected = {
      createdDateTime: new Date(authority.now).toISOString(),
      appId: client.appId,
      appDisplayName: 'A daemon',
      servicePrincipalId,
      servicePrincipalName: 'A daemon',
      userId: null,
      userPrincipalName: null,
      userDisplayName: null,
      resourceId: 'fc780465-2017-40d4-a0c5-307022471b92',
      resourceDisplayName: 'WindowsDefenderATP',
      ipAddress: '127.0.0.1',
      userAgent: 'a-script/1.0',
      correlationId,
      isInteractive: false,
      signInEventTypes: ['servicePrincipal'],
      uniqueTokenIdentifier: uti,
      status: { errorCode: 0, failureReason: null, additionalDetails: null },
      conditionalAccessStatus: 'notApplied',
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(found[name], value, name);
  });

  it('is found by the trace id that a refusal shows, with its AADSTS number and text', async () => {
    const refused = await askForToken('not-the-secret');
    assert.equal(refused.status, 401);
    const found = await graph('GET', `/v1.0/auditLogs/signIns/${String(refused.body['trace_id'])}`);
    assert.equal(found.status, 200, JSON.stringify(found.body));
    const { status, correlationId, uniqueTokenIdentifier } = found.body;
    const { errorCode, failureReason } = status as Record<string, unknown>;
    assert.equal(errorCode, 7000215);
    assert.ok(String(refused.body['error_description']).includes(String(failureReason)));
    assert.equal(correlationId, refused.body['correlation_id']);
    assert.equal(uniqueTokenIdentifier, null);
  });

  it('has users by name, and what they typed when nobody is called so', async () => {
    const { userPrincipalName, password } = tenant.administrator;
    const signIn = (username: string, given: string) =>
      authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
        grant_type: 'password',
        client_id: VAKT_CLI_APP_ID,
        username,
        password: given,
        scope: 'https://graph.microsoft.com/.default',
      });
    const { oid } = assertIssued(await signIn(userPrincipalName, password));
    await signIn(userPrincipalName, 'wrong-password');
    await signIn('nobody@contoso.example', password);
    const [done] = await signIns(`userId eq '${String(oid)}' and status/errorCode eq 0`, '&$top=1');
    assert.equal(done?.['userPrincipalName'], userPrincipalName);
    assert.equal(done?.['userDisplayName'], 'Administrator');
    assert.equal(done?.['appDisplayName'], 'Vakt command line');
    assert.equal(done?.['isInteractive'], true);
    const refused = await one(`startswith(userPrincipalName,'ADMIN@') and status/errorCode eq 50126`);
    assert.equal(refused['userId'], oid, 'whose password it was that somebody guessed');
    assert.equal(refused['userDisplayName'], 'Administrator');
    const unknown = await one("userPrincipalName eq 'nobody@contoso.example'");
    assert.equal(unknown['userId'], null);
  });

  it('names an application that is not let in by nothing but the id that was sent', async () => {
    const stranger = await authority.createTenant('fabrikam.example');
    const theirs = await register(await authority.administratorOf(stranger), 'Their secret project');
    const refused = await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: theirs.appId,
      client_secret: theirs.secret,
      scope: ATP,
    });
    assert.deepEqual(refused.body['error_codes'], [700016]);
    const found = await one(`${OF_APPLICATIONS} and appId eq '${theirs.appId}'`);
    assert.equal(found['appDisplayName'], null);
  });

  it('lists interactive sign-ins alone unless others are asked for, the newest first', async () => {
    await askForToken();
    const reply = await graph('GET', '/v1.0/auditLogs/signIns');
    const value = reply.body['value'] as SignIn[];
    assert.ok(value.length > 0);
    assert.ok(value.every(({ signInEventTypes }) => String(signInEventTypes) === 'interactiveUser'));
    const times = value.map(({ createdDateTime }) => String(createdDateTime));
    assert.deepEqual(times, times.toSorted().toReversed());
  });

  it('filters by time, outcome and application together', async () => {
    authority.now += 3_600_000;
    const since = new Date(authority.now).toISOString();
    authority.now += 1_000;
    await askForToken('wrong');
    await askForToken();
    const filter = (code: string) =>
      `${OF_APPLICATIONS} and createdDateTime ge ${since} and status/errorCode ${code} and appId eq '${client.appId.toUpperCase()}'`;
    await one(filter('eq 0'));
    await one(filter('ne 0'));
    assert.deepEqual(await signIns(`${OF_APPLICATIONS} and createdDateTime lt 2000-01-01T00:00:00Z`), []);
  });

  it('is read in pages that neither repeat nor skip while new entries come', async () => {
    authority.now += 1_000;
    const since = new Date(authority.now).toISOString();
    for (let turn = 0; turn < 5; turn += 1) await askForToken();
    const filter = encodeURIComponent(`${OF_APPLICATIONS} and createdDateTime ge ${since}`);
    let url: string | undefined = `/v1.0/auditLogs/signIns?$top=2&$filter=${filter}`;
    const seen: string[] = [];
    while (url !== undefined) {
      const page: Answer = await graph('GET', url);
      seen.push(...(page.body['value'] as SignIn[]).map(({ id }) => String(id)));
      authority.now += 1;
      await askForToken();
      const next = page.body['@odata.nextLink'];
      url = next === undefined ? undefined : String(next).replace(/^https:\/\/[^/]+/, '');
    }
    assert.equal(seen.length, 5);
    assert.equal(new Set(seen).size, 5);
  });

  for (const filter of [
    'createdDateTime ge 0001-01-01T00:00:00Z',
    'createdDateTime le 9999-12-31T23:59:59.9999999Z',
    'createdDateTime eq 2026-11-21T06:00:00.1234567Z',
    'not createdDateTime gt 2026-11-21',
    'status/errorCode eq 99999999999999999999',
    'status/errorCode eq 1.5',
    'status/errorCode in (0, 50126)',
    'userId eq null or userId ne null',
    "contains(userPrincipalName,'%_\\\\') or endswith(userPrincipalName,'''')",
    "signInEventTypes/all(t: t eq 'interactiveUser')",
    'signInEventTypes/any()',
  ])
    it(`answers ${filter}`, async () => {
      await signIns(filter);
    });

  it('refuses what it cannot answer', async () => {
    for (const [query, code] of [
      ['$top=1001', 'Request_UnsupportedQuery'],
      ['$top=0', 'Request_BadRequest'],
      ['$orderby=appId', 'Request_UnsupportedQuery'],
      ["$filter=secret eq 'x'", 'Request_UnsupportedQuery'],
      ['$skiptoken=x', 'Request_BadRequest'],
      ['$skip=1', 'Request_UnsupportedQuery'],
      ["$filter=appId eq 'a%00'", 'Request_BadRequest'],
    ]) {
      const reply = await graph('GET', `/v1.0/auditLogs/signIns?${query}`);
      assert.equal(reply.status, 400, query);
      assert.equal((reply.body['error'] as Record<string, unknown>)['code'], code, query);
    }
    const nothing = await graph('GET', '/v1.0/auditLogs/signIns/11111111-1111-4111-8111-111111111111');
    assert.equal(nothing.status, 404);
  });
});
