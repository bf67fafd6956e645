import type { Relation } from './relation.ts';
import { expressionsOf, inputsOf, walkExpression } from './walk.ts';

const listsOf = (relation: Relation): ReadonlySet<Relation> => {
  const lists = new Set<Relation>();
  for (const expression of expressionsOf(relation))
    walkExpression(expression, node => {
      if (node.kind === 'relation-membership') lists.add(node.relation);
    });
  return lists;
};

/** How deep lists of `in (T)` and its like stand inside each other. */
export const listNesting = (relation: Relation): number => {
  const lists = listsOf(relation);
  return inputsOf(relation).reduce(
    (deepest, input) => Math.max(deepest, listNesting(input) + (lists.has(input) ? 1 : 0)),
    0,
  );
};
