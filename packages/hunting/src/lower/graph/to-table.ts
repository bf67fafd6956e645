import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import type { Graph } from './graph.ts';

/** The number of a node is the hash of its id (manual: graph-to-table operator). */
const numberOf = (id: Column, { idType }: Graph, node: BoundNode): Expression => {
  if (idType !== 'string' && idType !== 'long')
    throw unsupported(`The hash of a node of type ${idType}`, node);
  const text = columnReference(id);
  return call('hash', 'long', idType === 'string' ? text : call('tolong', 'long', text));
};

/** `with_node_id=name`, `with_source_id=name`, `with_target_id=name`: columns before the properties. */
const numbersOf = (output: BoundNode, graph: Graph, { ids }: Lowering): Output[] => {
  const { nodes, edges } = graph;
  const columns: Readonly<Record<string, Column>> = {
    with_node_id: nodes.id,
    with_source_id: edges.source,
    with_target_id: edges.target,
  };
  return output.list('Parameters').map(parameter => {
    const of = parameter.child('Name')?.simpleName ?? '';
    const [id, name] = [columns[of], parameter.child('Expression')?.simpleName];
    if (!id || name === undefined) throw unsupported(`'${of}'`, parameter);
    return { column: ids.column(name, 'long'), value: numberOf(id, graph, parameter) };
  });
};

/** `graph-to-table nodes`, `graph-to-table edges`: their properties as a table. */
export const lowerGraphToTable = (node: BoundNode, graph: Graph, lowering: Lowering): Relation => {
  const [output, second] = node.list('OutputClause');
  if (!output || second) throw unsupported('graph-to-table with two tables', node);
  if (output.child('AsClause')) throw unsupported('graph-to-table with a name', output);
  const { relation, columns } = output.text.startsWith('nodes') ? graph.nodes : graph.edges;
  const properties = columns.map((column): Output => ({ column, value: columnReference(column) }));
  return project(relation, [...numbersOf(output, graph, lowering), ...properties]);
};
