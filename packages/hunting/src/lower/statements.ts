import type { BoundNode } from '../bind/bound-node.ts';
import type { Relation } from '../plan/relation.ts';
import { type Environment, type Lowering, noRow, type Variable } from './lowering.ts';
import { meaningless, unsupported } from './refusal.ts';

const declare = (node: BoundNode, lowering: Lowering): Variable => {
  if (node.kind === 'FunctionDeclaration') {
    const parameters = node.child('Parameters')?.list('Parameters') ?? [];
    return { kind: 'function', environment: lowering.environment, parameters };
  }
  if (node.isTabular) return { kind: 'tabular', lower: () => lowering.relation(node) };
  return { kind: 'scalar', expression: lowering.expression(node, noRow) };
};

const extended = (statement: BoundNode, lowering: Lowering): Environment => {
  const name = statement.child('Name');
  const value = statement.child('Expression');
  if (statement.kind !== 'LetStatement' || !name || !value)
    throw unsupported(`The statement '${statement.text.split(/\s/)[0]}'`, statement);
  return new Map(lowering.environment).set(name.simpleName, declare(value, lowering));
};

/** Lowers `let` statements in order; `within` sees the names that they declare. */
const lowerLets = (statements: readonly BoundNode[], lowering: Lowering): Lowering => {
  let inner = lowering;
  for (const statement of statements) inner = inner.within(extended(statement, inner));
  return inner;
};

/** Lowers a query: declarations, then one tabular expression. */
export const lowerStatements = (
  statements: readonly BoundNode[],
  root: BoundNode,
  lowering: Lowering,
): Relation => {
  const last = statements.at(-1);
  const expression = last?.kind === 'ExpressionStatement' ? last.child('Expression') : undefined;
  if (!expression) throw meaningless('The query has no tabular expression.', last ?? root);
  if (!expression.isTabular) throw meaningless('The query must end in a tabular expression.', expression);
  return lowerLets(statements.slice(0, -1), lowering).relation(expression);
};

/** Lowers the body of a called function, whose parameters are in `lowering`'s environment. */
export const enterBody = (body: BoundNode, lowering: Lowering): { result: BoundNode; inner: Lowering } => {
  const result = body.child('Expression');
  if (!result) throw unsupported('A function without a result', body);
  return { result, inner: lowerLets(body.list('Statements'), lowering) };
};
