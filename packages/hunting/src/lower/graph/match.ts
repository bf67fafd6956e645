import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import {
  call,
  columnReference,
  comparison,
  constant,
  type Expression,
  logical,
  not,
} from '../../plan/expression.ts';
import { filter, type JoinKey, type Output, project, type Relation } from '../../plan/relation.ts';
import { assigned } from '../assignments.ts';
import { convert } from '../conversion.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { operatorParameter } from '../operators/parameters.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { outputType } from '../scalar-type.ts';
import type { MatchedEdge } from './edge.ts';
import { MatchElements } from './elements.ts';
import type { Graph } from './graph.ts';
import { type Pattern, patternOf } from './pattern.ts';

/** What a match passes at most once (manual: graph-match operator, the parameter cycles). */
const ONCE = { all: 'nothing', none: 'nodes', unique_edges: 'edges' } as const;

/** What the elements of a match may share with each other. */
export type Once = (typeof ONCE)[keyof typeof ONCE];

const onceOf = (node: BoundNode, { edges }: Pattern): Once => {
  const cycles = operatorParameter(node, 'cycles') ?? 'unique_edges';
  if (cycles !== 'all' && cycles !== 'none' && cycles !== 'unique_edges')
    throw meaningless(`cycles is all, none or unique_edges, not ${cycles}.`, node);
  if (cycles === 'none' && node.list('Patterns').length > 1)
    throw unsupported('cycles=none for several sequences', node);
  if (cycles === 'none' && edges.some(({ range }) => range?.shortest === 0))
    throw unsupported('cycles=none for paths of no edge', node);
  return ONCE[cycles];
};

const joined = (
  left: Relation,
  right: Relation,
  keys: readonly JoinKey[],
  join: 'inner' | 'leftouter' = 'inner',
): Relation => ({ kind: 'join', join, columns: [...left.columns, ...right.columns], left, right, keys });

const equal = (one: Column, other: Column): Expression =>
  comparison('==', columnReference(one), columnReference(other));

/** Two things that a match passes, single or as a path's array, have nothing in common. */
const apart = (one: Column, other: Column): Expression => {
  const [a, b] = [columnReference(one), columnReference(other)];
  if (one.type === 'string' && other.type === 'string') return comparison('!=', a, b);
  if (other.type === 'string') return not(call('set_has_element', 'bool', a, b));
  if (one.type === 'string') return not(call('set_has_element', 'bool', b, a));
  const common = call('array_length', 'long', call('set_intersect', 'dynamic', a, b));
  return comparison('==', common, constant('long', 0n));
};

const pairs = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.flatMap((one, place) => items.slice(place + 1).map((other): [Item, Item] => [one, other]));

/** The rows of all edges of a pattern, joined where they share nodes, and the column of each node. */
class MatchRows {
  readonly nodes = new Map<string, Column>();
  #rows: Relation | undefined;

  /** The rows so far. */
  get rows(): Relation | undefined {
    return this.#rows;
  }

  add({ relation, pattern, left, right }: MatchedEdge): void {
    const known = [
      { name: pattern.left, column: left },
      { name: pattern.right, column: right },
    ].flatMap(({ name, column }): JoinKey[] => {
      const before = this.nodes.get(name);
      return before ? [{ left: columnReference(before), right: columnReference(column) }] : [];
    });
    this.#rows = this.#rows ? joined(this.#rows, relation, known) : relation;
    if (pattern.left === pattern.right && known.length === 0)
      this.#rows = filter(this.#rows, equal(left, right));
    if (!this.nodes.has(pattern.left)) this.nodes.set(pattern.left, left);
    if (!this.nodes.has(pattern.right)) this.nodes.set(pattern.right, right);
  }

  /** What is known of a node beside the rows: its properties, or something that not every node has. */
  look(name: string, relation: Relation, id: Column, join: 'inner' | 'leftouter' = 'inner'): void {
    const node = this.nodes.get(name);
    const key = node && { left: columnReference(node), right: columnReference(id) };
    this.#rows = this.#rows && key ? joined(this.#rows, relation, [key], join) : relation;
    this.nodes.set(name, node ?? id);
  }
}

/** A connected pattern with as many edges as nodes closes somewhere: there is no match without a cycle. */
const closes = ({ nodes, edges }: Pattern): boolean => edges.length >= nodes.size;

const onlyOnce = (
  rows: Relation,
  once: Once,
  { nodes, pattern }: { readonly nodes: readonly Column[]; readonly pattern: Pattern },
  edges: readonly MatchedEdge[],
): Relation => {
  if (once === 'nothing') return rows;
  if (once === 'nodes' && closes(pattern)) return filter(rows, constant('bool', false));
  const inside = edges.flatMap(edge => edge.inside ?? []);
  const passed = once === 'edges' ? edges.map(edge => edge.passed) : [...nodes, ...inside];
  const tests = pairs(passed).map(([one, other]) => apart(one, other));
  return tests.length > 0 ? filter(rows, logical('and', tests)) : rows;
};

/**
 * The columns of `project`. The binder calls everything dynamic that it makes of a path, a count of its edges too, which
 * the engine does not.
 */
const outputsOf = (clause: BoundNode, node: BoundNode, row: RowScope, lowering: Lowering): Output[] =>
  clause.list('Expressions').map((expression, place) => {
    const bound = node.columns?.[place];
    if (!bound) throw unsupported('An expression with several values here', expression);
    const value = lowering.expression(assigned(expression), row);
    const type = bound.type === 'dynamic' ? value.type : outputType(value, bound.type, expression);
    return { column: lowering.ids.column(bound.name, type), value: convert(value, type, expression) };
  });

const conjuncts = (predicate: Expression | undefined): readonly Expression[] => {
  if (!predicate) return [];
  return predicate.kind === 'logical' && predicate.operator === 'and' ? predicate.operands : [predicate];
};

/** The rows that look like a pattern, and what is asked of them. */
export interface Match {
  readonly rows: Relation;
  /** The text that tells a node of the pattern from others. */
  readonly nodes: ReadonlyMap<string, Column>;
  readonly edges: readonly MatchedEdge[];
  readonly outputs: readonly Output[];
}

/** The places in a graph that look like the pattern and fulfil `where`. */
export const matchesOf = (
  node: BoundNode,
  pattern: Pattern,
  once: Once,
  { graph, lowering }: { readonly graph: Graph; readonly lowering: Lowering },
): Match => {
  const elements = new MatchElements(pattern, graph, lowering);
  const clause = node.child('WhereClause')?.child('Condition');
  const predicate = clause && convert(lowering.expression(clause, elements.constraints), 'bool', clause);
  const projected = node.child('ProjectClause');
  if (!projected) throw unsupported('A pattern without project', node);
  const outputs = outputsOf(projected, node, elements.values, lowering);
  const matched = new MatchRows();
  const edges = elements.edges(once, conjuncts(predicate));
  for (const edge of edges) matched.add(edge);
  for (const { name, nodes } of elements.nodes) matched.look(name, nodes.relation, nodes.id);
  for (const { name, relation, id } of elements.degrees) matched.look(name, relation, id, 'leftouter');
  if (!matched.rows) throw meaningless('A pattern needs an element.', node);
  const rows = onlyOnce(matched.rows, once, { nodes: [...matched.nodes.values()], pattern }, edges);
  return { rows: predicate ? filter(rows, predicate) : rows, nodes: matched.nodes, edges, outputs };
};

/** `graph-match pattern where … project …`: a row for each place in the graph that looks like the pattern. */
export const lowerGraphMatch = (node: BoundNode, graph: Graph, lowering: Lowering): Relation => {
  const pattern = patternOf(node);
  const { rows, outputs } = matchesOf(node, pattern, onceOf(node, pattern), { graph, lowering });
  return project(rows, outputs);
};
