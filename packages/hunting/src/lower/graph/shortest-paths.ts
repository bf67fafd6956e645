import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, comparison, constant, type Expression } from '../../plan/expression.ts';
import { filter, project, type Relation, type SortKey } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { operatorParameter } from '../operators/parameters.ts';
import { meaningless, unsupported } from '../refusal.ts';
import type { MatchedEdge } from './edge.ts';
import type { Graph } from './graph.ts';
import { matchesOf, type Once } from './match.ts';
import { type Pattern, patternOf } from './pattern.ts';

const outputOf = (node: BoundNode): 'any' | 'all' => {
  const output = operatorParameter(node, 'output') ?? 'any';
  if (output !== 'any' && output !== 'all') throw meaningless(`output is any or all, not ${output}.`, node);
  return output;
};

const checkPattern = (node: BoundNode, { edges }: Pattern): void => {
  if (node.list('Patterns').length > 1) throw unsupported('graph-shortest-paths of several sequences', node);
  if (!edges.some(({ range }) => range))
    throw meaningless('graph-shortest-paths needs an edge of variable length.', node);
  if (edges.some(({ range }) => range?.shortest === 0))
    throw unsupported('graph-shortest-paths with paths of no edge', node);
};

/** The shortest way comes to no node twice, unless it has to be longer than it could be, or leads back. */
const onceOf = ({ ends: [first, last], edges }: Pattern): Once =>
  first === last || edges.some(({ range }) => (range?.shortest ?? 1) > 1) ? 'edges' : 'nodes';

/** How many edges a match passes. */
const lengthOf = (edges: readonly MatchedEdge[]): Expression => {
  const ways = edges
    .filter(({ pattern }) => pattern.range)
    .map(({ passed }) => call('array_length', 'long', columnReference(passed)));
  const single = constant('long', BigInt(edges.length - ways.length));
  return ways.reduce((sum: Expression, way) => call('add', 'long', sum, way), single);
};

const sorted = (rows: Relation, columns: readonly Column[]): Relation => ({
  kind: 'sort',
  columns: rows.columns,
  input: rows,
  keys: columns.map(
    (column): SortKey => ({ value: columnReference(column), descending: false, nullsFirst: false }),
  ),
});

/** One of the shortest for each pair of ends: which one, the order of the nodes on the way says. */
const anyOf = (rows: Relation, ends: readonly Expression[], order: readonly Column[]): Relation => ({
  kind: 'first-per-key',
  columns: rows.columns,
  input: rows,
  keys: ends,
  order: order.map(
    (column): SortKey => ({ value: columnReference(column), descending: false, nullsFirst: false }),
  ),
  count: 1n,
});

/** All that are as short as the shortest between the same ends. */
const allOf = (rows: Relation, ends: readonly Expression[], length: Column, lowering: Lowering): Relation => {
  const rank = lowering.ids.column('$rank', 'long');
  const value = columnReference(length);
  const ranked: Relation = {
    kind: 'window',
    columns: [...rows.columns, rank],
    input: sorted(rows, [length]),
    calls: [
      {
        column: rank,
        call: { name: 'row_rank_dense', type: 'long', arguments: [value], restart: undefined },
      },
    ],
    keys: ends,
  };
  return filter(ranked, comparison('==', columnReference(rank), constant('long', 1n)));
};

/** `graph-shortest-paths output=… pattern where … project …`: of the matches between the same two ends the shortest. */
export const lowerShortestPaths = (node: BoundNode, graph: Graph, lowering: Lowering): Relation => {
  const pattern = patternOf(node);
  checkPattern(node, pattern);
  const output = outputOf(node);
  const match = matchesOf(node, pattern, onceOf(pattern), { graph, lowering });
  const length = lowering.ids.column('$length', 'long');
  const rows = project(match.rows, [
    ...match.rows.columns.map(column => ({ column, value: columnReference(column) })),
    { column: length, value: lengthOf(match.edges) },
  ]);
  const ends = pattern.ends.flatMap(name => match.nodes.get(name) ?? []).map(columnReference);
  const ways = match.edges.flatMap(({ inside }) => inside ?? []);
  const shortest =
    output === 'all' ? allOf(rows, ends, length, lowering) : anyOf(rows, ends, [length, ...ways]);
  return project(shortest, match.outputs);
};
