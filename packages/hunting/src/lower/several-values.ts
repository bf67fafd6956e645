import type { BoundNode } from '../bind/bound-node.ts';
import { call, constant, type Expression } from '../plan/expression.ts';
import { convert } from './conversion.ts';
import type { Rewrite } from './functions/arguments.ts';
import {
  anomalies,
  decompose,
  fitLines,
  fitPolynomial,
  forecast,
  fourier,
  periodsDetect,
  periodsValidate,
  stats,
} from './functions/series-rewrites.ts';
import type { Lowering, RowScope } from './lowering.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

/** The values of one call, in the order of the columns that the binder makes of them. */
type SeveralValues = (given: readonly Expression[], node: BoundNode) => Expression[];

/** The parts of the text that a function of series gives. */
const partsOf =
  (rewrite: Rewrite): SeveralValues =>
  (given, node) => {
    const parts = rewrite(given, node);
    return (node.columns ?? []).map(({ type }, place) => {
      const part = call('series_part', 'dynamic', parts, constant('long', BigInt(place + 1)));
      return convert(part, scalarType(type, node), node);
    });
  };

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
  series_decompose: partsOf(decompose),
  series_decompose_anomalies: partsOf(anomalies),
  series_decompose_forecast: partsOf(forecast),
  series_periods_detect: partsOf(periodsDetect),
  series_periods_validate: partsOf(periodsValidate),
  series_fft: partsOf(fourier('series_fft')),
  series_ifft: partsOf(fourier('series_ifft')),
  series_fit_poly: partsOf(fitPolynomial),
  series_fit_line: partsOf(fitLines('series_fit_line')),
  series_fit_2lines: partsOf(fitLines('series_fit_2lines')),
  series_stats: partsOf(stats),
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
