import type { BoundNode } from '../../bind/bound-node.ts';
import { meaningless, unsupported } from '../refusal.ts';

/** How many edges one edge of a pattern stands for. */
export interface EdgeRange {
  readonly shortest: number;
  readonly longest: number;
}

/** An edge of a pattern, between two nodes by name; nodes without a name have a name that no query writes. */
export interface PatternEdge {
  readonly name: string | undefined;
  readonly left: string;
  readonly right: string;
  readonly direction: 'right' | 'left' | 'any';
  readonly range: EdgeRange | undefined;
}

/** What a query looks for in a graph. */
export interface Pattern {
  /** The node with which its first sequence begins, and the one with which it ends. */
  readonly ends: readonly [string, string];
  readonly nodes: ReadonlySet<string>;
  readonly edges: readonly PatternEdge[];
}

/** The engine gives up a recursion of a thousand rounds. */
const LONGEST_PATH = 900;

const rangeOf = (node: BoundNode): EdgeRange => {
  const ends = node.children.filter(child => child.kind.endsWith('LiteralExpression'));
  const [shortest, longest] = ends.map(({ text }) => Number(text));
  if (shortest === undefined || longest === undefined || !Number.isInteger(shortest + longest))
    throw unsupported('A variable length without two numbers, as in *1..5,', node);
  if (longest < shortest) throw meaningless('A variable length goes from the smaller number.', node);
  if (longest > LONGEST_PATH) throw unsupported(`A path of more than ${LONGEST_PATH} edges`, node);
  return { shortest, longest };
};

const directionOf = ({ text }: BoundNode): PatternEdge['direction'] => {
  const [toLeft, toRight] = [text.startsWith('<'), text.endsWith('>')];
  return toLeft === toRight ? 'any' : toLeft ? 'left' : 'right';
};

const nodeName = (node: BoundNode): string => node.child('Name')?.simpleName ?? `$${node.start}`;

const edgesOf = (elements: readonly BoundNode[]): PatternEdge[] =>
  elements.flatMap((node, place) => {
    if (node.kind !== 'GraphMatchPatternEdge') return [];
    const [before, behind] = [elements[place - 1], elements[place + 1]];
    if (!before || !behind) throw meaningless('An edge has a node at each end.', node);
    const range = node.child('Range');
    return {
      name: node.child('Name')?.simpleName,
      left: nodeName(before),
      right: nodeName(behind),
      direction: directionOf(node),
      range: range && rangeOf(range),
    };
  });

/** Edges in an order in which each one but the first has a node that was met before. */
const connected = (edges: readonly PatternEdge[], node: BoundNode): PatternEdge[] => {
  const rest = [...edges];
  const done = rest.splice(0, 1);
  const met = new Set(done.flatMap(({ left, right }) => [left, right]));
  while (rest.length > 0) {
    const place = rest.findIndex(({ left, right }) => met.has(left) || met.has(right));
    if (place < 0) throw meaningless('The sequences of a pattern share no node.', node);
    for (const edge of rest.splice(place, 1)) {
      done.push(edge);
      met.add(edge.left).add(edge.right);
    }
  }
  return done;
};

/** The pattern of `graph-match`. */
export const patternOf = (node: BoundNode): Pattern => {
  const sequences = node.list('Patterns').map(sequence => sequence.list('PatternElements'));
  const elements = sequences.flat();
  const nodes = new Set(elements.filter(({ kind }) => kind === 'GraphMatchPatternNode').map(nodeName));
  const edges = connected(sequences.flatMap(edgesOf), node);
  const reached = new Set(edges.flatMap(({ left, right }) => [left, right]));
  if (nodes.size > Math.max(1, reached.size))
    throw meaningless('The sequences of a pattern share no node.', node);
  const names = edges.flatMap(({ name }) => name ?? []);
  if (new Set(names).size < names.length) throw unsupported('An edge that stands twice in a pattern', node);
  const [first, last] = [sequences[0]?.at(0), sequences[0]?.at(-1)];
  if (!first || !last) throw meaningless('A pattern needs an element.', node);
  return { ends: [nodeName(first), nodeName(last)], nodes, edges };
};
