import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  assertIssued,
  claimsOf,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';

const MOST_AT_ONCE = 500;

describe('no token without its row', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let client: NewClient;
  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    client = await register(graph, 'A daemon');
    await createServicePrincipal(graph, client.appId);
  });
  after(() => authority.close());

  const askForToken = (secret = client.secret, headers: Record<string, string> = {}) =>
    authority.token(
      `/${tenant.tenantId}/oauth2/v2.0/token`,
      {
        grant_type: 'client_credentials',
        client_id: client.appId,
        client_secret: secret,
        scope: 'https://api.securitycenter.microsoft.com/.default',
      },
      headers,
    );

  const away = async (work: () => Promise<unknown>): Promise<void> => {
    await sql`alter table sign_in_events rename to elsewhere`.execute(authority.store.authority);
    try {
      await work();
    } finally {
      await sql`alter table elsewhere rename to sign_in_events`.execute(authority.store.authority);
    }
  };

  it('gives no token, and no refusal, that cannot be logged', async () => {
    await away(async () => {
      await assert.rejects(askForToken(), /sign_in_events/);
      await assert.rejects(askForToken('wrong'), /sign_in_events/);
    });
    assertIssued(await askForToken());
  });

  it('has the row of each of many tokens at once', async () => {
    const replies = await Promise.all(Array.from({ length: MOST_AT_ONCE }, () => askForToken()));
    const wanted = replies.map(({ body }) => String(claimsOf(body['access_token'])['uti']));
    assert.equal(new Set(wanted).size, MOST_AT_ONCE);
    const { rows } = await sql<{ token: string }>`
      select details->>'tokenId' as token from sign_in_events where details->>'tokenId' = any(${wanted})`.execute(
      authority.store.authority,
    );
    assert.deepEqual(rows.map(({ token }) => token).toSorted(), wanted.toSorted());
  });

  it('writes them in far fewer transactions', async () => {
    const { rows } = await sql<{ tokens: bigint; transactions: bigint }>`
      select count(*) as tokens, count(distinct xmin::text) as transactions from sign_in_events
      where event_type = 'servicePrincipal'`.execute(authority.store.authority);
    const [{ tokens, transactions } = { tokens: 0n, transactions: 0n }] = rows;
    assert.ok(tokens >= BigInt(MOST_AT_ONCE), `${tokens} tokens`);
    assert.ok(transactions * 4n < tokens, `${transactions} transactions for ${tokens} tokens`);
  });

  it('keeps what a client wrote from spoiling the rows of others', async () => {
    const headers = { 'user-agent': 'half a \uD800 pair and \0', 'client-request-id': '-'.repeat(36) };
    const replies = await Promise.all([askForToken(client.secret, headers), askForToken(), askForToken()]);
    for (const reply of replies) assertIssued(reply);
  });

  it('holds no secret, assertion, password or token', async () => {
    const issued = await askForToken();
    const stray = 'A-secret-that-is-wrong-0123456789';
    await askForToken(stray);
    await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${stray}.${stray}.${stray}`,
      scope: 'https://api.securitycenter.microsoft.com/.default',
    });
    await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: client.appId,
      username: tenant.administrator.userPrincipalName,
      password: stray,
      scope: 'https://graph.microsoft.com/.default',
    });
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(event::text, ' '), '') as text from (
        select to_jsonb(s) as event from sign_in_events s
        union all select to_jsonb(d) from directory_audits d) as entries`.execute(authority.store.authority);
    const [{ text } = { text: '' }] = rows;
    assert.ok(text.includes(client.appId));
    const token = String(issued.body['access_token']);
    for (const secret of [client.secret, stray, tenant.administrator.password, token])
      assert.ok(!text.includes(secret), `the log holds ${secret.slice(0, 8)}…`);
  });
});
