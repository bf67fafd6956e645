import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, constant, type Expression, logical, not } from '../../plan/expression.ts';
import { countRows, filter, type Paths, type PathsBound, type Relation } from '../../plan/relation.ts';
import { columnsUsed } from '../../plan/walk.ts';
import { convert } from '../conversion.ts';
import { type Lowering, type RowScope, resolve } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { edgesAgain, nodesAgain } from './copies.ts';
import { type MatchedEdge, PathEdge, SingleEdge } from './edge.ts';
import type { Graph, Nodes } from './graph.ts';
import type { Pattern } from './pattern.ts';

const OVER_PATHS: ReadonlySet<string> = new Set(['all', 'any', 'map']);

/** The graphs that `make-graph` makes have no labels (manual: labels()). */
const NO_LABELS = constant('dynamic', '[]');

/** `labels()` within a function over the elements of a path. */
const labelsInside = (node: BoundNode): Expression | undefined =>
  node.kind === 'FunctionCallExpression' && node.child('Name')?.simpleName === 'labels'
    ? NO_LABELS
    : undefined;

/** How many edges lead to each node, or away from it. */
interface Degrees {
  readonly name: string;
  readonly relation: Relation;
  readonly id: Column;
}

/** What a query names of a match: properties of nodes and edges, and functions over paths. */
export class MatchElements {
  readonly #pattern: Pattern;
  readonly #graph: Graph;
  readonly #lowering: Lowering;
  readonly #edges: readonly (SingleEdge | PathEdge)[];
  readonly #nodes = new Map<string, Nodes>();
  readonly #degrees: Degrees[] = [];

  constructor(pattern: Pattern, graph: Graph, lowering: Lowering) {
    this.#pattern = pattern;
    this.#graph = graph;
    this.#lowering = lowering;
    this.#edges = pattern.edges.map(edge =>
      edge.range ? new PathEdge(edge, edge.range, graph, lowering) : new SingleEdge(edge, graph, lowering),
    );
    const [only] = pattern.nodes;
    if (pattern.edges.length === 0 && only !== undefined) this.#node(only);
  }

  /** The scope of `where`. */
  get constraints(): RowScope {
    return { columns: [], element: node => this.#lower(node, true) };
  }

  /** The scope of `project`. */
  get values(): RowScope {
    return { columns: [], element: node => this.#lower(node, false) };
  }

  /** The rows of the pattern's edges, once everything was asked of them, and what must hold of all matches. */
  edges(once: Paths['once'], constraints: readonly Expression[]): MatchedEdge[] {
    return this.#edges.map(edge => {
      if (edge instanceof SingleEdge) return edge.matched();
      const { left, right } = edge.pattern;
      return edge.matched(
        once,
        this.#bound(left, 'start', constraints) ?? this.#bound(right, 'end', constraints),
      );
    });
  }

  /** The nodes that one node of the pattern can be by the constraints on it alone. */
  #bound(name: string, at: PathsBound['at'], constraints: readonly Expression[]): PathsBound | undefined {
    const nodes = this.#nodes.get(name);
    const own = new Set(nodes?.columns.map(({ id }) => id));
    const tests = constraints.filter(test => {
      const used = columnsUsed([test]);
      return used.length > 0 && used.every(({ id }) => own.has(id));
    });
    if (!nodes || tests.length === 0) return undefined;
    const relation = filter(nodes.relation, logical('and', tests));
    const again = nodesAgain({ ...nodes, relation }, this.#lowering.ids);
    return { at, nodes: again.relation, node: again.id };
  }

  /** The nodes whose properties were asked for. */
  get nodes(): { readonly name: string; readonly nodes: Nodes }[] {
    return [...this.#nodes].map(([name, nodes]) => ({ name, nodes }));
  }

  /** The degrees that were asked for; a node may have none. */
  get degrees(): readonly Degrees[] {
    return this.#degrees;
  }

  #lower(node: BoundNode, isConstraint: boolean): Expression | undefined {
    if (node.kind === 'PathExpression') return this.#property(node, isConstraint);
    if (node.kind !== 'FunctionCallExpression') return undefined;
    const name = node.child('Name')?.simpleName ?? '';
    if (name === 'labels') return this.#labels(node);
    if (name === 'node_degree_in') return this.#degree('target', node);
    if (name === 'node_degree_out') return this.#degree('source', node);
    return OVER_PATHS.has(name) ? this.#overPath(name, node) : undefined;
  }

  #property(node: BoundNode, isConstraint: boolean): Expression | undefined {
    const [owner, selector] = [node.child('Expression'), node.child('Selector')];
    if (owner?.kind !== 'NameReference' || !selector) return undefined;
    const edge = this.#edge(owner.simpleName);
    const columns = edge?.walked.columns ?? this.#node(owner.simpleName)?.columns;
    if (!columns) return undefined;
    const value = resolve({ columns }, selector.simpleName);
    if (!value) throw unsupported(`'${selector.simpleName}' here`, selector);
    if (!(edge instanceof PathEdge)) return value;
    if (isConstraint)
      throw unsupported(
        `'${node.text}' for a variable length edge, other than in all(), any() or map(),`,
        node,
      );
    return columnReference(edge.collect(value, false));
  }

  #overPath(name: string, node: BoundNode): Expression {
    const [over, body] = node.child('ArgumentList')?.list('Expressions') ?? [];
    if (!over || !body) throw meaningless(`${name}() needs an edge and an expression.`, node);
    const inner =
      over.kind === 'FunctionCallExpression' ? over.child('ArgumentList')?.list('Expressions')[0] : undefined;
    const edge = this.#edge((inner ?? over).simpleName);
    if (!(edge instanceof PathEdge)) throw unsupported(`${name}() of what is no variable length edge`, over);
    const columns: readonly Column[] = inner ? edge.inner.columns : edge.walked.columns;
    const value = this.#lowering.expression(body, { columns, element: labelsInside });
    if (name === 'map') return columnReference(edge.collect(value, inner !== undefined));
    const test = call('coalesce', 'bool', convert(value, 'bool', body), constant('bool', false));
    const tests = columnReference(edge.collect(test, inner !== undefined));
    const has = call('set_has_element', 'bool', tests, constant('bool', name === 'any'));
    return name === 'any' ? has : not(has);
  }

  #labels(node: BoundNode): Expression {
    const [given] = node.child('ArgumentList')?.list('Expressions') ?? [];
    const name = given?.simpleName ?? '';
    const edge = this.#edge(name);
    if (edge instanceof PathEdge || (!edge && !this.#pattern.nodes.has(name)))
      throw unsupported(`'${node.text}' here`, node);
    return NO_LABELS;
  }

  #degree(end: 'source' | 'target', node: BoundNode): Expression {
    const [given] = node.child('ArgumentList')?.list('Expressions') ?? [];
    const name = given?.simpleName ?? '';
    if (!this.#pattern.nodes.has(name)) throw unsupported(`'${node.text}' here`, node);
    const { ids } = this.#lowering;
    const { relation, from, to } = edgesAgain(this.#graph.edges, 'right', ids);
    const [id, count] = [ids.column('$id', 'string'), ids.column('', 'long')];
    const degrees: Relation = {
      kind: 'aggregate',
      columns: [id, count],
      input: relation,
      keys: [{ column: id, value: columnReference(end === 'source' ? from : to) }],
      calls: [{ column: count, call: countRows }],
      picks: [],
    };
    this.#degrees.push({ name, relation: degrees, id });
    return call('coalesce', 'long', columnReference(count), constant('long', 0n));
  }

  #edge(name: string): SingleEdge | PathEdge | undefined {
    return this.#edges.find(({ pattern }) => pattern.name === name);
  }

  #node(name: string): Nodes | undefined {
    if (!this.#pattern.nodes.has(name)) return undefined;
    const known = this.#nodes.get(name) ?? nodesAgain(this.#graph.nodes, this.#lowering.ids);
    this.#nodes.set(name, known);
    return known;
  }
}
