import { call, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import type { Relation } from '../plan/relation.ts';
import { transformExpressions, transformRelation } from '../plan/transform.ts';

/** Conversions to what JSON has no form of: of a dynamic value they read its text. */
const READERS_OF_TEXT: ReadonlySet<FunctionName> = new Set(['todatetime', 'totimespan', 'todecimal']);

const textFirst = (expression: Expression): Expression => {
  if (expression.kind !== 'call' || !READERS_OF_TEXT.has(expression.name)) return expression;
  const [value] = expression.arguments;
  if (value?.type !== 'dynamic' || value.kind === 'constant') return expression;
  return { ...expression, arguments: [call('tostring', 'string', value)] };
};

/** The text of a dynamic value becomes an expression of its own, which is read in one step and once. */
export const readAsText = (plan: Relation): Relation =>
  transformRelation(plan, relation => transformExpressions(relation, textFirst));
