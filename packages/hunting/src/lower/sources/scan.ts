import { huntingTables } from '@vakt/contract/hunting/tables';
import type { BoundNode } from '../../bind/bound-node.ts';
import { TIME_ALIAS } from '../../bind/schema.ts';
import type { Relation } from '../../plan/relation.ts';
import { INGESTION_TIME, type Lowering } from '../lowering.ts';
import { unsupported } from '../refusal.ts';

/** The lake's columns of every table beside the documented ones. */
const storedName = (name: string): string => {
  if (name === TIME_ALIAS) return 'Timestamp';
  return name === INGESTION_TIME ? '_IngestedAt' : name;
};

/** Reads a hunting table; the binder says which columns it has in this query. */
export const lowerScan = (table: string, node: BoundNode, { ids }: Lowering): Relation => {
  if (!huntingTables.has(table)) throw unsupported(`The table '${table}'`, node);
  const columns = (node.columns ?? []).map(({ name, type }) => {
    const column = huntingTables.get(table)?.columns.find(candidate => candidate.name === name);
    if (!column && name !== TIME_ALIAS) throw unsupported(`A column of type ${type}`, node);
    return ids.column(name, column?.type ?? 'datetime');
  });
  const all = [...columns, ids.column(INGESTION_TIME, 'datetime')];
  return { kind: 'scan', table, columns: all, stored: all.map(({ name }) => storedName(name)) };
};
