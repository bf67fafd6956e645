import { columnNamed, STORED_INGESTION_TIME, tableNamed } from '../../bind/aliases.ts';
import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import { INGESTION_TIME, type Lowering } from '../lowering.ts';
import { unsupported } from '../refusal.ts';

/** Reads a hunting table; the binder says which columns it has in this query. */
export const lowerScan = (
  name: string,
  node: BoundNode,
  { ids }: Lowering,
  bound: readonly BoundColumn[] = node.columns ?? [],
): Relation => {
  const table = tableNamed(name);
  if (!table) throw unsupported(`The table '${name}'`, node);
  const columns = bound.map(({ name: called, type }) => {
    const column = columnNamed(table, called);
    if (!column) throw unsupported(`A column of type ${type}`, node);
    return { column: ids.column(called, column.type), stored: column.name };
  });
  const ingested = { column: ids.column(INGESTION_TIME, 'datetime'), stored: STORED_INGESTION_TIME };
  const all = [...columns, ingested];
  return {
    kind: 'scan',
    table: table.name,
    columns: all.map(({ column }) => column),
    stored: all.map(({ stored }) => stored),
  };
};
