import type { BoundNode } from '../../bind/bound-node.ts';
import { filter, type Relation } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { withWindows } from '../windows.ts';
import { onlyColumns } from './project.ts';

/** `where predicate`. */
export const lowerFilter = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const condition = node.child('Condition');
  if (!condition) throw meaningless('where needs a predicate.', node);
  return withWindows(
    input,
    lowering,
    row => convert(lowering.expression(condition, row), 'bool', condition),
    (rows, predicate) => onlyColumns(filter(rows, predicate), input.columns),
  );
};
