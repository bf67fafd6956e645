import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import type { Relation } from '../../plan/relation.ts';
import { type Lowering, visible } from '../lowering.ts';
import { scalarType } from '../scalar-type.ts';

/** The runtime's names of the types (manual: scalar data types). */
const RUNTIME_TYPES: Readonly<Record<KustoType, string>> = {
  string: 'System.String',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
};

/** `getschema`: a row for each column of the input. */
export const lowerGetSchema = (node: BoundNode, input: Relation, { ids }: Lowering): Relation => ({
  kind: 'rows',
  columns: (node.columns ?? []).map(({ name, type }) => ids.column(name, scalarType(type, node))),
  rows: visible(input.columns).map(({ name, type }, index) => [
    name,
    BigInt(index),
    RUNTIME_TYPES[type],
    type,
  ]),
});
