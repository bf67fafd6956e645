import type { IndicatorType } from '@vakt/contract/indicator-value';
import type { Ticks } from '@vakt/contract/ticks';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import { INDICATOR_COLUMNS, type Indicator, isActiveAt } from './indicators.ts';

/** What an event has that an indicator may be of, in the form by which the type's values are compared. */
export interface MatchKey {
  readonly type: IndicatorType;
  readonly key: string;
}

/** An indicator that an event has met. */
export interface MatchedIndicator extends Indicator {
  readonly match_key: string;
}

/** Keys that are asked for in one query. */
const KEYS_A_QUERY = 5_000;

/** Whether any indicator of the tenant can raise an alert. */
export const hasAlertingIndicators = async (db: Kysely<Database>, now: Ticks): Promise<boolean> => {
  const found = await db
    .selectFrom('indicators')
    .select('indicator_id')
    .where('generate_alert', '=', true)
    .where('action', '<>', 'Allowed')
    .where(isActiveAt(now))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
};

/**
 * The active indicators among these keys, each with the key that it was found by. Each key is looked up in an index: the cost
 * follows the number of keys, whatever the number of indicators.
 */
export const findIndicatorsByKey = async (
  db: Kysely<Database>,
  keys: readonly MatchKey[],
  now: Ticks,
  condition: Expression<SqlBool> = sql<SqlBool>`true`,
): Promise<MatchedIndicator[]> => {
  const found: MatchedIndicator[] = [];
  for (let at = 0; at < keys.length; at += KEYS_A_QUERY) {
    const chunk = keys.slice(at, at + KEYS_A_QUERY);
    const wanted = sql<{ type: string; key: string }>`unnest(
      ${chunk.map(({ type }) => type)}::text[], ${chunk.map(({ key }) => key)}::text[])`;
    const rows = await db
      .selectFrom('indicators')
      .innerJoin(wanted.as<'wanted'>(sql`wanted(type, key)`), join =>
        join.onRef('indicator_type', '=', 'wanted.type').onRef('match_key', '=', 'wanted.key'),
      )
      .select([...INDICATOR_COLUMNS, 'match_key'])
      .where(condition)
      .where(isActiveAt(now))
      .execute();
    found.push(...rows);
  }
  return found;
};

/** Those of the active indicators among these keys that raise alerts. */
export const findAlertingIndicators = (
  db: Kysely<Database>,
  keys: readonly MatchKey[],
  now: Ticks,
): Promise<MatchedIndicator[]> =>
  findIndicatorsByKey(db, keys, now, sql<SqlBool>`generate_alert and action <> 'Allowed'`);
