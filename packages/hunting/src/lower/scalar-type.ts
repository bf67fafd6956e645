import type { BoundNode } from '../bind/bound-node.ts';
import { type KustoType, parseKustoType } from '../kusto-type.ts';
import type { Expression } from '../plan/expression.ts';
import { unsupported } from './refusal.ts';

/** The scalar type that the binder names, refused when this engine has none. */
export const scalarType = (name: string, node: BoundNode): KustoType => {
  const type = parseKustoType(name);
  if (!type) throw unsupported(`The type '${name}'`, node);
  return type;
};

/** Other spellings of types (manual: scalar data types). */
const SPELLINGS: Readonly<Record<string, string>> = {
  boolean: 'bool',
  double: 'real',
  date: 'datetime',
  time: 'timespan',
  uuid: 'guid',
  uniqueid: 'guid',
};

/** The scalar type that a query writes, as in `to typeof(long)` or `name: long`. */
export const writtenType = (node: BoundNode): KustoType =>
  scalarType(SPELLINGS[node.text] ?? node.text, node);

/** Functions to which the language service gives another type than the engine does (reference: kql, section 2.4). */
const MISTYPED: ReadonlySet<string> = new Set(['datetime_diff', 'jaccard_index']);

/** The type of a column made from `value`: the binder's, except where the binder is known to be wrong. */
export const outputType = (value: Expression, bound: string, node: BoundNode): KustoType =>
  value.kind === 'call' && MISTYPED.has(value.name) ? value.type : scalarType(bound, node);
