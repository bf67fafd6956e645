import type { KustoType } from '../kusto-type.ts';
import type { Column } from './column.ts';
import type { ConstantValue, Expression } from './expression.ts';
import type { ExternalSource } from './external-source.ts';
import type { Sequence } from './sequence.ts';

/** A table of rows: immutable nodes, each with the columns that it produces. */
export type Relation =
  | Scan
  | Rows
  | Range
  | Filter
  | Project
  | Expand
  | Window
  | Sequence
  | Aggregate
  | FirstPerKey
  | Join
  | Paths
  | Union
  | Sort
  | Limit;

/** A stored hunting table. `stored` holds the name of each column in the lake, in the order of `columns`. */
export interface Scan {
  readonly kind: 'scan';
  readonly table: string;
  readonly columns: readonly Column[];
  readonly stored: readonly string[];
}

/** Literal rows (`datatable`, `print`'s single row), or those that are read from outside before the statement runs. */
export interface Rows {
  readonly kind: 'rows';
  readonly columns: readonly Column[];
  /** None where there is a source. */
  readonly rows: readonly (readonly ConstantValue[])[];
  readonly source?: ExternalSource;
}

/** `from`, `from + step`, … up to `to`: one row each, in that order. The expressions see no row. */
export interface Range {
  readonly kind: 'range';
  readonly columns: readonly Column[];
  readonly column: Column;
  readonly from: Expression;
  readonly to: Expression;
  readonly step: Expression;
}

export interface Filter {
  readonly kind: 'filter';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly predicate: Expression;
}

/** A column and the expression that gives its value. */
export interface Output {
  readonly column: Column;
  readonly value: Expression;
}

/** Every tabular operator that only computes, drops, renames or reorders columns. */
export interface Project {
  readonly kind: 'project';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly outputs: readonly Output[];
}

/** A row for each element of the items' arrays and bags, taken side by side; the input's columns repeat. */
export interface Expand {
  readonly kind: 'expand';
  readonly columns: readonly Column[];
  readonly input: Relation;
  /** Dynamic values, each with the column of its elements. */
  readonly items: readonly Output[];
  /** The column that numbers the elements of one row from 0. */
  readonly index: Column | undefined;
  /** What the members of a bag become: bags of one member, or arrays of key and value. */
  readonly members: 'bags' | 'pairs';
  /** Most rows that one row becomes. */
  readonly limit: bigint | undefined;
}

export type WindowName = 'row_number' | 'row_cumsum' | 'row_rank_dense' | 'row_rank_min' | 'prev' | 'next';

/** A function over a row and its neighbours in the order of rows; arguments are columns of the input or constants. */
export interface WindowCall {
  readonly name: WindowName;
  readonly type: KustoType;
  readonly arguments: readonly Expression[];
  /** Where it is true, counting begins anew. */
  readonly restart: Expression | undefined;
}

/** The input's rows with what window functions make of them, in the input's order. */
export interface Window {
  readonly kind: 'window';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly calls: readonly { readonly column: Column; readonly call: WindowCall }[];
  /** Rows are neighbours only where these are equal. */
  readonly keys: readonly Expression[];
}

export type AggregateName =
  | 'count'
  | 'dcount'
  | 'min'
  | 'max'
  | 'sum'
  | 'avg'
  | 'stdev'
  | 'variance'
  | 'stdevp'
  | 'variancep'
  | 'covariance'
  | 'covariancep'
  | 'percentile'
  | 'percentiles_array'
  | 'binary_all_and'
  | 'binary_all_or'
  | 'binary_all_xor'
  | 'buildschema'
  | 'hll'
  | 'hll_merge'
  | 'tdigest'
  | 'tdigest_merge'
  | 'make_bag'
  | 'make_set'
  | 'make_list'
  | 'take_any'
  /** Values by the numbers in `second`, as the text that `series_fill` reads. */
  | 'series_steps';

/** One aggregate: over the rows where `condition` is true, at most `limit` elements for sets and lists. */
export interface AggregateCall {
  readonly kind: 'aggregate-call';
  readonly name: AggregateName;
  readonly type: KustoType;
  readonly argument: Expression | undefined;
  readonly condition: Expression | undefined;
  readonly limit: number | undefined;
  /** How often each value counts, or the other of two variables. */
  readonly second?: Expression | undefined;
  /** The percentiles that are asked for, 0 to 100. */
  readonly ranks?: readonly number[];
}

/** Values of one row of each group: the row with the largest or smallest `by`, or any row without it. */
export interface RowPick {
  readonly kind: 'row-pick';
  readonly extreme: 'max' | 'min' | 'any';
  readonly by: Expression | undefined;
  readonly outputs: readonly Output[];
}

export interface AggregateOutput {
  readonly column: Column;
  readonly call: AggregateCall;
}

/** `summarize` and `distinct`: one row a group; without keys always one row. */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly keys: readonly Output[];
  readonly calls: readonly AggregateOutput[];
  readonly picks: readonly RowPick[];
}

/**
 * At most `count` rows for each value of the keys: the first in `order` or, without one, in the input's. Keeps the input's
 * columns.
 */
export interface FirstPerKey {
  readonly kind: 'first-per-key';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly keys: readonly Expression[];
  readonly order: readonly SortKey[];
  readonly count: bigint;
}

export type JoinKind =
  | 'inner'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftsemi'
  | 'leftanti'
  | 'rightsemi'
  | 'rightanti';

export interface JoinKey {
  readonly left: Expression;
  readonly right: Expression;
}

/** A join on equal keys; null matches null. `innerunique` is an inner join over a `FirstPerKey`. */
export interface Join {
  readonly kind: 'join';
  readonly columns: readonly Column[];
  readonly join: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly keys: readonly JoinKey[];
  /** What must hold of a pair beside equal keys; `inner` and `leftouter` alone may ask for it. */
  readonly condition?: Expression;
}

/** The elements that a path collects: one for each of its edges, or for each but the last. */
export interface Collected {
  /** An array of the elements, in the path's order. */
  readonly column: Column;
  /** The input's column that they come from. */
  readonly element: Column;
  /** Whether the last edge gives none: it leads to the path's end, not to a node inside it. */
  readonly isInner: boolean;
}

/** Nodes, one of which each path has at its start or its end: what spares the engine to walk all others. */
export interface PathsBound {
  readonly at: 'start' | 'end';
  readonly nodes: Relation;
  /** The text that tells a node from others. */
  readonly node: Column;
}

/** The paths of `shortest` to `longest` edges in a graph, a row each; the input's rows are the edges. */
export interface Paths {
  readonly kind: 'paths';
  readonly columns: readonly Column[];
  readonly input: Relation;
  /** The texts that tell the nodes at an edge's two ends from others. */
  readonly from: Column;
  readonly to: Column;
  /** The text that tells an edge from others, and the nodes at the path's two ends. */
  readonly edge: Column;
  readonly start: Column;
  readonly end: Column;
  readonly shortest: number;
  readonly longest: number;
  /** What a path passes at most once. */
  readonly once: 'edges' | 'nodes' | 'nothing';
  readonly collected: readonly Collected[];
  readonly bound: PathsBound | undefined;
}

/** All rows of the inputs; each input was projected to columns of the same types in the same order. */
export interface Union {
  readonly kind: 'union';
  readonly columns: readonly Column[];
  readonly inputs: readonly Relation[];
}

export interface SortKey {
  readonly value: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** The rows in the order of the keys; without keys in an order that nobody states and that stays (`serialize`). */
export interface Sort {
  readonly kind: 'sort';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly keys: readonly SortKey[];
}

export interface Limit {
  readonly kind: 'limit';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly count: bigint;
}

export const filter = (input: Relation, predicate: Expression): Filter => ({
  kind: 'filter',
  columns: input.columns,
  input,
  predicate,
});

export const project = (input: Relation, outputs: readonly Output[]): Project => ({
  kind: 'project',
  columns: outputs.map(output => output.column),
  input,
  outputs,
});

export const sort = (input: Relation, keys: readonly SortKey[]): Sort => ({
  kind: 'sort',
  columns: input.columns,
  input,
  keys,
});

export const limit = (input: Relation, count: bigint): Limit => ({
  kind: 'limit',
  columns: input.columns,
  input,
  count,
});

export const firstPerKey = (
  input: Relation,
  keys: readonly Expression[],
  order: readonly SortKey[] = [],
  count = 1n,
): FirstPerKey => ({ kind: 'first-per-key', columns: input.columns, input, keys, order, count });

/** How many rows there are. */
export const countRows: AggregateCall = {
  kind: 'aggregate-call',
  name: 'count',
  type: 'long',
  argument: undefined,
  condition: undefined,
  limit: undefined,
};
