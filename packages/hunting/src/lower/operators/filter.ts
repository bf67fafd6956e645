import type { BoundNode } from '../../bind/bound-node.ts';
import { filter, type Relation } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless } from '../refusal.ts';

/** `where predicate`. */
export const lowerFilter = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const condition = node.child('Condition');
  if (!condition) throw meaningless('where needs a predicate.', node);
  return filter(input, convert(lowering.expression(condition, input), 'bool', condition));
};
