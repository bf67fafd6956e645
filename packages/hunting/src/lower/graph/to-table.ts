import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference } from '../../plan/expression.ts';
import { project, type Relation } from '../../plan/relation.ts';
import { unsupported } from '../refusal.ts';
import type { Graph } from './graph.ts';

/** `graph-to-table nodes`, `graph-to-table edges`: their properties as a table. */
export const lowerGraphToTable = (node: BoundNode, graph: Graph): Relation => {
  const [output, second] = node.list('OutputClause');
  if (!output || second) throw unsupported('graph-to-table with two tables', node);
  const [parameter] = output.list('Parameters');
  // The numbers come from a hash function that the manual does not tell.
  if (parameter) throw unsupported(`'${parameter.child('Name')?.simpleName ?? ''}'`, parameter);
  if (output.child('AsClause')) throw unsupported('graph-to-table with a name', output);
  const { relation, columns } = output.text.startsWith('nodes') ? graph.nodes : graph.edges;
  return project(
    relation,
    columns.map(column => ({ column, value: columnReference(column) })),
  );
};
