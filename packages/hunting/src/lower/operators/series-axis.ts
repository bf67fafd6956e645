import type { BoundNode } from '../../bind/bound-node.ts';
import { isInteger, type KustoType } from '../../kusto-type.ts';
import { call, comparison, constant, type Expression, logical, not } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { assigned } from '../assignments.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';

/** The axis of a series: equal steps from `base`, over the ends that the query gives. */
export interface SeriesAxis {
  readonly value: Expression;
  readonly type: KustoType;
  /** The type of a distance between two places. */
  readonly spanType: KustoType;
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  /** A place at which a step begins: the first one, or nothing in `range()`, whose steps are those of `bin()`. */
  readonly base: Expression;
  /** Whether the end is a place on the axis itself. */
  readonly includesEnd: boolean;
  readonly step: Expression;
}

const LONG_ONE = constant('long', 1n);
const REAL_ONE = constant('real', 1);

const nothing = (type: KustoType): Expression => constant(type, type === 'real' ? 0 : 0n);

const endsOf = (node: BoundNode): Partial<Record<'from' | 'to' | 'step', BoundNode>> => {
  const clause = node.child('RangeClause');
  const [from, to, step] = clause?.child('Arguments')?.list('Expressions') ?? [];
  if (clause?.kind === 'MakeSeriesInRangeClause')
    return { ...(from && { from }), ...(to && { to }), ...(step && { step }) };
  const part = (role: string) => clause?.child(role)?.child('Expression');
  const [begin, end, by] = ['MakeSeriesFromClause', 'MakeSeriesToClause', 'MakeSeriesStepClause'].map(part);
  return { ...(begin && { from: begin }), ...(end && { to: end }), ...(by && { step: by }) };
};

const spanTypeOf = (type: KustoType, node: BoundNode): KustoType => {
  if (type === 'datetime' || type === 'timespan') return 'timespan';
  if (type === 'real' || isInteger(type)) return type === 'real' ? 'real' : 'long';
  throw unsupported(`A series along a ${type}`, node);
};

/** What a `make-series` says of its axis. */
export const seriesAxis = (node: BoundNode, input: Relation, lowering: Lowering): SeriesAxis => {
  const on = node.child('OnClause')?.child('Expression');
  const { from, to, step } = endsOf(node);
  if (!on || !step) throw meaningless('make-series needs an axis and a step.', node);
  const value = lowering.expression(assigned(on), input);
  const { type } = value;
  const along = (given: BoundNode): Expression => convert(lowering.expression(given, noRow), type, given);
  const start = from && along(from);
  const isRange = node.child('RangeClause')?.kind === 'MakeSeriesInRangeClause';
  const spanType = spanTypeOf(type, on);
  return {
    value,
    type,
    spanType,
    from: start,
    to: to && along(to),
    base: (isRange ? undefined : start) ?? nothing(type),
    includesEnd: isRange,
    step: convert(lowering.expression(step, noRow), spanType, step),
  };
};

/** How many steps lie between the base and a place, as a real. */
const stepsTo = (place: Expression, { base, step, spanType }: SeriesAxis): Expression =>
  call('divide', 'real', call('subtract', spanType, place, base), step);

/** The number of the step in which a place lies. */
export const stepOf = (place: Expression, axis: SeriesAxis): Expression => {
  const { base, step, spanType } = axis;
  if (spanType === 'real') return call('tolong', 'long', call('bin', 'real', stepsTo(place, axis), REAL_ONE));
  const whole = call('bin', spanType, call('subtract', spanType, place, base), step);
  if (spanType === 'long') return call('divide', 'long', whole, step);
  return call('tolong', 'long', call('divide', 'real', whole, step));
};

/** The number of the last step, where the query gives an end: the one before an end that is a place on the axis. */
export const lastStep = (axis: SeriesAxis): Expression | undefined => {
  const { to, includesEnd, spanType } = axis;
  if (!to || includesEnd) return to && stepOf(to, axis);
  if (spanType !== 'real') return stepOf(call('subtract', axis.type, to, constant(spanType, 1n)), axis);
  const upwards = call(
    'negate',
    'real',
    call('bin', 'real', call('negate', 'real', stepsTo(to, axis)), REAL_ONE),
  );
  return call('subtract', 'long', call('tolong', 'long', upwards), LONG_ONE);
};

/** Whether a value belongs to the series. */
export const isOnAxis = ({ value, from, to, includesEnd }: SeriesAxis): Expression =>
  logical('and', [
    not(call('isnull', 'bool', value)),
    ...(from ? [comparison('>=', value, from)] : []),
    ...(to ? [comparison(includesEnd ? '<=' : '<', value, to)] : []),
  ]);

/** The place at which a step begins. */
const placeOf = (step: Expression, axis: SeriesAxis): Expression => {
  const factor = axis.spanType === 'real' ? call('todouble', 'real', step) : step;
  return call('add', axis.type, axis.base, call('multiply', axis.spanType, axis.step, factor));
};

/** The places from one step to another as an array. */
export const placesOf = (first: Expression, last: Expression, axis: SeriesAxis): Expression => {
  const end = placeOf(last, axis);
  // Half a step more, so that no place is lost where reals do not add up.
  const half = call('divide', 'real', axis.step, constant('real', 2));
  const until = axis.spanType === 'real' ? call('add', 'real', end, half) : end;
  return call('range', 'dynamic', placeOf(first, axis), until, axis.step);
};
