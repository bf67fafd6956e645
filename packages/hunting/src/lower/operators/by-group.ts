import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, constant } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { GroupEvaluation, type Grouped, type Groups, NotByGroup } from '../each-group.ts';
import { lowerExpansion } from '../expansion.ts';
import { type Lowering, ROW, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';

const grouped = (relation: Relation, groups: Groups, node: BoundNode, { ids }: Lowering): Grouped => {
  try {
    return new GroupEvaluation(groups, ids).evaluate(relation);
  } catch (error) {
    if (error instanceof NotByGroup) throw unsupported(`${error.message} for each group`, node);
    throw error;
  }
};

/** A name for the rows would stand for those of all groups together. */
const checkNames = (node: BoundNode): void => {
  if (node.kind === 'AsOperator') throw unsupported("'as' for each group", node);
  for (const child of node.children) checkNames(child);
};

/** `rows` as the binder names them; columns of one name: those that come first in `rows`. */
const asBound = (
  rows: Relation,
  columns: readonly Column[],
  bound: readonly BoundColumn[],
  node: BoundNode,
) =>
  project(
    rows,
    bound.map(({ name }): Output => {
      const column = columns.find(candidate => candidate.name === name);
      if (!column) throw unsupported(`The column '${name}' here`, node);
      return { column, value: columnReference(column) };
    }),
  );

/** `input` with a number for each row that no query sees. */
const withRowNumbers = (input: Relation, { ids }: Lowering): { rows: Relation; row: Column } => {
  const row = ids.column(ROW, 'long');
  const call = {
    name: 'row_number',
    type: 'long',
    arguments: [constant('long', 1n)],
    restart: undefined,
  } as const;
  const columns = [...input.columns, row];
  return { rows: { kind: 'window', columns, input, calls: [{ column: row, call }], keys: [] }, row };
};

/** The expanded rows as the subquery sees them: elements take the place of columns of their names. */
const subqueryRows = ({ expand, values }: ReturnType<typeof lowerExpansion>, { ids }: Lowering): Relation => {
  const passed = expand.input.columns
    .filter(({ name }) => !values.has(name))
    .map((column): Output => ({ column, value: columnReference(column) }));
  const elements = [...values].map(
    ([name, value]): Output => ({ column: ids.column(name, value.type), value }),
  );
  return project(expand, [...passed, ...elements]);
};

/** `mv-apply a on (subquery)`: the subquery over the elements of each row. */
export const lowerMvApply = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const subquery = node.child('Subquery');
  const stages = subquery?.child('Expression');
  if (!subquery || !stages) throw meaningless('mv-apply needs a subquery.', node);
  checkNames(stages);
  const { rows, row } = withRowNumbers(input, lowering);
  const source = subqueryRows(lowerExpansion(node, rows, lowering), lowering);
  const applied = lowering.pipeline(stages, source);
  const carried = visible(input.columns).filter(column => source.columns.includes(column));
  const each = grouped(applied, { source, key: row, carried }, node, lowering);
  return asBound(each.relation, [...visible(applied.columns), ...each.carried], node.columns ?? [], node);
};

/** `partition by key (subquery)`: the subquery over the rows of each value. */
export const lowerPartition = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const by = node.child('ByExpression');
  const operand = node.child('Operand');
  const stages = operand?.child('Subquery');
  if (!by || !stages) throw unsupported('A partition of this form', node);
  const value = lowering.expression(by, input);
  if (value.kind !== 'column') throw meaningless('partition needs a column.', by);
  checkNames(stages);
  const applied = lowering.pipeline(stages, input);
  const each = grouped(applied, { source: input, key: value.column, carried: [] }, node, lowering);
  return asBound(each.relation, visible(applied.columns), node.columns ?? [], node);
};
