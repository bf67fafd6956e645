import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import type { AggregateOutput, Relation, RowPick } from '../../plan/relation.ts';
import { lowerAggregate } from '../aggregates.ts';
import { assigned } from '../assignments.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { lowerRowPick } from '../row-pick.ts';

/** What expressions over aggregates need of an aggregate relation, collected while they are lowered. */
export interface Collected {
  readonly calls: AggregateOutput[];
  readonly picks: RowPick[];
}

/** A row in which aggregate calls are lowered to the columns that will hold their values. */
export const aggregatedRow = (input: Relation, collected: Collected, lowering: Lowering): RowScope => ({
  columns: [],
  aggregate: node => {
    const call = lowerAggregate(node, input, lowering);
    if (!call) return undefined;
    const column = lowering.ids.column(call.name, call.type);
    collected.calls.push({ column, call });
    return columnReference(column);
  },
});

/** The one value of an item: an expression over aggregates, or a value of any row. */
export const aggregatedValue = (
  item: BoundNode,
  input: Relation,
  collected: Collected,
  lowering: Lowering,
): Expression => {
  const pick = lowerRowPick(item, input, [], lowering);
  const [output] = pick?.outputs ?? [];
  if (!pick || !output) return lowering.expression(assigned(item), aggregatedRow(input, collected, lowering));
  collected.picks.push(pick);
  return columnReference(output.column);
};
