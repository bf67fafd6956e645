import type { BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import { meaningless } from '../refusal.ts';

/** How a function of the language becomes another expression; `node` is its call. */
export type Rewrite = (given: readonly Expression[], node: BoundNode) => Expression;

export type Rewrites = Readonly<Record<string, Rewrite>>;

/** The argument in a place, which must be there. */
export const argumentAt = (given: readonly Expression[], place: number, node: BoundNode): Expression => {
  const value = given[place];
  if (!value) throw meaningless('An argument is missing.', node);
  return value;
};

/** The text that an argument is, `undefined` when it is known only at run time. */
export const constantText = (value: Expression | undefined): string | undefined =>
  value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
