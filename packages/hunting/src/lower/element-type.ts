import type { KustoType } from '../kusto-type.ts';
import { call, constant, type Expression, logical } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { asText } from './conversion.ts';

/** What an element must be to count as a value of a type; other elements are null, not converted. */
const KINDS: Readonly<Record<Exclude<KustoType, 'string' | 'dynamic'>, readonly string[]>> = {
  int: ['long', 'double'],
  long: ['long', 'double'],
  real: ['long', 'double'],
  decimal: ['long', 'double'],
  bool: ['bool'],
  datetime: ['string'],
  timespan: ['string'],
  guid: ['string'],
};

const CONVERTERS: Readonly<Record<keyof typeof KINDS, FunctionName>> = {
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  decimal: 'todecimal',
  bool: 'tobool',
  datetime: 'todatetime',
  timespan: 'totimespan',
  guid: 'toguid',
};

/** How a dynamic value spells the reals that JSON has no number for. */
const UNWRITTEN_REALS = ['NaN', 'inf', '-inf'];

const isOneOf = (subject: Expression, texts: readonly string[]): Expression => ({
  kind: 'membership',
  type: 'bool',
  subject,
  caseSensitive: true,
  values: texts.map(text => constant('string', text)),
});

/**
 * `element to typeof(type)`: a cast, not a conversion (manual: mv-expand operator). Dates, spans and guids are text inside
 * a dynamic value, so that text which spells one is one; so are reals that are no numbers.
 */
export const asElement = (element: Expression, type: KustoType): Expression => {
  if (type === 'dynamic') return element;
  if (type === 'string') return asText(element);
  const isOfKind = isOneOf(call('gettype', 'string', element), KINDS[type]);
  const isOfType =
    type === 'real' ? logical('or', [isOfKind, isOneOf(asText(element), UNWRITTEN_REALS)]) : isOfKind;
  const value = call(CONVERTERS[type], type, element);
  return call('iff', type, isOfType, value, constant(type, null));
};
