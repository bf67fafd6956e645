import type { BoundNode } from '../bind/bound-node.ts';
import { call, constant, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { convert } from './conversion.ts';
import type { Lowering, RowScope } from './lowering.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

/** The values of one call, in the order of the columns that the binder makes of them. */
type SeveralValues = (given: readonly Expression[], node: BoundNode) => Expression[];

/** The members of the bag that the function's `_dynamic` form gives (manual: series_fit_line_dynamic). */
const membersOf =
  (name: FunctionName, members: readonly string[]): SeveralValues =>
  (given, node) => {
    const [series] = given;
    if (!series || given.length > 1)
      throw unsupported(`'${node.child('Name')?.simpleName}' of these arguments`, node);
    const bag = call(name, 'dynamic', convert(series, 'dynamic', node));
    return members.map((member, place) => {
      const steps = [constant('string', member)];
      const value: Expression = { kind: 'dynamic-path', type: 'dynamic', value: bag, steps };
      return convert(value, scalarType(node.columns?.[place]?.type ?? '', node), node);
    });
  };

const FIT = ['rsquare', 'slope', 'variance', 'rvariance', 'interception', 'line_fit'];
const STATS = ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance'];

/** `array_sort_asc(a, b, …[, nulls_last])`: the first one sorted, the others in its new order. */
const sortedAlike =
  (name: 'array_sort_asc_by' | 'array_sort_desc_by'): SeveralValues =>
  (given, node) => {
    const last = given.at(-1);
    const nullsLast = last?.type === 'bool' ? last : constant('bool', true);
    const arrays = given.filter(value => value !== nullsLast).map(value => convert(value, 'dynamic', node));
    const [first] = arrays;
    if (!first) throw unsupported(`'${node.child('Name')?.simpleName}' without arrays`, node);
    return arrays.map(array => call(name, 'dynamic', array, first, nullsLast));
  };

const functions: Readonly<Record<string, SeveralValues>> = {
  series_fit_line: membersOf('series_fit_line_dynamic', FIT),
  series_stats: membersOf('series_stats_dynamic', STATS),
  array_sort_asc: sortedAlike('array_sort_asc_by'),
  array_sort_desc: sortedAlike('array_sort_desc_by'),
};

/** The values of a call that makes several columns; `undefined` for an expression of one value. */
export const severalValues = (
  node: BoundNode,
  row: RowScope,
  lowering: Lowering,
): Expression[] | undefined => {
  if (node.kind !== 'FunctionCallExpression' || !node.columns) return undefined;
  const name = node.child('Name')?.simpleName ?? '';
  const form = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!form) throw unsupported(`The function '${name}'`, node);
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  return form(
    given.map(argument => lowering.expression(argument, row)),
    node,
  );
};
