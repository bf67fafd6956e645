import type { BoundNode } from '../../bind/bound-node.ts';
import { countRows, type Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';

/** `count`: one row with the number of rows. */
export const lowerCount = (node: BoundNode, input: Relation, { ids }: Lowering): Relation => {
  const column = ids.column(node.columns?.[0]?.name ?? 'Count', 'long');
  return {
    kind: 'aggregate',
    columns: [column],
    input,
    keys: [],
    calls: [{ column, call: countRows }],
    picks: [],
  };
};
