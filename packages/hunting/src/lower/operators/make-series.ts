import type { BoundNode } from '../../bind/bound-node.ts';
import { isInteger, type KustoType } from '../../kusto-type.ts';
import {
  call,
  columnReference,
  comparison,
  constant,
  type Expression,
  logical,
  not,
} from '../../plan/expression.ts';
import {
  type AggregateCall,
  type AggregateName,
  type AggregateOutput,
  filter,
  type Output,
  project,
  type Relation,
} from '../../plan/relation.ts';
import { lowerAggregate } from '../aggregates.ts';
import { assigned } from '../assignments.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { operatorParameter } from './parameters.ts';

/** The axis of a series: equal steps from `base`, over the ends that the query gives. */
interface Axis {
  readonly value: Expression;
  readonly type: KustoType;
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  /** Whether the end is a place on the axis itself. */
  readonly includesEnd: boolean;
  readonly step: Expression;
}

/** One array of a series. */
interface Measure {
  readonly call: AggregateCall;
  readonly otherwise: Expression;
}

const LONG_ONE = constant('long', 1n);

const endsOf = (node: BoundNode): Partial<Record<'from' | 'to' | 'step', BoundNode>> => {
  const clause = node.child('RangeClause');
  const [from, to, step] = clause?.child('Arguments')?.list('Expressions') ?? [];
  if (clause?.kind === 'MakeSeriesInRangeClause')
    return { ...(from && { from }), ...(to && { to }), ...(step && { step }) };
  const part = (role: string) => clause?.child(role)?.child('Expression');
  const [begin, end, by] = ['MakeSeriesFromClause', 'MakeSeriesToClause', 'MakeSeriesStepClause'].map(part);
  return { ...(begin && { from: begin }), ...(end && { to: end }), ...(by && { step: by }) };
};

const axisOf = (node: BoundNode, input: Relation, lowering: Lowering): Axis => {
  const on = node.child('OnClause')?.child('Expression');
  const { from, to, step } = endsOf(node);
  if (!on || !step) throw meaningless('make-series needs an axis and a step.', node);
  const value = lowering.expression(assigned(on), input);
  const { type } = value;
  if (type !== 'datetime' && !isInteger(type)) throw unsupported(`A series along a ${type}`, on);
  const along = (given: BoundNode): Expression => convert(lowering.expression(given, noRow), type, given);
  return {
    value,
    type,
    from: from && along(from),
    to: to && along(to),
    includesEnd: node.child('RangeClause')?.kind === 'MakeSeriesInRangeClause',
    step: convert(lowering.expression(step, noRow), type === 'datetime' ? 'timespan' : type, step),
  };
};

/** The number of the step in which a value of the axis lies, from `from` or from the beginning of counting. */
const stepOf = (value: Expression, { from, step, type }: Axis): Expression => {
  const distanceType = type === 'datetime' ? 'timespan' : 'long';
  const distance = call('subtract', distanceType, value, from ?? constant(type, 0n));
  const whole = call('bin', distanceType, distance, step);
  if (type !== 'datetime') return call('divide', 'long', whole, step);
  return call('tolong', 'long', call('divide', 'real', whole, step));
};

/** The last value that belongs to the series. */
const lastOf = ({ to, includesEnd, type }: Axis): Expression | undefined => {
  if (!to || includesEnd) return to;
  const smallest = type === 'datetime' ? constant('timespan', 1n) : LONG_ONE;
  return call('subtract', type, to, smallest);
};

const within = (axis: Axis): Expression => {
  const last = lastOf(axis);
  return logical('and', [
    not(call('isnull', 'bool', axis.value)),
    ...(axis.from ? [comparison('>=', axis.value, axis.from)] : []),
    ...(last ? [comparison('<=', axis.value, last)] : []),
  ]);
};

const measureOf = (item: BoundNode, input: Relation, lowering: Lowering): Measure => {
  const expression = item.child('Expression') ?? item;
  const lowered = lowerAggregate(assigned(expression), input, lowering);
  if (!lowered) throw unsupported('A series of this expression', expression);
  const given = item.child('DefaultExpression')?.child('Expression');
  const otherwise = given ? lowering.expression(given, noRow) : constant('long', 0n);
  return { call: lowered, otherwise: convert(otherwise, 'dynamic', item) };
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

const aggregateOf = (name: AggregateName, type: KustoType, argument: Expression): AggregateCall => ({
  kind: 'aggregate-call',
  name,
  type,
  argument,
  condition: undefined,
  limit: name === 'make_bag' ? 1_048_576 : undefined,
});

/** The measures of each group and step, then of each group as bags by the number of the step. */
const collected = (
  rows: Relation,
  groups: readonly Output[],
  step: Expression,
  measures: readonly Measure[],
  { ids }: Lowering,
) => {
  const place: Output = { column: ids.column('', 'long'), value: step };
  const values = measures.map(
    (measure): AggregateOutput => ({
      column: ids.column('', measure.call.type),
      call: measure.call,
    }),
  );
  const perStep: Relation = {
    kind: 'aggregate',
    columns: [...groups.map(({ column }) => column), place.column, ...values.map(({ column }) => column)],
    input: rows,
    keys: [...groups, place],
    calls: values,
    picks: [],
  };
  const number = columnReference(place.column);
  const keys = groups.map(
    ({ column }): Output => ({
      column: ids.column(column.name, column.type),
      value: columnReference(column),
    }),
  );
  const bags = values.map(({ column }): AggregateOutput => {
    const value = call('todynamic', 'dynamic', columnReference(column));
    const pair = call('bag_pack', 'dynamic', call('tostring', 'string', number), value);
    return { column: ids.column('', 'dynamic'), call: aggregateOf('make_bag', 'dynamic', pair) };
  });
  const ends = (['min', 'max'] as const).map(
    (name): AggregateOutput => ({
      column: ids.column('', 'long'),
      call: aggregateOf(name, 'long', number),
    }),
  );
  const calls = [...bags, ...ends];
  const columns = [...keys, ...calls].map(({ column }) => column);
  const relation: Relation = { kind: 'aggregate', columns, input: perStep, keys, calls, picks: [] };
  return { relation, keys, bags, ends };
};

/** Whether a series is asked for where there is no row: it needs both its ends, and no groups to be a series of. */
const neverEmpty = (node: BoundNode, { from, to }: Axis): boolean => {
  const kind = operatorParameter(node, 'kind');
  if (kind === undefined) return false;
  if (kind !== 'nonempty') throw unsupported(`make-series with kind=${kind}`, node);
  if (!from || !to || node.child('ByClause'))
    throw unsupported('kind=nonempty without both ends or by groups', node);
  return true;
};

/** `make-series m = sum(x) on t from a to b step s by k`: arrays of values at equal steps (manual: make-series). */
export const lowerMakeSeries = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const axis = axisOf(node, input, lowering);
  const isNeverEmpty = neverEmpty(node, axis);
  const measures = node.list('Aggregates').map(item => measureOf(item, input, lowering));
  const groups = groupsOf(node, input, lowering);
  const rows = filter(input, within(axis));
  const series = collected(rows, groups, stepOf(axis.value, axis), measures, lowering);
  const [least, most] = series.ends.map(({ column }) => columnReference(column));
  if (!least || !most) throw meaningless('make-series needs an axis.', node);
  const last = lastOf(axis);
  const first = axis.from ? constant('long', 0n) : least;
  const end = last ? stepOf(last, axis) : most;
  const count = call('add', 'long', call('subtract', 'long', end, first), LONG_ONE);
  const arrays = series.bags.map(({ column }, index) => {
    const otherwise = measures[index]?.otherwise ?? constant('dynamic', null);
    return call('series_fill', 'dynamic', columnReference(column), first, count, otherwise);
  });
  const multiplied = (number: Expression): Expression => {
    const span = call('multiply', axis.type === 'datetime' ? 'timespan' : axis.type, axis.step, number);
    return call('add', axis.type, axis.from ?? constant(axis.type, 0n), span);
  };
  const places = call('range', 'dynamic', multiplied(first), multiplied(end), axis.step);
  const values = [...series.keys.map(({ column }) => columnReference(column)), ...arrays, places];
  const outputs = (node.columns ?? []).map(({ name, type }, index): Output => {
    const value = values[index];
    if (!value) throw unsupported('A series of this shape', node);
    return { column: lowering.ids.column(name, scalarType(type, node)), value };
  });
  // Without groups there is no series either where there is no row, unless it is asked for.
  const found = isNeverEmpty ? series.relation : filter(series.relation, not(call('isnull', 'bool', least)));
  return project(found, outputs);
};
