import type { BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { markComponents } from './components.ts';
import { type Graph, lowerMakeGraph } from './graph.ts';
import { lowerGraphMatch } from './match.ts';
import { lowerShortestPaths } from './shortest-paths.ts';
import { lowerGraphToTable } from './to-table.ts';

/** The operators that make a table of a graph. */
const ENDS: Readonly<Record<string, (node: BoundNode, graph: Graph, lowering: Lowering) => Relation>> = {
  GraphMatchOperator: lowerGraphMatch,
  GraphShortestPathsOperator: lowerShortestPaths,
  GraphToTableOperator: lowerGraphToTable,
};

/** The operators whose result is a graph. */
const MAKERS: ReadonlySet<string> = new Set(['MakeGraphOperator', 'GraphMarkComponentsOperator']);

/** Whether the last operator of a pipeline makes a table of a graph. */
export const endsGraph = (node: BoundNode): boolean =>
  node.kind === 'PipeExpression' && Object.hasOwn(ENDS, node.child('Operator')?.kind ?? '');

/** Whether an expression's value is a graph. */
export const isGraph = (node: BoundNode): boolean =>
  node.kind === 'PipeExpression' && MAKERS.has(node.child('Operator')?.kind ?? '');

/** Lowers `graph | graph-match …`. */
export const lowerGraphEnd = (node: BoundNode, lowering: Lowering): Relation => {
  const [source, operator] = [node.child('Expression'), node.child('Operator')];
  const lower = ENDS[operator?.kind ?? ''];
  if (!source || !operator || !lower) throw meaningless('The graph is missing.', node);
  return lower(operator, lowering.graph(source), lowering);
};

/** Whether an operator makes a graph, and not a table of the graphs of partitions. */
export const makesGraph = (operator: BoundNode): boolean =>
  operator.kind === 'MakeGraphOperator' && !operator.child('PartitionedByClause');

/** Lowers `make-graph … partitioned-by column (operator)`: the operator's rows of each partition's graph. */
export const lowerPartitionedGraph = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const operator = node.child('PartitionedByClause')?.child('Subquery');
  const lower = ENDS[operator?.kind ?? ''];
  if (!operator || !lower) throw unsupported('This operator on the graphs of partitions', operator ?? node);
  return lower(operator, lowerMakeGraph(node, input, lowering), lowering);
};

/** Lowers an expression whose value is a graph. */
export const lowerGraph = (node: BoundNode, lowering: Lowering): Graph => {
  const inner = node.kind === 'ParenthesizedExpression' ? node.child('Expression') : undefined;
  if (inner) return lowering.graph(inner);
  const variable = lowering.environment.get(node.reference?.name ?? node.simpleName);
  if (node.kind === 'NameReference' && variable?.kind === 'graph') return variable.lower();
  const [source, operator] = [node.child('Expression'), node.child('Operator')];
  if (operator?.kind === 'GraphMarkComponentsOperator' && source)
    return markComponents(operator, lowering.graph(source), lowering);
  if (operator?.kind !== 'MakeGraphOperator' || !source)
    throw unsupported(
      operator ? `'${operator.children[0]?.text ?? operator.text}' on a graph` : 'This graph',
      node,
    );
  return lowerMakeGraph(operator, lowering.relation(source), lowering);
};
