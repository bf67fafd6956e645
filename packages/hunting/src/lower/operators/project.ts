import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { assignments } from '../assignments.ts';
import { hidden, type Lowering } from '../lowering.ts';

/** Hidden columns go along with every projection of rows. */
export const alongHidden = (input: Relation): Output[] =>
  hidden(input.columns).map(column => ({ column, value: columnReference(column) }));

/** `project a, b = f(c)`. */
export const lowerProject = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  project(input, [
    ...assignments(node.list('Expressions'), node.columns ?? [], input, lowering),
    ...alongHidden(input),
  ]);
