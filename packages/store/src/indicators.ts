import type { EntityQuery } from '@vakt/contract/query';
import type { Ticks } from '@vakt/contract/ticks';
import { type Expression, type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import type { IndicatorsTable } from './tables/indicators.ts';
import { inTransaction } from './transaction.ts';

/** An indicator as it is stored. */
export type Indicator = Omit<Selectable<IndicatorsTable>, 'tenant_id' | 'match_key'>;

/** Which indicators a caller sees. */
export interface IndicatorView {
  /** Those of this owner alone; every owner's when not given. */
  readonly ownerId?: string;
  /** An indicator whose time is over by then is not there any more. */
  readonly now: Ticks;
}

/** The columns of an `Indicator`, for queries. */
export const INDICATOR_COLUMNS = [
  'indicator_id',
  'indicator_type',
  'indicator_value',
  'action',
  'severity',
  'application',
  'title',
  'description',
  'recommended_actions',
  'educate_url',
  'external_id',
  'generate_alert',
  'rbac_group_names',
  'owner_id',
  'created_by',
  'created_by_display_name',
  'source_type',
  'last_updated_by',
  'created_ticks',
  'updated_ticks',
  'expires_ticks',
] as const;

/** The SQL behind each property of an indicator. */
const QUERY_COLUMNS: QueryColumns = {
  id: sql`indicator_id::text`,
  indicatorValue: sql`indicator_value`,
  indicatorType: sql`indicator_type`,
  action: sql`action`,
  createdBy: sql`created_by`,
  createdByDisplayName: sql`created_by_display_name`,
  severity: sql`severity`,
  application: sql`application`,
  title: sql`title`,
  description: sql`description`,
  creationTimeDateTimeUtc: sql`created_ticks`,
  expirationTime: sql`expires_ticks`,
  lastUpdateTime: sql`updated_ticks`,
  generateAlert: sql`generate_alert`,
  rbacGroupNames: sql`rbac_group_names`,
  rbacGroupIds: sql`'[]'::jsonb`,
};

const ORDER: ListOrder = {
  ranks: {
    id: sql`indicator_id`,
    severity: sql`array_position(array['Informational', 'Low', 'Medium', 'High'], severity)`,
  },
  stable: [{ expression: sql`indicator_id`, direction: 'asc' }],
};

/** That an indicator's time is not over. */
export const isActiveAt = (now: Ticks): Expression<SqlBool> =>
  sql<SqlBool>`(expires_ticks is null or expires_ticks > ${now}::bigint)`;

const isSeen = ({ ownerId, now }: IndicatorView): Expression<SqlBool> =>
  ownerId === undefined ? isActiveAt(now) : sql<SqlBool>`(owner_id = ${ownerId} and ${isActiveAt(now)})`;

/** Indicators that answer the query, at most `limit` of them, the oldest first. */
export const listIndicators = (
  db: Kysely<Database>,
  query: Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>,
  limit: number,
  view: IndicatorView,
): Promise<Indicator[]> =>
  applyQuery(
    db.selectFrom('indicators').select(INDICATOR_COLUMNS).where(isSeen(view)),
    QUERY_COLUMNS,
    query,
    ORDER,
  )
    .limit(limit)
    .offset(query.skip)
    .execute();

/** The indicator of this number, if the caller sees it. */
export const findIndicator = (
  db: Kysely<Database>,
  indicatorId: bigint,
  view: IndicatorView,
): Promise<Indicator | undefined> =>
  db
    .selectFrom('indicators')
    .select(INDICATOR_COLUMNS)
    .where('indicator_id', '=', indicatorId)
    .where(isSeen(view))
    .executeTakeFirst();

/** How many indicators answer the query. */
export const countIndicators = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
  view: IndicatorView,
): Promise<number> => {
  const { total } = await applyFilter(
    db
      .selectFrom('indicators')
      .select(eb => eb.fn.countAll<bigint>().as('total'))
      .where(isSeen(view)),
    QUERY_COLUMNS,
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/**
 * Deletes the indicators of these numbers: all of them, or none when the caller does not see one.
 *
 * @param indicatorIds at least one.
 * @returns the numbers that the caller does not see.
 */
export const deleteIndicators = (
  db: Kysely<Database>,
  indicatorIds: readonly bigint[],
  view: IndicatorView,
): Promise<readonly bigint[]> =>
  inTransaction(db, async transaction => {
    const seen = await transaction
      .selectFrom('indicators')
      .select('indicator_id')
      .where('indicator_id', 'in', indicatorIds)
      .where(isSeen(view))
      .orderBy('indicator_id')
      .forUpdate()
      .execute();
    const ids = new Set(seen.map(({ indicator_id }) => indicator_id));
    const missing = indicatorIds.filter(id => !ids.has(id));
    if (missing.length === 0)
      await transaction.deleteFrom('indicators').where('indicator_id', 'in', indicatorIds).execute();
    return missing;
  });
