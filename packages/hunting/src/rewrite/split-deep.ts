import type { Column } from '../plan/column.ts';
import { columnReference, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { printExpression } from '../plan/print.ts';
import { type Output, project, type Relation } from '../plan/relation.ts';
import { transformExpressions, transformRelation } from '../plan/transform.ts';
import { columnsUsed, inputsOf, operandsOf } from '../plan/walk.ts';

/**
 * How often a function's SQL repeats its arguments: reading JSON means to ask for its type first, and each reading
 * names the text again. `tostring(parse_json(tostring(parse_json(…))))` is common and would grow sixfold a step.
 */
const REPEATS: Readonly<Partial<Record<FunctionName, number>>> = {
  tostring: 6,
  toint: 10,
  tolong: 10,
  todouble: 8,
  tobool: 8,
  todatetime: 6,
  totimespan: 12,
  toguid: 1,
  parse_json: 4,
  bin: 3,
  round: 2,
  substring: 4,
  split: 8,
  countof: 3,
  array_length: 2,
  bag_keys: 2,
  coalesce: 2,
  max_of: 2,
  min_of: 2,
  startofday: 2,
  startofweek: 4,
  startofmonth: 3,
  startofyear: 3,
  datetime_part: 2,
  format_datetime: 8,
  format_timespan: 8,
  make_datetime: 4,
  parse_ipv4: 6,
  parse_ipv4_mask: 6,
  ipv4_compare: 16,
  ipv4_is_match: 16,
  ipv4_is_in_range: 16,
  ipv4_is_in_any_range: 20,
  ipv4_is_private: 16,
  format_ipv4: 8,
  format_ipv4_mask: 8,
  parse_ipv6: 8,
  ipv6_compare: 16,
  ipv6_is_match: 16,
  ipv6_is_in_range: 16,
  ipv6_is_in_any_range: 20,
  has_ipv4_prefix: 4,
  indexof: 4,
  extract_all: 2,
  array_slice: 2,
  array_index_of: 6,
  array_sum: 3,
  set_union: 4,
  set_intersect: 4,
  set_difference: 4,
  set_has_element: 4,
  bag_merge: 4,
  bag_set_key: 4,
  zip: 6,
  series_part: 2,
  array_concat: 2,
  array_reverse: 2,
  array_sort_asc: 2,
  array_sort_desc: 2,
  array_shift_left: 2,
  array_shift_right: 2,
  array_rotate_left: 2,
  array_rotate_right: 2,
  array_split: 2,
  array_iff: 3,
  bag_remove_keys: 3,
  bag_remove_path: 3,
  bag_set_path: 3,
  bag_zip: 2,
  dynamic_to_json: 2,
  treepath: 2,
  ipv4_range_to_cidr_list: 12,
  jaccard_index: 4,
  set_equals: 4,
  isempty: 2,
};

/** Functions whose own SQL is long: what reads several of their results has them in one column below. */
const LONG: ReadonlySet<FunctionName> = new Set([
  'series_decompose',
  'series_decompose_anomalies',
  'series_fft',
  'series_fill_linear',
  'series_fir',
  'series_fit_2lines',
  'series_fit_2lines_dynamic',
  'series_fit_line',
  'series_fit_line_dynamic',
  'series_fit_poly',
  'series_ifft',
  'series_iir',
  'series_outliers',
  'series_periods_detect',
  'series_periods_validate',
  'series_seasonal',
  'series_stats',
  'series_stats_dynamic',
  'treepath',
]);

const repeatsOf = (expression: Expression): number => {
  if (expression.kind === 'dynamic-path') return 5;
  if (expression.kind === 'comparison') return 2;
  return expression.kind === 'call' ? (REPEATS[expression.name] ?? 1) : 1;
};

/** The size of an operand, in pieces of SQL, above which it gets a column of its own rather than being repeated. */
const MAX_SIZE = 12;

/** The size of all the copies of one operand that a function may make. */
const MAX_REPEATED = 60;

const sizeOf = (expression: Expression): number =>
  1 + repeatsOf(expression) * operandsOf(expression).reduce((sum, operand) => sum + sizeOf(operand), 0);

interface Lifted {
  readonly output: Output;
  /** How many layers of lifted columns it builds on. */
  readonly layer: number;
}

/** Takes large operands out of the expressions of one relation. */
class Lifting {
  readonly lifted: Lifted[] = [];
  readonly #nextColumn: (expression: Expression) => Column;
  readonly #columns = new Map<string, Column>();

  constructor(nextColumn: (expression: Expression) => Column) {
    this.#nextColumn = nextColumn;
  }

  /** Called for every node after its operands. */
  readonly change = (expression: Expression): Expression => {
    if (expression.kind !== 'call' && expression.kind !== 'dynamic-path') return expression;
    if (repeatsOf(expression) < 2) return expression;
    if (expression.kind === 'dynamic-path') return { ...expression, value: this.#small(expression.value) };
    // The text of a member is read in one step from the value that holds it.
    const isOneStep = (operand: Expression): boolean =>
      expression.name === 'tostring' && operand.kind === 'dynamic-path';
    const largest = Math.min(MAX_SIZE, MAX_REPEATED / repeatsOf(expression));
    const lowered = expression.arguments.map(operand =>
      isOneStep(operand) ? operand : this.#small(operand, largest),
    );
    return { ...expression, arguments: lowered };
  };

  #small(operand: Expression, largest = MAX_SIZE): Expression {
    if (operand.kind === 'call' && LONG.has(operand.name)) return this.#shared(operand);
    if (columnsUsed([operand]).length === 0 || sizeOf(operand) <= largest) return operand;
    return columnReference(this.#lift(operand));
  }

  /** The same column wherever the same is computed. */
  #shared(operand: Expression): Expression {
    const text = printExpression(operand);
    const column = this.#columns.get(text) ?? this.#lift(operand);
    this.#columns.set(text, column);
    return columnReference(column);
  }

  #lift(operand: Expression): Column {
    const column = this.#nextColumn(operand);
    this.lifted.push({ output: { column, value: operand }, layer: this.#layerOf(operand) + 1 });
    return column;
  }

  #layerOf(expression: Expression): number {
    const used = new Set(columnsUsed([expression]).map(({ id }) => id));
    const layers = this.lifted.filter(({ output }) => used.has(output.column.id)).map(({ layer }) => layer);
    return Math.max(0, ...layers);
  }
}

const passing = (columns: readonly Column[]): Output[] =>
  columns.map(column => ({ column, value: columnReference(column) }));

/** `input` with the lifted columns added, layer by layer. */
const withLifted = (input: Relation, lifted: readonly Lifted[]): Relation => {
  const layers = [...new Set(lifted.map(({ layer }) => layer))].toSorted((one, other) => one - other);
  return layers.reduce<Relation>((below, layer) => {
    const added = lifted.filter(item => item.layer === layer).map(({ output }) => output);
    return project(below, [...passing(below.columns), ...added]);
  }, input);
};

/** Relations without expressions that could be computed below: those of a sequence see more than its input's rows. */
const WHOLE: ReadonlySet<Relation['kind']> = new Set(['limit', 'first-per-key', 'sequence']);

const splitOne = (relation: Relation, nextColumn: (expression: Expression) => Column): Relation => {
  if (!('input' in relation) || WHOLE.has(relation.kind)) return relation;
  const lifting = new Lifting(nextColumn);
  const changed = transformExpressions(relation, lifting.change);
  if (lifting.lifted.length === 0 || !('input' in changed)) return relation;
  const input = withLifted(relation.input, lifting.lifted);
  if (changed.kind !== 'filter' && changed.kind !== 'sort') return { ...changed, input };
  return project({ ...changed, input, columns: input.columns }, passing(relation.columns));
};

const highestId = (relation: Relation): number =>
  Math.max(0, ...relation.columns.map(({ id }) => id), ...inputsOf(relation).map(highestId));

/** Computes large operands of functions that would repeat them in columns of their own, below. */
export const splitDeep = (plan: Relation): Relation => {
  let last = highestId(plan);
  const nextColumn = ({ type }: Expression): Column => {
    last += 1;
    return { id: last, name: '', type };
  };
  return transformRelation(plan, relation => splitOne(relation, nextColumn));
};
