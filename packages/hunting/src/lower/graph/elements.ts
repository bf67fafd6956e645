import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, constant, type Expression, not } from '../../plan/expression.ts';
import type { Paths } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import { type Lowering, type RowScope, resolve } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { nodesAgain } from './copies.ts';
import { type MatchedEdge, PathEdge, SingleEdge } from './edge.ts';
import type { Graph, Nodes } from './graph.ts';
import type { Pattern } from './pattern.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(['all', 'any', 'map']);

/** What a query names of a match: properties of nodes and edges, and functions over paths. */
export class MatchElements {
  readonly #pattern: Pattern;
  readonly #graph: Graph;
  readonly #lowering: Lowering;
  readonly #edges: readonly (SingleEdge | PathEdge)[];
  readonly #nodes = new Map<string, Nodes>();

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

  /** The rows of the pattern's edges, once everything was asked of them. */
  edges(once: Paths['once']): MatchedEdge[] {
    return this.#edges.map(edge => edge.matched(once));
  }

  /** The nodes whose properties were asked for. */
  get nodes(): { readonly name: string; readonly nodes: Nodes }[] {
    return [...this.#nodes].map(([name, nodes]) => ({ name, nodes }));
  }

  #lower(node: BoundNode, isConstraint: boolean): Expression | undefined {
    if (node.kind === 'PathExpression') return this.#property(node, isConstraint);
    const name = node.child('Name')?.simpleName ?? '';
    return node.kind === 'FunctionCallExpression' && FUNCTIONS.has(name)
      ? this.#overPath(name, node)
      : undefined;
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
    const value = this.#lowering.expression(body, { columns });
    if (name === 'map') return columnReference(edge.collect(value, inner !== undefined));
    const test = call('coalesce', 'bool', convert(value, 'bool', body), constant('bool', false));
    const tests = columnReference(edge.collect(test, inner !== undefined));
    const has = call('set_has_element', 'bool', tests, constant('bool', name === 'any'));
    return name === 'any' ? has : not(has);
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
