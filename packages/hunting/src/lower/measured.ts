import type { BoundNode } from '../bind/bound-node.ts';
import { columnReference } from '../plan/expression.ts';
import { type AggregateOutput, countRows, type Output, project, type Relation } from '../plan/relation.ts';
import { lowerAggregate } from './aggregates.ts';
import type { Lowering } from './lowering.ts';

/** An expression over aggregates, and the name of its column. */
interface Measure {
  readonly name: string;
  readonly node: BoundNode;
}

/** A row for each value of `keys`: the keys, the measures and, last, how many rows there are of it. */
export const measured = (
  rows: Relation,
  keys: readonly Output[],
  measures: readonly Measure[],
  lowering: Lowering,
): Relation => {
  const calls: AggregateOutput[] = [];
  const aggregate = (node: BoundNode) => {
    const call = lowerAggregate(node, rows, lowering);
    if (!call) return undefined;
    const column = lowering.ids.column(call.name, call.type);
    calls.push({ column, call });
    return columnReference(column);
  };
  const results = measures.map(({ name, node }): Output => {
    const value = lowering.expression(node, { columns: [], aggregate });
    return { column: lowering.ids.column(name, value.type), value };
  });
  const count = lowering.ids.column('', 'long');
  const all = [...calls, { column: count, call: countRows }];
  const columns = [...keys, ...all].map(({ column }) => column);
  const kept = keys.map(({ column }): Output => ({ column, value: columnReference(column) }));
  return project({ kind: 'aggregate', columns, input: rows, keys, calls: all, picks: [] }, [
    ...kept,
    ...results,
    { column: count, value: columnReference(count) },
  ]);
};
