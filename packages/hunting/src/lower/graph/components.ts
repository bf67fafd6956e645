import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { type Expand, project, type Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { operatorName, operatorParameter } from '../operators/parameters.ts';
import { meaningless } from '../refusal.ts';
import { edgesAgain } from './copies.ts';
import type { Graph } from './graph.ts';

const KINDS = { weak: 'weak_components', strong: 'strong_components' } as const;

type FindComponents = (typeof KINDS)[keyof typeof KINDS];

const kindOf = (node: BoundNode): FindComponents => {
  const kind = operatorParameter(node, 'kind') ?? 'weak';
  if (kind !== 'weak' && kind !== 'strong') throw meaningless(`kind is weak or strong, not ${kind}.`, node);
  return KINDS[kind];
};

/** More edges than a query may collect. */
const ALL_EDGES = 2_147_483_647;

/** The JSON of the two ends of each edge, and of each node twice: a node without edges is a component, too. */
const pairs = ({ edges, nodeIds }: Graph, { ids }: Lowering): { rows: Relation; pair: Column } => {
  const pairOf = (relation: Relation, from: Column, to: Column): Relation => {
    const ends = call('pack_array', 'dynamic', columnReference(from), columnReference(to));
    return project(relation, [
      { column: ids.column('$pair', 'string'), value: call('tostring', 'string', ends) },
    ]);
  };
  const { relation, from, to } = edgesAgain(edges, 'right', ids);
  const pair = ids.column('$pair', 'string');
  const inputs = [pairOf(relation, from, to), pairOf(nodeIds.relation, nodeIds.id, nodeIds.id)];
  return { rows: { kind: 'union', columns: [pair], inputs }, pair };
};

/** One row with all different pairs, in an order that is the same whenever they are read. */
const gathered = (graph: Graph, lowering: Lowering): { rows: Relation; all: Expression } => {
  const { rows, pair } = pairs(graph, lowering);
  const [different, list] = [
    lowering.ids.column('$pair', 'string'),
    lowering.ids.column('$pairs', 'dynamic'),
  ];
  const distinct: Relation = {
    kind: 'aggregate',
    columns: [different],
    input: rows,
    keys: [{ column: different, value: columnReference(pair) }],
    calls: [],
    picks: [],
  };
  const key = { value: columnReference(different), descending: false, nullsFirst: false };
  const inOrder: Relation = { kind: 'sort', columns: [different], input: distinct, keys: [key] };
  const gather = {
    kind: 'aggregate-call',
    name: 'make_list',
    type: 'dynamic',
    argument: columnReference(different),
    condition: undefined,
    limit: ALL_EDGES,
  } as const;
  const one: Relation = {
    kind: 'aggregate',
    columns: [list],
    input: inOrder,
    keys: [],
    calls: [{ column: list, call: gather }],
    picks: [],
  };
  return { rows: one, all: call('tostring', 'string', columnReference(list)) };
};

/** A row for each element of the array that `value` is. */
const elementsOf = (
  rows: Relation,
  value: Expression,
  { ids }: Lowering,
): { rows: Expand; element: Column } => {
  const [array, element] = [ids.column('$array', 'dynamic'), ids.column('$element', 'dynamic')];
  const expand: Expand = {
    kind: 'expand',
    columns: [array, element],
    input: project(rows, [{ column: array, value }]),
    items: [{ column: element, value: columnReference(array) }],
    index: undefined,
    members: 'bags',
    limit: undefined,
  };
  return { rows: expand, element };
};

/** The nodes with the number of the component that each is in. */
const componentsOf = (
  graph: Graph,
  find: FindComponents,
  lowering: Lowering,
): { rows: Relation; id: Column; component: Column } => {
  const { ids } = lowering;
  const { rows, all } = gathered(graph, lowering);
  const found = elementsOf(rows, call('parse_json', 'dynamic', call(find, 'string', all)), lowering);
  const at = (place: bigint): Expression => ({
    kind: 'dynamic-path',
    type: 'dynamic',
    value: columnReference(found.element),
    steps: [constant('long', place)],
  });
  const [id, component] = [ids.column('$id', 'string'), ids.column('$component', 'long')];
  const relation = project(found.rows, [
    { column: id, value: call('tostring', 'string', at(0n)) },
    { column: component, value: call('tolong', 'long', at(1n)) },
  ]);
  return { rows: relation, id, component };
};

/** `graph-mark-components`: the graph, whose nodes have one property more. */
export const markComponents = (node: BoundNode, graph: Graph, lowering: Lowering): Graph => {
  const name = operatorName(node, 'with_component_id') ?? 'ComponentId';
  const { rows, id, component } = componentsOf(graph, kindOf(node), lowering);
  const { nodes } = graph;
  const joined: Relation = {
    kind: 'join',
    join: 'inner',
    columns: [...nodes.relation.columns, ...rows.columns],
    left: nodes.relation,
    right: rows,
    keys: [{ left: columnReference(nodes.id), right: columnReference(id) }],
  };
  const passing = [nodes.id, ...nodes.columns].map(column => ({ column, value: columnReference(column) }));
  const marked = lowering.ids.column(name, 'long');
  const relation = project(joined, [...passing, { column: marked, value: columnReference(component) }]);
  return { ...graph, nodes: { relation, id: nodes.id, columns: [...nodes.columns, marked] } };
};
