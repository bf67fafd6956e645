import { UNIX_EPOCH_TICKS } from '@vakt/contract/clock';
import type { Filter } from '@vakt/contract/query';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { caselessFilter } from '../directory/directory-search.ts';
import { applyFilter, type QueryColumns } from '../query.ts';

/** Where a page ended. */
export interface LogPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Which entries of a log, in the order of time. Texts match in any letter case. */
export interface LogQuery {
  readonly filter?: Filter | undefined;
  readonly oldestFirst: boolean;
  readonly limit: number;
  /** Entries behind this one in the order: unlike a count of rows, it stays where it is while new ones come. */
  readonly after?: LogPosition | undefined;
}

/** What entries are filtered by, by wire name, and which of it is their time. */
export interface LogColumns {
  readonly time: string;
  readonly columns: QueryColumns;
}

/** The time of an entry in ticks, as filters compare times. */
export const logTime: RawBuilder<bigint> = sql<bigint>`((extract(epoch from created_at) * 10000000)::bigint + ${sql.lit(String(UNIX_EPOCH_TICKS))}::bigint)`;

/** A text as filters compare it: in any letter case. */
export const textOf = (expression: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`lower((${expression})::text collate "und-x-icu")`;

const TICKS_PER_MS = 10_000n;

/** Times that every entry of the answer lies between. The widest millisecond: the filter itself is exact. */
const timeBounds = (filter: Filter, time: string): readonly RawBuilder<SqlBool>[] => {
  if (filter.kind === 'and') return filter.operands.flatMap(operand => timeBounds(operand, time));
  if (filter.kind !== 'comparison' || filter.property !== time) return [];
  const { operator, value } = filter;
  if (typeof value !== 'object' || value === null || operator === 'ne') return [];
  const epochMs = Number((value.ticks - UNIX_EPOCH_TICKS) / TICKS_PER_MS);
  const from = sql<SqlBool>`created_at >= ${new Date(epochMs - 1)}`;
  const until = sql<SqlBool>`created_at <= ${new Date(epochMs + 1)}`;
  if (operator === 'eq') return [from, until];
  return operator.startsWith('g') ? [from] : [until];
};

/** What a log's list needs of Kysely's builder, whatever it selects from. */
interface Listable<Builder> {
  where(condition: Expression<SqlBool>): Builder;
  orderBy(expression: Expression<unknown>, direction: 'asc' | 'desc'): Builder;
  limit(limit: number): Builder;
}

/** Adds a query's conditions, order and limit. */
export const applyLogQuery = <Builder extends Listable<Builder>>(
  builder: Builder,
  { time, columns }: LogColumns,
  { filter, oldestFirst, limit, after }: LogQuery,
): Builder => {
  const comparison = sql.raw(oldestFirst ? '>' : '<');
  const conditions = [
    // Said once more of the column itself: the comparison of ticks cannot use its index.
    ...(filter ? timeBounds(filter, time) : []),
    ...(after
      ? [sql<SqlBool>`(created_at, id) ${comparison} (${after.createdAt}::timestamptz, ${after.id}::uuid)`]
      : []),
  ];
  const direction = oldestFirst ? 'asc' : 'desc';
  const narrowed = conditions.reduce((listed, condition) => listed.where(condition), builder);
  return applyFilter(narrowed, columns, filter && caselessFilter(filter))
    .orderBy(sql.ref('created_at'), direction)
    .orderBy(sql.ref('id'), direction)
    .limit(limit);
};
