import type { BoundNode } from '../bind/bound-node.ts';
import { isTextual, type KustoType } from '../kusto-type.ts';
import { call, constant, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { unsupported } from './refusal.ts';

const CONVERTERS: Readonly<Record<KustoType, FunctionName>> = {
  string: 'tostring',
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  decimal: 'todecimal',
  bool: 'tobool',
  datetime: 'todatetime',
  timespan: 'totimespan',
  guid: 'toguid',
  dynamic: 'todynamic',
};

const WIDENINGS: ReadonlySet<string> = new Set([
  'int long',
  'int real',
  'long real',
  'int decimal',
  'long decimal',
  'real decimal',
  'decimal real',
]);

/** `value` as `type`: the explicit conversion that the language makes of an implicit one. */
export const convert = (value: Expression, type: KustoType, node: BoundNode): Expression => {
  if (value.type === type) return value;
  if (value.kind === 'constant' && value.value === null) return constant(type, isTextual(type) ? '' : null);
  // A whole number in the text is a long, also where an int is wanted.
  if (type === 'int' && value.kind === 'constant' && value.type === 'long') return call('toint', type, value);
  const implicit =
    WIDENINGS.has(`${value.type} ${type}`) ||
    value.type === 'dynamic' ||
    type === 'dynamic' ||
    type === 'string';
  if (!implicit) throw unsupported(`The conversion of ${value.type} to ${type}`, node);
  return call(CONVERTERS[type], type, value);
};

/** `value` as `type`, as the conversion that the query asks for makes it. */
export const asType = (value: Expression, type: KustoType): Expression =>
  value.type === type ? value : call(CONVERTERS[type], type, value);

/** `value` as text, as operators on strings see it. */
export const asText = (value: Expression): Expression =>
  value.type === 'string' ? value : call('tostring', 'string', value);
