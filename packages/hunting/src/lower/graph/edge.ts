import type { Column } from '../../plan/column.ts';
import { columnReference, constant, type Expression } from '../../plan/expression.ts';
import {
  type Collected,
  type Output,
  type Paths,
  type PathsBound,
  project,
  type Relation,
} from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { edgesAgain, nodesAgain, type Walked } from './copies.ts';
import type { Graph, Nodes } from './graph.ts';
import type { EdgeRange, PatternEdge } from './pattern.ts';

/** The rows of one edge of a pattern. */
export interface MatchedEdge {
  readonly relation: Relation;
  readonly pattern: PatternEdge;
  readonly left: Column;
  readonly right: Column;
  /** What tells the edge from others, or an array of that for all edges of a path. */
  readonly passed: Column;
  /** The nodes of a path between its ends. */
  readonly inside: Column | undefined;
}

const passing = (columns: readonly Column[]): Output[] =>
  columns.map(column => ({ column, value: columnReference(column) }));

/** An edge of a pattern that stands for one edge of the graph. */
export class SingleEdge {
  readonly pattern: PatternEdge;
  readonly walked: Walked;

  constructor(pattern: PatternEdge, graph: Graph, { ids }: Lowering) {
    this.pattern = pattern;
    this.walked = edgesAgain(graph.edges, pattern.direction, ids);
  }

  matched(): MatchedEdge {
    const { relation, from, to, edge } = this.walked;
    return { relation, pattern: this.pattern, left: from, right: to, passed: edge, inside: undefined };
  }
}

/** An edge of a pattern that stands for a path: what a query asks of it is computed of each of the path's edges. */
export class PathEdge {
  readonly pattern: PatternEdge;
  readonly walked: Walked;
  readonly #range: EdgeRange;
  readonly #graph: Graph;
  readonly #lowering: Lowering;
  readonly #computed: Output[] = [];
  readonly #collected: Collected[] = [];
  #inner: Nodes | undefined;

  constructor(pattern: PatternEdge, range: EdgeRange, graph: Graph, lowering: Lowering) {
    this.pattern = pattern;
    this.walked = edgesAgain(graph.edges, pattern.direction, lowering.ids);
    this.#range = range;
    this.#graph = graph;
    this.#lowering = lowering;
  }

  /** The node behind each edge, with its properties. */
  get inner(): Nodes {
    this.#inner ??= nodesAgain(this.#graph.nodes, this.#lowering.ids);
    return this.#inner;
  }

  /** The array of what `value` is for each edge, or for each node inside the path. */
  collect(value: Expression, isInner: boolean): Column {
    const { ids } = this.#lowering;
    const element = ids.column('', value.type);
    this.#computed.push({ column: element, value });
    const column = ids.column('', 'dynamic');
    this.#collected.push({ column, element, isInner });
    return column;
  }

  matched(once: Paths['once'], bound: PathsBound | undefined): MatchedEdge {
    const passed = this.collect(columnReference(this.walked.edge), false);
    const inside = this.collect(columnReference(this.walked.to), true);
    const paths = this.#paths(once, bound);
    const { start: left, end: right } = paths;
    const relation = this.#range.shortest === 0 ? this.#withNone(paths) : paths;
    return {
      relation,
      pattern: this.pattern,
      left,
      right,
      passed,
      inside,
    };
  }

  #paths(once: Paths['once'], bound: PathsBound | undefined): Paths {
    const { ids } = this.#lowering;
    const { from, to, edge } = this.walked;
    const [start, end] = [ids.column('$start', 'string'), ids.column('$end', 'string')];
    return {
      kind: 'paths',
      columns: [start, end, ...this.#collected.map(({ column }) => column)],
      input: project(this.#edges(), [...passing([from, to, edge]), ...this.#computed]),
      from,
      to,
      edge,
      start,
      end,
      shortest: Math.max(1, this.#range.shortest),
      longest: this.#range.longest,
      once,
      collected: this.#collected,
      bound,
    };
  }

  #edges(): Relation {
    const { relation, to } = this.walked;
    if (!this.#inner) return relation;
    return {
      kind: 'join',
      join: 'inner',
      columns: [...relation.columns, ...this.#inner.relation.columns],
      left: relation,
      right: this.#inner.relation,
      keys: [{ left: columnReference(to), right: columnReference(this.#inner.id) }],
    };
  }

  /** Beside the paths those of no edge: each node by itself. The columns keep their ids. */
  #withNone(paths: Paths): Relation {
    const { ids } = this.#lowering;
    const nodes = nodesAgain(this.#graph.nodes, ids);
    const empty = this.#collected.map(
      ({ column }): Output => ({
        column: ids.column(column.name, 'dynamic'),
        value: constant('dynamic', '[]'),
      }),
    );
    const [start, end] = [ids.column('$start', 'string'), ids.column('$end', 'string')];
    const none = project(nodes.relation, [
      { column: start, value: columnReference(nodes.id) },
      { column: end, value: columnReference(nodes.id) },
      ...empty,
    ]);
    const renewed = paths.columns.map(({ name, type }) => ids.column(name, type));
    const outputs = paths.columns.flatMap((column, place): Output[] => {
      const target = renewed[place];
      return target ? [{ column: target, value: columnReference(column) }] : [];
    });
    return { kind: 'union', columns: paths.columns, inputs: [project(paths, outputs), none] };
  }
}
