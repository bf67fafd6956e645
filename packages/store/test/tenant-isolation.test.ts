import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from '../src/migrations/tenant-isolation.ts';

const HOME = '11111111-1111-4111-8111-111111111111' as TenantId;
const STRANGER = '22222222-2222-4222-8222-222222222222' as TenantId;

describe('tenant isolation', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    const { authority } = test.store;
    await sql`create table secrets_of_tenants (
      tenant_id uuid not null default current_setting('vakt.tenant')::uuid, text text not null)`.execute(
      authority,
    );
    await protectTenantRows(authority as unknown as Kysely<unknown>, 'secrets_of_tenants');
    for (const tenant of [HOME, STRANGER])
      await sql`insert into secrets_of_tenants (text) values (${`of ${tenant}`})`.execute(
        test.store.tenant(tenant),
      );
  });
  after(() => test.close());

  const textsSeenBy = async (tenant: TenantId): Promise<string[]> => {
    const { rows } = await sql<{ text: string }>`select text from secrets_of_tenants`.execute(
      test.store.tenant(tenant),
    );
    return rows.map(({ text }) => text);
  };

  it('shows a tenant its own rows without a condition in the query', async () => {
    assert.deepEqual(await textsSeenBy(HOME), [`of ${HOME}`]);
    assert.deepEqual(await textsSeenBy(STRANGER), [`of ${STRANGER}`]);
  });

  it('keeps tenants apart when their requests share connections', async () => {
    const turns = Array.from({ length: 60 }, (_, turn) => (turn % 2 === 0 ? HOME : STRANGER));
    const seen = await Promise.all(turns.map(textsSeenBy));
    for (const [turn, texts] of seen.entries()) assert.deepEqual(texts, [`of ${turns[turn]}`]);
  });

  it('refuses to write a row for another tenant', async () => {
    const forged = sql`insert into secrets_of_tenants (tenant_id, text) values (${STRANGER}, 'forged')`;
    await assert.rejects(forged.execute(test.store.tenant(HOME)), /row-level security/);
  });

  it('refuses to hand a row over to another tenant', async () => {
    const moved = sql`update secrets_of_tenants set tenant_id = ${STRANGER}`;
    await assert.rejects(moved.execute(test.store.tenant(HOME)), /row-level security/);
  });

  it('shows every row to the authority', async () => {
    const { rows } = await sql`select * from secrets_of_tenants`.execute(test.store.authority);
    assert.equal(rows.length, 2);
  });

  it('protects every table that has a tenant_id', async () => {
    const { rows } = await sql<{ relname: string }>`
      select c.relname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and has_table_privilege('vakt_tenant', c.oid, 'select')
          and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`.execute(
      test.store.authority,
    );
    assert.deepEqual(rows, []);
  });

  it('reads 64-bit integers without loss', async () => {
    const { rows } = await sql<{ n: bigint }>`select 9007199254740993::int8 as n`.execute(
      test.store.tenant(HOME),
    );
    assert.equal(rows[0]?.n, 9_007_199_254_740_993n);
  });
});
