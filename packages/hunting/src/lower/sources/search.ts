import { huntingTables } from '@vakt/contract/hunting/tables';
import type { BoundNode } from '../../bind/bound-node.ts';
import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { filter, type Output, project, type Relation } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import { type Lowering, visible } from '../lowering.ts';
import { operatorName, operatorParameter } from '../operators/parameters.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { type Branch, branchesOf, branchRow, unionOf } from './branches.ts';
import { lowerScan } from './scan.ts';
import { columnsSearched, lowerSearchPredicate } from './search-predicate.ts';

/** Every table, and every view that the query declares. */
const everyTable = (node: BoundNode, lowering: Lowering): Branch[] => {
  const tables = [...huntingTables.values()].map(({ name, columns }) => ({
    relation: lowerScan(name, node, lowering, columns),
    source: name,
  }));
  const views = [...lowering.environment].flatMap(([name, declared]): Branch[] => {
    const view = declared.kind === 'function' ? declared.view : declared;
    return view?.kind === 'tabular' && view.viewName ? [{ relation: view.lower(), source: name }] : [];
  });
  return [...tables, ...views];
};

/** The tables that `in (…)` lists, each once; without it the input's rows or every table. */
const searchedBranches = (node: BoundNode, input: Branch | undefined, lowering: Lowering): Branch[] => {
  if (input) return [input];
  const listed = node.child('InClause')?.list('Expressions');
  if (!listed) return everyTable(node, lowering);
  const branches = listed.flatMap((item, place) => branchesOf(item, `union_arg${place}`, lowering));
  return [...new Map(branches.map(branch => [branch.source, branch] as const)).values()];
};

const conditionOf = (node: BoundNode): BoundNode => {
  const condition = node.child('Condition');
  if (!condition) throw meaningless('A search needs a term.', node);
  return condition;
};

/** Tables that have none of the columns that the predicate names are not searched (manual: find operator). */
const withColumns = (branches: readonly Branch[], condition: BoundNode): Branch[] => {
  const names = columnsSearched(condition);
  return branches.filter(
    ({ relation }) =>
      !names || names.size === 0 || visible(relation.columns).some(({ name }) => names.has(name)),
  );
};

/** The column in which `search` says from which table a row is. */
const TABLE_COLUMN = '$table';

/** `search "term"` over the rows before it, over the tables that it lists or over all (manual: search operator). */
export const lowerSearch = (node: BoundNode, input: Branch | undefined, lowering: Lowering): Relation => {
  const condition = conditionOf(node);
  const caseSensitive = operatorParameter(node, 'kind') === 'case_sensitive';
  const branches = withColumns(searchedBranches(node, input, lowering), condition);
  const found = branches.map(branch => {
    const row = branchRow(branch);
    const predicate = lowerSearchPredicate(condition, { row, caseSensitive, lowering });
    return { ...branch, relation: filter(branch.relation, predicate) };
  });
  return unionOf(found, node.columns ?? [], TABLE_COLUMN, node, lowering);
};

/** The column that holds what no other column of `find` shows. */
const PACKED = 'pack_';

const packed = (branch: Branch, shown: ReadonlySet<string>, node: BoundNode): Expression => {
  const rest = visible(branch.relation.columns).filter(({ name }) => !shown.has(name));
  const members = rest.flatMap(column => [
    constant('string', column.name),
    convert(columnReference(column), 'dynamic', node),
  ]);
  return call('bag_pack', 'dynamic', ...members);
};

const withPack = (
  branch: Branch,
  shown: ReadonlySet<string>,
  node: BoundNode,
  lowering: Lowering,
): Branch => {
  const passing = branch.relation.columns.map(
    (column): Output => ({ column, value: columnReference(column) }),
  );
  const column = lowering.ids.column(PACKED, 'dynamic');
  const outputs = [...passing, { column, value: packed(branch, shown, node) }];
  return { ...branch, relation: project(branch.relation, outputs) };
};

/** A column that tables have with several types has no one column in the answer that the binder knows of. */
const checkTypes = (branches: readonly Branch[], shown: ReadonlySet<string>, node: BoundNode): void => {
  const types = new Map<string, string>();
  for (const { name, type } of branches.flatMap(({ relation }) => visible(relation.columns))) {
    if (shown.has(name) && (types.get(name) ?? type) !== type)
      throw unsupported(`find over tables in which '${name}' has several types`, node);
    types.set(name, type);
  }
};

/** `find in (tables) where predicate [project …]`: the rows of several tables (manual: find operator). */
export const lowerFind = (node: BoundNode, lowering: Lowering): Relation => {
  const condition = conditionOf(node);
  const bound = node.columns ?? [];
  const shown = new Set(bound.map(({ name }) => name));
  const branches = withColumns(searchedBranches(node, undefined, lowering), condition);
  checkTypes(branches, shown, node);
  const found = branches.map(branch => {
    const search = { row: branchRow(branch), caseSensitive: false, lowering };
    const predicate = lowerSearchPredicate(condition, search);
    const rows = { ...branch, relation: filter(branch.relation, predicate) };
    return shown.has(PACKED) ? withPack(rows, shown, node, lowering) : rows;
  });
  const sourceName = operatorName(node, 'withsource') ?? operatorName(node, 'with_source') ?? 'source_';
  return unionOf(found, bound, sourceName, node, lowering);
};
