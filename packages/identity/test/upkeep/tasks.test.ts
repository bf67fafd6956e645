import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { credentialWarnings } from '../../src/upkeep/credential-warnings.ts';
import { logRetention } from '../../src/upkeep/log-retention.ts';
import { signInRetention } from '../../src/upkeep/sign-in-retention.ts';
import { type GraphCaller, type NewTenant, register, TestAuthority } from '../authority.ts';

const DAY_MS = 86_400_000;

describe('what upkeep does', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
  });
  after(() => authority.close());

  const entries = async (): Promise<number> => {
    const { rows } = await sql<{ count: bigint }>`
      select (select count(*) from sign_in_events) + (select count(*) from directory_audits) as count`.execute(
      authority.store.authority,
    );
    return Number(rows[0]?.count);
  };

  it('drops entries of the log after thirty days, however many, and no others', async () => {
    await sql`
      insert into sign_in_events (tenant_id, created_at, id, event_type, ip_address, correlation_id, error_code, details)
      select ${tenant.tenantId}::uuid, ${new Date(authority.now - 31 * DAY_MS)}::timestamptz, gen_random_uuid(),
        'servicePrincipal', '127.0.0.1', '', 0, '{}' from generate_series(1, 11000)`.execute(
      authority.store.authority,
    );
    const before = await entries();
    await logRetention(authority.store, authority.clock).run();
    assert.equal(await entries(), before - 11_000);
    authority.now += 29 * DAY_MS;
    await logRetention(authority.store, authority.clock).run();
    assert.equal(await entries(), before - 11_000);
    authority.now += 2 * DAY_MS;
    await logRetention(authority.store, authority.clock).run();
    assert.equal(await entries(), 0);
  });

  it('drops what is over of sign-ins, and keeps what may still be used', async () => {
    const row = (token: string, expiresAt: number) =>
      authority.store.authority
        .insertInto('revoked_tokens')
        .values({ token_id: token, expires_at: new Date(expiresAt) })
        .execute();
    await row('over', authority.now - 2 * DAY_MS);
    await row('over today', authority.now - 1_000);
    await signInRetention(authority.store, authority.clock).run();
    const left = await authority.store.authority.selectFrom('revoked_tokens').select('token_id').execute();
    assert.deepEqual(
      left.map(({ token_id }) => token_id),
      ['over today'],
    );
  });

  it('warns of secrets that end within thirty days and of those that have just ended, not of others', async () => {
    const now = authority.now;
    graph = await authority.administratorOf(tenant);
    const { objectId, appId, secret } = await register(graph, 'Nightly report');
    for (const [displayName, days] of [
      ['soon', 12],
      ['later', 31],
      ['over soon', 2],
    ] as const) {
      const reply = await graph('POST', `/v1.0/applications/${objectId}/addPassword`, {
        passwordCredential: { displayName, endDateTime: new Date(now + days * DAY_MS).toISOString() },
      });
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
    }
    const said: (readonly [string, Readonly<Record<string, unknown>> | undefined])[] = [];
    const log = {
      warn: (...line: [string, Readonly<Record<string, unknown>>?]) => void said.push([line[0], line[1]]),
      error: () => assert.fail('nothing fails here'),
    };
    const warnings = credentialWarnings(authority.store, authority.clock, log);
    authority.now += 2.5 * DAY_MS;
    await warnings.run();
    assert.deepEqual(
      said.map(([message, fields]) => [message, fields?.['displayName'], fields?.['daysLeft']]),
      [
        ['a credential of an application has ended', 'over soon', undefined],
        ['a credential of an application ends soon', 'soon', 10],
        ['a credential of an application ends soon', 'later', 29],
      ],
    );
    const [, fields] = said[0] ?? [];
    assert.equal(fields?.['tenantId'], tenant.tenantId);
    assert.equal(fields?.['appId'], appId);
    assert.equal(fields?.['applicationName'], 'Nightly report');
    assert.ok(!JSON.stringify(said).includes(secret));
  });
});
