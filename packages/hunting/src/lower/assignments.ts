import type { BoundColumn, BoundNode } from '../bind/bound-node.ts';
import type { Expression } from '../plan/expression.ts';
import type { Output } from '../plan/relation.ts';
import { convert } from './conversion.ts';
import type { Lowering, RowScope } from './lowering.ts';
import { unsupported } from './refusal.ts';
import { outputType } from './scalar-type.ts';
import { severalValues } from './several-values.ts';

/** The expression of `name = expression` and `(a, b) = expression`, or the expression itself. */
export const assigned = (node: BoundNode): BoundNode =>
  node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression'
    ? (node.child('Expression') ?? node)
    : node;

/** The name that a column made from `node` is given or, without one, takes from the expression. */
export const givenName = (node: BoundNode): string | undefined =>
  node.kind === 'SimpleNamedExpression' ? node.child('Name')?.simpleName : node.resultName;

/** The names of `(a, b) = expression`; none when several values have no names of their own. */
export const givenNames = (node: BoundNode): string[] =>
  node.kind === 'CompoundNamedExpression'
    ? (node.child('Names')?.list('Names') ?? []).map(name => name.simpleName)
    : [];

/** The values of one item of a list: one, or those of a call that makes several columns. */
export const valuesOf = (item: BoundNode, row: RowScope, lowering: Lowering): Expression[] => {
  const expression = assigned(item);
  return severalValues(expression, row, lowering) ?? [lowering.expression(expression, row)];
};

interface ItemValue {
  readonly item: BoundNode;
  readonly value: Expression;
}

/** The first value of what has one name, where the binder keeps only that (`print`), all values otherwise. */
const keptValues = (items: readonly (readonly ItemValue[])[], count: number): ItemValue[] => {
  const all = items.flat();
  if (all.length === count) return all;
  return items.flatMap(values =>
    values[0]?.item.kind === 'SimpleNamedExpression' ? values.slice(0, 1) : values,
  );
};

/** Lowers a list of expressions to the columns that the binder derived from it. */
export const assignments = (
  expressions: readonly BoundNode[],
  columns: readonly BoundColumn[],
  row: RowScope,
  lowering: Lowering,
): Output[] => {
  const items = expressions.map(item => valuesOf(item, row, lowering).map(value => ({ item, value })));
  const values = keptValues(items, columns.length);
  return values.map(({ item, value }, index) => {
    const bound = columns[index];
    if (!bound || columns.length !== values.length)
      throw unsupported('An expression with several values here', item);
    const type = outputType(value, bound.type, item);
    return { column: lowering.ids.column(bound.name, type), value: convert(value, type, item) };
  });
};
