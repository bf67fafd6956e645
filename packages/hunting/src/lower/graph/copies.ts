import type { Column, ColumnIds } from '../../plan/column.ts';
import { columnReference, comparison } from '../../plan/expression.ts';
import { withNewColumns } from '../../plan/new-columns.ts';
import { filter, type Output, project, type Relation } from '../../plan/relation.ts';
import type { Edges, Nodes } from './graph.ts';
import type { PatternEdge } from './pattern.ts';

/** Edges as a pattern walks them, from its left to its right. */
export interface Walked {
  readonly relation: Relation;
  readonly from: Column;
  readonly to: Column;
  readonly edge: Column;
  readonly columns: readonly Column[];
}

const copyOf = (
  relation: Relation,
  ids: ColumnIds,
): { copy: Relation; renewed: (column: Column) => Column } => {
  const copy = withNewColumns(relation, ids);
  const renewed = (column: Column): Column => copy.columns[relation.columns.indexOf(column)] ?? column;
  return { copy, renewed };
};

/** The nodes once more, in columns of their own. */
export const nodesAgain = ({ relation, id, columns }: Nodes, ids: ColumnIds): Nodes => {
  const { copy, renewed } = copyOf(relation, ids);
  return { relation: copy, id: renewed(id), columns: columns.map(renewed) };
};

const forwards = ({ relation, source, target, edge, columns }: Edges, ids: ColumnIds): Walked => {
  const { copy, renewed } = copyOf(relation, ids);
  return {
    relation: copy,
    from: renewed(source),
    to: renewed(target),
    edge: renewed(edge),
    columns: columns.map(renewed),
  };
};

const backwards = ({ from, to, ...walked }: Walked): Walked => ({ ...walked, from: to, to: from });

const inOrder = ({ relation, from, to, edge, columns }: Walked): Relation =>
  project(
    relation,
    [from, to, edge, ...columns].map((column): Output => ({ column, value: columnReference(column) })),
  );

/** Each edge both ways; one that leads from a node to itself, once. */
const bothWays = (edges: Edges, ids: ColumnIds): Walked => {
  const there = forwards(edges, ids);
  const back = backwards(forwards(edges, ids));
  const differs = comparison('!=', columnReference(back.from), columnReference(back.to));
  const columns = [there.from, there.to, there.edge, ...there.columns].map(({ name, type }) =>
    ids.column(name, type),
  );
  const [from = there.from, to = there.to, edge = there.edge, ...properties] = columns;
  const relation: Relation = {
    kind: 'union',
    columns,
    inputs: [inOrder(there), filter(inOrder(back), differs)],
  };
  return { relation, from, to, edge, columns: properties };
};

/** The edges once more, in columns of their own. */
export const edgesAgain = (edges: Edges, direction: PatternEdge['direction'], ids: ColumnIds): Walked => {
  if (direction === 'any') return bothWays(edges, ids);
  const walked = forwards(edges, ids);
  return direction === 'left' ? backwards(walked) : walked;
};
