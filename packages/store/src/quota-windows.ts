import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** A quota: so much in each window, which begins with the first use. */
export interface Quota {
  /** What is counted, for whom, and in how long a window. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** A window as it is after a use. Times are milliseconds since 1970. */
export interface QuotaWindow {
  readonly endsAt: number;
  /** What is used or lent out, by every server together. */
  readonly used: number;
}

/** What one reservation gives at most of what is left: the reciprocal. */
const SHARE = 8;

/** What is lent out of `left`, in SQL: an eighth, at least one, none when nothing is left. */
const lent = (left: RawBuilder<number>): RawBuilder<number> =>
  sql`least(${left}, greatest(1, ${left} / ${SHARE}))`;

/**
 * Reserves a share of what a quota has left, for this server to spend: an eighth of it, at least one, so that the shares
 * become small towards the limit. All in one statement, and the row's lock lets one server at a time reserve: together they
 * are never given more than the limit. What a server does not spend before the window ends is lost.
 *
 * @param tenant the tenant's rows.
 * @param now milliseconds since 1970.
 * @returns the window, and how much of it this server may spend; nothing when the limit is reached.
 */
export const reserve = async (
  tenant: Kysely<Database>,
  { name, limit, windowMs }: Quota,
  now: number,
): Promise<QuotaWindow & { readonly granted: number }> => {
  const isOver = sql<boolean>`quota_windows.ends_at <= ${new Date(now)}`;
  const left = sql<number>`greatest(0, case when ${isOver} then ${limit}::int else ${limit}::int - quota_windows.used end)`;
  const first = Math.min(limit, Math.max(1, Math.trunc(limit / SHARE)));
  const { ends_at, used, granted } = await tenant
    .insertInto('quota_windows')
    .values({ quota: name, ends_at: new Date(now + windowMs), used: first, granted: first })
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'quota']).doUpdateSet({
        ends_at: sql`case when ${isOver} then excluded.ends_at else quota_windows.ends_at end`,
        used: sql`case when ${isOver} then 0 else quota_windows.used end + ${lent(left)}`,
        granted: lent(left),
      }),
    )
    .returning(['ends_at', 'used', 'granted'])
    .executeTakeFirstOrThrow();
  return { endsAt: ends_at.getTime(), used, granted };
};

/** What the column holds; nobody has a quota as large. */
const MOST_USED = 2_147_483_647;

/**
 * Adds what has been used already, whatever the limit.
 *
 * @param startedAt when the use began: with it a new window begins.
 */
export const charge = async (
  tenant: Kysely<Database>,
  { name, windowMs }: Quota,
  startedAt: number,
  amount: number,
): Promise<void> => {
  const isOver = sql<boolean>`quota_windows.ends_at <= ${new Date(startedAt)}`;
  await tenant
    .insertInto('quota_windows')
    .values({
      quota: name,
      ends_at: new Date(startedAt + windowMs),
      used: Math.min(amount, MOST_USED),
      granted: 0,
    })
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'quota']).doUpdateSet({
        ends_at: sql`case when ${isOver} then excluded.ends_at else quota_windows.ends_at end`,
        used: sql`least(${MOST_USED}, case when ${isOver} then 0 else quota_windows.used end::bigint + excluded.used)`,
      }),
    )
    .execute();
};

/** The windows among `names` that have not ended, by their names. */
export const readWindows = async (
  tenant: Kysely<Database>,
  names: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, QuotaWindow>> => {
  const rows = await tenant
    .selectFrom('quota_windows')
    .select(['quota', 'ends_at', 'used'])
    .where('quota', 'in', names)
    .where('ends_at', '>', new Date(now))
    .execute();
  return new Map(rows.map(({ quota, ends_at, used }) => [quota, { endsAt: ends_at.getTime(), used }]));
};

/** As many rows as one statement removes: it must not hold others up. */
const BATCH = 5_000;

/**
 * Removes windows that have ended, at most a batch.
 *
 * @param authority sees the rows of every tenant.
 * @returns whether there may be more.
 */
export const removeEndedWindows = async (authority: Kysely<Database>, now: number): Promise<boolean> => {
  const ended = sql`ends_at <= ${new Date(now)}`;
  const { numAffectedRows } = await sql`delete from quota_windows where ${ended} and ctid in
    (select ctid from quota_windows where ${ended} limit ${BATCH})`.execute(authority);
  return numAffectedRows === BigInt(BATCH);
};
