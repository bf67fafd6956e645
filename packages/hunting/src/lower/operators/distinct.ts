import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference } from '../../plan/expression.ts';
import type { Output, Relation } from '../../plan/relation.ts';
import { assignments } from '../assignments.ts';
import { type Lowering, visible } from '../lowering.ts';

/** `distinct a, b` and `distinct *`: each combination of values once; null is a value. */
export const lowerDistinct = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const expressions = node.list('Expressions');
  const keys: Output[] =
    expressions[0]?.kind === 'StarExpression'
      ? visible(input.columns).map(column => ({
          column: lowering.ids.column(column.name, column.type),
          value: columnReference(column),
        }))
      : assignments(expressions, node.columns ?? [], input, lowering);
  return { kind: 'aggregate', columns: keys.map(({ column }) => column), input, keys, calls: [], picks: [] };
};
