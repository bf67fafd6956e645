import type { TenantId } from '@vakt/contract/ids';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { storableJson } from './storable-text.ts';

/** Stands for the tenant where none is known; no tenant has this id. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000' as TenantId;

/** A refusal as it is written. */
export interface NewRefusal {
  readonly tenantId: TenantId;
  readonly explanation: ExplainedRefusal;
}

/** As many rows as one statement removes: it must not hold others up. */
const BATCH = 1_000;

/** Writes refusals, of any tenants, in one statement. */
export const insertRefusals = async (
  authority: Kysely<Database>,
  refusals: readonly NewRefusal[],
): Promise<void> => {
  await sql`
    insert into refusals (tenant_id, id, created_at, explanation)
    select * from unnest(
      ${refusals.map(({ tenantId }) => tenantId)}::uuid[],
      ${refusals.map(({ explanation }) => explanation.id)}::uuid[],
      ${refusals.map(({ explanation }) => explanation.time)}::timestamptz[],
      ${refusals.map(({ explanation }) => storableJson(explanation))}::jsonb[])`.execute(authority);
};

/** Leaves each of these tenants its newest `most` refusals. */
export const keepNewestRefusals = async (
  authority: Kysely<Database>,
  tenants: readonly TenantId[],
  most: number,
): Promise<void> => {
  await sql`
    delete from refusals where id in (
      select surplus.id from unnest(${[...new Set(tenants)]}::uuid[]) as tenant (id)
        cross join lateral (
          select id from refusals where tenant_id = tenant.id
            order by created_at desc offset ${most} limit ${BATCH}
        ) as surplus)`.execute(authority);
};

/**
 * Removes refusals that are older than `before`, at most a batch.
 *
 * @returns whether there may be more.
 */
export const removeOldRefusals = async (authority: Kysely<Database>, before: Date): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    delete from refusals where id in
      (select id from refusals where created_at < ${before} limit ${BATCH})`.execute(authority);
  return numAffectedRows === BigInt(BATCH);
};

/** Finds a refusal that is younger than `since`, among the rows that `db` sees. */
export const findRefusal = async (
  db: Kysely<Database>,
  id: string,
  since: Date,
): Promise<ExplainedRefusal | undefined> => {
  const row = await db
    .selectFrom('refusals')
    .select('explanation')
    .where('id', '=', id)
    .where('created_at', '>=', since)
    .executeTakeFirst();
  return row?.explanation;
};
