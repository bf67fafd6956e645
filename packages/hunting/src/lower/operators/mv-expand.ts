import type { BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import { expandedRows, lowerExpansion } from '../expansion.ts';
import type { Lowering } from '../lowering.ts';

/** Most rows that one row becomes under the operator's old spelling (manual: mv-expand operator). */
const LEGACY_LIMIT = 128n;

/** `mv-expand a, b to typeof(long)`: a row for each element; other columns repeat. */
export const lowerMvExpand = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const limit = /^mvexpand/i.test(node.text) ? LEGACY_LIMIT : undefined;
  return expandedRows(lowerExpansion(node, input, lowering, limit), node, lowering);
};
