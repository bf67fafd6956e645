import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { assignments } from '../assignments.ts';
import { convert } from '../conversion.ts';
import { hidden, type Lowering, resolve, visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { outputType } from '../scalar-type.ts';
import { withWindows } from '../windows.ts';

/** Hidden columns go along with every projection of rows. */
export const alongHidden = (input: Relation): Output[] =>
  hidden(input.columns).map(column => ({ column, value: columnReference(column) }));

/** `project a, b = f(c)`. */
export const lowerProject = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  withWindows(
    input,
    lowering,
    row => assignments(node.list('Expressions'), node.columns ?? [], row, lowering),
    (rows, outputs) => project(rows, [...outputs, ...alongHidden(rows)]),
  );

/** `relation` with only these of its columns. */
export const onlyColumns = (relation: Relation, columns: readonly Column[]): Relation =>
  relation.columns.length === columns.length
    ? relation
    : project(
        relation,
        columns.map(column => ({ column, value: columnReference(column) })),
      );

/**
 * The columns that the binder gives `node`: new values by name, all others as they are in `input`. A new column of an old
 * name takes the old one's place, which the binder does not know of `parse`.
 */
export const projectNamed = (
  node: BoundNode,
  input: Relation,
  values: ReadonlyMap<string, Expression | undefined>,
  lowering: Lowering,
  bound: readonly BoundColumn[] = node.columns ?? [],
): Relation => {
  const types = new Map(bound.map(({ name, type }) => [name, type] as const));
  const outputs = [...types].map(([name, type]): Output => {
    const value = values.get(name);
    if (value) {
      const wanted = outputType(value, type, node);
      return { column: lowering.ids.column(name, wanted), value: convert(value, wanted, node) };
    }
    const passed = resolve({ columns: visible(input.columns) }, name);
    if (passed?.kind !== 'column') throw unsupported(`The column '${name}' here`, node);
    return { column: passed.column, value: passed };
  });
  return project(input, [...outputs, ...alongHidden(input)]);
};
