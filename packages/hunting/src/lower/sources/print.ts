import type { BoundNode } from '../../bind/bound-node.ts';
import { project, type Relation } from '../../plan/relation.ts';
import { assignments } from '../assignments.ts';
import { type Lowering, noRow } from '../lowering.ts';

/** `print a = 1, …`: one row. */
export const lowerPrint = (node: BoundNode, lowering: Lowering): Relation =>
  project(
    { kind: 'rows', columns: [], rows: [[]] },
    assignments(node.list('Expressions'), node.columns ?? [], noRow, lowering),
  );
