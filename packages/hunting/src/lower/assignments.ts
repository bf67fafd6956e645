import type { BoundColumn, BoundNode } from '../bind/bound-node.ts';
import type { Output } from '../plan/relation.ts';
import { convert } from './conversion.ts';
import type { Lowering, RowScope } from './lowering.ts';
import { unsupported } from './refusal.ts';
import { outputType } from './scalar-type.ts';

/** The expression of `name = expression`, or the expression itself. */
export const assigned = (node: BoundNode): BoundNode =>
  node.kind === 'SimpleNamedExpression' ? (node.child('Expression') ?? node) : node;

/** The name that a column made from `node` is given or, without one, takes from the expression. */
export const givenName = (node: BoundNode): string | undefined =>
  node.kind === 'SimpleNamedExpression' ? node.child('Name')?.simpleName : node.resultName;

/** Lowers a list of expressions to the columns that the binder derived from it, one each. */
export const assignments = (
  expressions: readonly BoundNode[],
  columns: readonly BoundColumn[],
  row: RowScope,
  lowering: Lowering,
): Output[] =>
  expressions.map((expression, index) => {
    const bound = columns[index];
    if (!bound || columns.length !== expressions.length)
      throw unsupported('An expression with several values here', expression);
    const value = lowering.expression(assigned(expression), row);
    const type = outputType(value, bound.type, expression);
    return { column: lowering.ids.column(bound.name, type), value: convert(value, type, expression) };
  });
