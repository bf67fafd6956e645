import type { BoundNode } from '../../bind/bound-node.ts';
import { countRows, limit, project, type Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless } from '../refusal.ts';

/**
 * Operators whose answer is several tables or none. Who asks for one table gets the first, as from the service's clients, or
 * one without columns.
 */
export const SEVERAL_TABLES: ReadonlySet<string> = new Set([
  'ForkOperator',
  'FacetOperator',
  'ConsumeOperator',
]);

/** `consume`: the rows are read and not returned. */
export const lowerConsume = (_node: BoundNode, input: Relation): Relation => limit(project(input, []), 0n);

/** `fork (a) (b)`: all branches have to be understood; the first answers. */
export const lowerFork = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const [first] = node.list('Expressions').map(branch => {
    const stages = branch.child('Expression');
    if (!stages) throw meaningless('A branch of fork needs an operator.', branch);
    return lowering.pipeline(stages, input);
  });
  if (!first) throw meaningless('fork needs a branch.', node);
  return first;
};

/** The values of a column, and how often each is there. */
const facetOf = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const value = lowering.expression(node, input);
  const column = lowering.ids.column(node.simpleName, value.type);
  const count = lowering.ids.column(`count_${node.simpleName}`, 'long');
  return {
    kind: 'aggregate',
    columns: [column, count],
    input,
    keys: [{ column, value }],
    calls: [{ column: count, call: countRows }],
    picks: [],
  };
};

/** `facet by a, b with (…)`: the table of the `with` clause comes first, then one for each column. */
export const lowerFacet = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const facets = node.list('Expressions').map(column => facetOf(column, input, lowering));
  const stages = node.child('WithClause')?.child('Expression');
  const first = stages ? lowering.pipeline(stages, input) : facets[0];
  if (!first) throw meaningless('facet needs a column.', node);
  return first;
};
