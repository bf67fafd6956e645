import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference } from '../../plan/expression.ts';
import { type Output, project, type Relation, sort } from '../../plan/relation.ts';
import { looksOutside } from '../../plan/walk.ts';
import { GroupEvaluation, type Grouped, type Groups, NotByGroup } from '../each-group.ts';
import { crossed, distinctKeys } from '../empty-groups.ts';
import { lowerExpansion } from '../expansion.ts';
import { GROUP, keyName, type Lowering, ROW, visible } from '../lowering.ts';
import { stagesOf } from '../pipe.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { numbered } from '../windows.ts';

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

/** The expanded rows as the subquery sees them: elements take the place of columns of their names. */
const subqueryRows = ({ expand, values }: ReturnType<typeof lowerExpansion>, { ids }: Lowering): Relation => {
  const passed = expand.input.columns
    .filter(({ name }) => !values.has(name))
    .map((column): Output => ({ column, value: columnReference(column) }));
  const elements = [...values].map(
    ([name, value]): Output => ({ column: ids.column(name, value.type), value }),
  );
  // The elements of one row are in their order, whatever order rows are in.
  return sort(project(expand, [...passed, ...elements]), []);
};

/** `mv-apply a on (subquery)`: the subquery over the elements of each row. */
export const lowerMvApply = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const subquery = node.child('Subquery');
  const stages = subquery?.child('Expression');
  if (!subquery || !stages) throw meaningless('mv-apply needs a subquery.', node);
  checkNames(stages);
  const { rows, number: row } = numbered(input, lowering.ids, ROW);
  const source = subqueryRows(lowerExpansion(node, rows, lowering), lowering);
  const applied = lowering.pipeline(stages, source);
  const carried = visible(input.columns).filter(column => source.columns.includes(column));
  const each = grouped(applied, { source, key: row, every: undefined, carried }, node, lowering);
  return asBound(each.relation, [...visible(applied.columns), ...each.carried], node.columns ?? [], node);
};

/** The subquery over the rows of each value. */
const ofRows = (
  stages: BoundNode,
  input: Relation,
  key: Column,
  node: BoundNode,
  lowering: Lowering,
): Relation => {
  const here = { kind: 'tabular', lower: () => input } as const;
  const inner = lowering.within(new Map(lowering.environment).set(GROUP, here));
  const applied = inner.pipeline(stages, input);
  const every = { rows: input, key };
  const each = grouped(applied, { source: input, key, every, carried: [] }, node, lowering);
  return asBound(each.relation, visible(applied.columns), node.columns ?? [], node);
};

/** A subquery with a source of its own, once for each value, of which it sees `toscalar(key)`. */
const ofOwnSource = (
  query: BoundNode,
  input: Relation,
  by: BoundNode,
  column: Column,
  lowering: Lowering,
) => {
  const { ids, environment } = lowering;
  const every = { rows: input, key: column };
  const keys = distinctKeys(every, ids);
  const key = ids.column(ROW, column.type);
  const hiddenKey = project(keys.rows, [{ column: key, value: columnReference(keys.key) }]);
  const value = { kind: 'scalar', expression: columnReference(key) } as const;
  const inner = lowering.within(new Map(environment).set(keyName(by.simpleName), value));
  const { source, stages } = stagesOf(query);
  const own = inner.relation(source);
  if (looksOutside(own)) throw unsupported('The key in the source of a partition', source);
  const rows = crossed(own, hiddenKey, ids);
  const applied = stages.reduce((below, stage) => inner.pipeline(stage, below), rows);
  return { applied, groups: { source: rows, key, every, carried: [] } };
};

/** `partition by key (subquery)` and `partition by key {query}` (manual: partition operator). */
export const lowerPartition = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const by = node.child('ByExpression');
  const operand = node.child('Operand');
  const stages = operand?.child('Subquery');
  const query = operand?.child('Query');
  const value = by && lowering.expression(by, input);
  if (!by || value?.kind !== 'column') throw meaningless('partition needs a column.', by ?? node);
  if (stages) return ofRows(stages, input, value.column, node, lowering);
  if (!query) throw unsupported('A partition of this form', node);
  checkNames(query);
  const { applied, groups } = ofOwnSource(query, input, by, value.column, lowering);
  const each = grouped(applied, groups, node, lowering);
  return asBound(each.relation, visible(applied.columns), node.columns ?? [], node);
};
