import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** A microsecond: what many clients' times can hold, so that moments differ for them, too. */
const STEP: Ticks = 10n;

/** Moments that nothing else in the tenant has, one after the other. */
export interface Moments {
  readonly first: Ticks;
  /** The moment of each row of an update: that of its key's place among `keys`. */
  of(column: RawBuilder<unknown>, keys: readonly (string | bigint)[]): RawBuilder<bigint>;
}

const momentsFrom = (first: Ticks): Moments => ({
  first,
  of: (column, keys) =>
    sql<bigint>`${first}::bigint + ${STEP}::bigint * (array_position(${keys.map(String)}::text[], ${column}::text) - 1)`,
});

/**
 * Takes the moments of the changes that a transaction makes to alerts and incidents, and makes everybody else who wants some
 * of this tenant wait until it ends. So changes become visible in the order of their times, no two of them have the same
 * time, and a clock that is set back turns no time back: who asks for what changed after the last time seen misses nothing.
 *
 * Take them before the rows that are changed are locked: whoever locks first and takes then may wait in a circle.
 *
 * @param now the wall clock's time, which moments are not earlier than.
 * @param count how many are needed, at least one.
 */
export const takeMoments = async (transaction: Kysely<Database>, now: Ticks, count = 1): Promise<Moments> => {
  const further = STEP * BigInt(count - 1);
  const { last_ticks } = await transaction
    .insertInto('change_moments')
    .values({ last_ticks: now + further })
    .onConflict(conflict =>
      conflict.column('tenant_id').doUpdateSet({
        last_ticks: sql`greatest(change_moments.last_ticks + ${STEP}::bigint, ${now}::bigint) + ${further}::bigint`,
      }),
    )
    .returning('last_ticks')
    .executeTakeFirstOrThrow();
  return momentsFrom(last_ticks - further);
};

/** Takes the moment of a single change. */
export const takeMoment = async (transaction: Kysely<Database>, now: Ticks): Promise<Ticks> =>
  (await takeMoments(transaction, now)).first;
