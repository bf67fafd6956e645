import type { BesideValues } from '../plan/beside.ts';
import type { Relation } from '../plan/relation.ts';
import type { Needs } from './emitter.ts';
import { Parameters, type ParameterValue } from './parameters.ts';
import { type EventRestriction, type ExternalRows, type Period, RelationEmitter } from './relation.ts';
import { columnOf, render } from './select.ts';
import { columnAlias, type Sql, sql } from './sql.ts';

/** How the engine writes a column of the answer: times as ISO text or, when computed, as ticks. */
export type CellForm = 'time' | 'value';

/** A statement ready for the lake. */
export interface Statement {
  readonly sql: string;
  readonly parameters: Record<string, ParameterValue>;
  /** One for each column of the plan, in order; the lake may return more columns after them. */
  readonly forms: readonly CellForm[];
  /** Whether it asks for the places of addresses. */
  readonly readsPlaces: boolean;
}

/** What the statement is for: the query's time, its stored events, their devices and how many rows it may return. */
export interface StatementOptions {
  readonly nowTicks: bigint;
  readonly events: EventRestriction | undefined;
  readonly devices?: readonly string[] | undefined;
  readonly period?: Period | undefined;
  /** What was read from outside; a statement that is only shown has none. */
  readonly externalRows?: ExternalRows;
  /** What functions that are evaluated beside the lake give; a statement that is only shown has none. */
  readonly beside?: BesideValues;
  readonly maxRows: bigint;
}

/** Everything that the text's meaning depends on, so that no profile can change an answer. */
const SETTINGS: Sql = sql`join_use_nulls = 0, transform_null_in = 0, aggregate_functions_null_for_empty = 0, \
enable_positional_arguments = 0, prefer_column_name_to_alias = 0, date_time_output_format = 'iso', \
output_format_json_quote_64bit_integers = 1, output_format_json_quote_denormals = 1, output_format_json_quote_decimals = 1, \
output_format_json_escape_forward_slashes = 0`;

/** Writes `plan` as one statement that returns at most `maxRows` rows. */
export const writeStatement = (
  plan: Relation,
  { nowTicks, events, devices, period, externalRows, beside = new Map(), maxRows }: StatementOptions,
): Statement => {
  const parameters = new Parameters();
  const needs: Needs = new Set();
  const ids = plan.columns.map(({ id }) => id);
  const emitter = new RelationEmitter({
    parameters,
    nowTicks,
    needs,
    events,
    devices,
    period,
    externalRows,
    beside,
  });
  const select = emitter.select(plan, new Set(ids));
  const values = ids.map(id => columnOf(select, id));
  const outputs = values.map((value, index) => sql`${value.sql} AS ${columnAlias(ids[index] ?? 0)}`);
  const limit = select.limit !== undefined && select.limit < maxRows ? select.limit : maxRows;
  return {
    sql: sql`${render({ ...select, limit }, outputs)} SETTINGS ${SETTINGS}`,
    parameters: parameters.values,
    forms: values.map(value => (value.stored ? 'time' : 'value')),
    readsPlaces: needs.has('places'),
  };
};
