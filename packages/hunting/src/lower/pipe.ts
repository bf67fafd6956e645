import type { BoundNode } from '../bind/bound-node.ts';
import { endsGraph } from './graph/source.ts';
import { meaningless } from './refusal.ts';

/** The word by which people know a tabular construct: `mv-expand` for an `MvExpandOperator`. */
export const spokenName = (node: BoundNode): string =>
  `The operator '${/^[a-z-]+/i.exec(node.children[0]?.text ?? '')?.[0] ?? node.text}'`;

/** The child of a tabular construct in a role, which must be there. */
export const required = (node: BoundNode, role: string): BoundNode => {
  const child = node.child(role);
  if (!child) throw meaningless(`${spokenName(node)} is incomplete.`, node);
  return child;
};

/** The operators that `node` pipes, in order, and what stands before them. */
export const stagesOf = (
  node: BoundNode,
): { readonly source: BoundNode; readonly stages: readonly BoundNode[] } => {
  const stages: BoundNode[] = [];
  let source = node;
  while (source.kind === 'PipeExpression' && !endsGraph(source)) {
    stages.unshift(required(source, 'Operator'));
    source = required(source, 'Expression');
  }
  return { source, stages };
};
