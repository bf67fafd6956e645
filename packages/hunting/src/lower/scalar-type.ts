import type { BoundNode } from '../bind/bound-node.ts';
import { type KustoType, parseKustoType } from '../kusto-type.ts';
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
