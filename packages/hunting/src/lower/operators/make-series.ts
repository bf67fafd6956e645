import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric, type KustoType } from '../../kusto-type.ts';
import { call, columnReference, constant, type Expression, not } from '../../plan/expression.ts';
import {
  type AggregateCall,
  type AggregateName,
  type AggregateOutput,
  filter,
  type Output,
  project,
  type Relation,
} from '../../plan/relation.ts';
import { assigned } from '../assignments.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { aggregatedValue, type Collected } from './aggregated-row.ts';
import { operatorParameter } from './parameters.ts';
import { isOnAxis, lastStep, placesOf, type SeriesAxis, seriesAxis, stepOf } from './series-axis.ts';

/** One array of a series: a value of each step's rows, and what stands where a step has none. */
interface Measure {
  readonly value: Expression;
  readonly otherwise: Expression;
}

const LONG_ONE = constant('long', 1n);

/** The given default, a real where the values are. */
const defaultOf = (item: BoundNode, type: KustoType, lowering: Lowering): Expression => {
  const given = item.child('DefaultExpression')?.child('Expression');
  const value = given ? lowering.expression(given, noRow) : constant('long', 0n);
  const isReal = type === 'real' && isNumeric(value.type) && value.type !== 'decimal';
  return convert(isReal ? convert(value, 'real', item) : value, 'dynamic', item);
};

const measureOf = (item: BoundNode, input: Relation, collected: Collected, lowering: Lowering): Measure => {
  const value = aggregatedValue(item.child('Expression') ?? item, input, collected, lowering);
  return { value, otherwise: defaultOf(item, value.type, lowering) };
};

const groupsOf = (node: BoundNode, input: Relation, lowering: Lowering): Output[] => {
  const expressions = node.child('ByClause')?.list('Expressions') ?? [];
  return expressions.map((item, index) => {
    const { name, type } = node.columns?.[index] ?? { name: '', type: '' };
    const wanted = scalarType(type, item);
    const value = convert(lowering.expression(assigned(item), input), wanted, item);
    return { column: lowering.ids.column(name, wanted), value };
  });
};

const aggregateOf = (
  name: AggregateName,
  type: KustoType,
  argument: Expression,
  second?: Expression,
): AggregateCall => ({
  kind: 'aggregate-call',
  name,
  type,
  argument,
  condition: undefined,
  limit: undefined,
  second,
});

/** The measures of each group and step, then of each group as texts of steps. */
const collectedSteps = (
  rows: Relation,
  groups: readonly Output[],
  step: Expression,
  measures: readonly Measure[],
  { calls, picks }: Collected,
  { ids }: Lowering,
) => {
  const place: Output = { column: ids.column('', 'long'), value: step };
  const values = [
    ...calls.map(({ column }) => column),
    ...picks.flatMap(({ outputs }) => outputs.map(({ column }) => column)),
  ];
  const perStep: Relation = {
    kind: 'aggregate',
    columns: [...groups.map(({ column }) => column), place.column, ...values],
    input: rows,
    keys: [...groups, place],
    calls,
    picks,
  };
  const number = columnReference(place.column);
  const keys = groups.map(
    ({ column }): Output => ({
      column: ids.column(column.name, column.type),
      value: columnReference(column),
    }),
  );
  const steps = measures.map(
    ({ value }): AggregateOutput => ({
      column: ids.column('', 'string'),
      call: aggregateOf('series_steps', 'string', value, number),
    }),
  );
  const ends = (['min', 'max'] as const).map(
    (name): AggregateOutput => ({
      column: ids.column('', 'long'),
      call: aggregateOf(name, 'long', number),
    }),
  );
  const all = [...steps, ...ends];
  const columns = [...keys, ...all].map(({ column }) => column);
  const relation: Relation = { kind: 'aggregate', columns, input: perStep, keys, calls: all, picks: [] };
  return { relation, keys, steps, ends };
};

/** Whether a series is asked for where there is no row: it needs both its ends, and no groups to be a series of. */
const neverEmpty = (node: BoundNode, { from, to }: SeriesAxis): boolean => {
  const kind = operatorParameter(node, 'kind');
  if (kind === undefined) return false;
  if (kind !== 'nonempty') throw unsupported(`make-series with kind=${kind}`, node);
  if (!from || !to || node.child('ByClause'))
    throw unsupported('kind=nonempty without both ends or by groups', node);
  return true;
};

/** `make-series m = sum(x) on t from a to b step s by k`: arrays of values at equal steps (manual: make-series). */
export const lowerMakeSeries = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const axis = seriesAxis(node, input, lowering);
  const isNeverEmpty = neverEmpty(node, axis);
  const collected: Collected = { calls: [], picks: [] };
  const measures = node.list('Aggregates').map(item => measureOf(item, input, collected, lowering));
  const groups = groupsOf(node, input, lowering);
  const rows = filter(input, isOnAxis(axis));
  const series = collectedSteps(rows, groups, stepOf(axis.value, axis), measures, collected, lowering);
  const [least, most] = series.ends.map(({ column }) => columnReference(column));
  if (!least || !most) throw meaningless('make-series needs an axis.', node);
  const first = axis.from ? stepOf(axis.from, axis) : least;
  const last = lastStep(axis) ?? most;
  const count = call('add', 'long', call('subtract', 'long', last, first), LONG_ONE);
  const arrays = series.steps.map(({ column }, index) => {
    const otherwise = measures[index]?.otherwise ?? constant('dynamic', null);
    return call('series_fill', 'dynamic', columnReference(column), first, count, otherwise);
  });
  const keys = series.keys.map(({ column }) => columnReference(column));
  const values = [...keys, ...arrays, placesOf(first, last, axis)];
  const outputs = (node.columns ?? []).map(({ name, type }, index): Output => {
    const value = values[index];
    if (!value) throw unsupported('A series of this shape', node);
    // What the binder says of an array may be the type of its elements.
    const wanted = index < keys.length ? scalarType(type, node) : 'dynamic';
    return { column: lowering.ids.column(name, wanted), value };
  });
  // Without groups there is no series either where there is no row, unless it is asked for.
  const found = isNeverEmpty ? series.relation : filter(series.relation, not(call('isnull', 'bool', least)));
  return project(found, outputs);
};
