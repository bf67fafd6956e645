import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import { isTextual } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, constant, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { asType } from '../conversion.ts';
import { type Lowering, type RowScope, visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { lowerScan } from './scan.ts';
import { calledTable } from './table.ts';

/** One of several tables whose rows come together, and what the query calls it. */
export interface Branch {
  readonly relation: Relation;
  readonly source: string;
}

/** The tables that an item of a list names: one, or those that its wildcard stands for. */
export const branchesOf = (item: BoundNode, otherwise: string, lowering: Lowering): Branch[] => {
  const { tables } = item;
  if (tables.length > 0)
    return tables.map(({ name, columns }) => ({
      relation: lowerScan(name, item, lowering, columns),
      source: name,
    }));
  const source =
    item.reference?.kind === 'table'
      ? item.reference.name
      : (calledTable(item, lowering) ?? viewNameOf(item, lowering) ?? nameGiven(item));
  return [{ relation: lowering.relation(item), source: source ?? otherwise }];
};

/** The name that the rows of a pipeline have at its end: `… | as name` (manual: as operator). */
const nameGiven = (node: BoundNode): string | undefined => {
  const inner = node.kind === 'ParenthesizedExpression' ? node.child('Expression') : node;
  const last = inner?.kind === 'PipeExpression' ? inner.child('Operator') : undefined;
  return last?.kind === 'AsOperator' ? last.child('Name')?.simpleName : undefined;
};

/** The name of the view that an item names or calls. */
const viewNameOf = (item: BoundNode, { environment }: Lowering): string | undefined => {
  const named = item.kind === 'FunctionCallExpression' ? item.child('Name') : item;
  const declared = named?.kind === 'NameReference' ? environment.get(named.simpleName) : undefined;
  const view = declared?.kind === 'function' ? declared.view : declared;
  return view?.kind === 'tabular' ? view.viewName : undefined;
};

/**
 * The column of a branch that goes into a column of the union: the one of that name and type; where branches disagree
 * about a name's type the binder appends the type, `port_int` (reference: kql, section 6, 44). `find` may state another
 * type than the column has.
 */
const sourceColumn = (
  columns: readonly Column[],
  target: Column,
  names: ReadonlySet<string>,
): Column | undefined =>
  columns.find(column => column.name === target.name && column.type === target.type) ??
  columns.find(column => !names.has(column.name) && `${column.name}_${column.type}` === target.name) ??
  columns.find(column => column.name === target.name);

/** The row of one branch: a column that only others have is empty in it. */
export const branchRow = ({ relation }: Branch): RowScope => ({
  columns: relation.columns,
  absent: (name, node) => {
    const typed = visible(relation.columns).find(column => `${column.name}_${column.type}` === name);
    if (typed) return columnReference(typed);
    const type = scalarType(node.typeName, node);
    return constant(type, isTextual(type) ? '' : null);
  },
});

const branchOutput = (
  branch: Branch,
  target: Column,
  sourceName: string | undefined,
  names: ReadonlySet<string>,
  lowering: Lowering,
): Output => {
  const source = sourceColumn(visible(branch.relation.columns), target, names);
  const missing = constant(target.type, isTextual(target.type) ? '' : null);
  const value: Expression =
    target.name === sourceName
      ? constant('string', branch.source)
      : source
        ? asType(columnReference(source), target.type)
        : missing;
  return { column: lowering.ids.column(target.name, target.type), value };
};

/** Where a column has the name that another gets from its type, the binder does not tell them apart. */
const checkNames = (
  branches: readonly Branch[],
  targets: readonly Column[],
  names: ReadonlySet<string>,
  node: BoundNode,
): void => {
  for (const { name, type } of targets) {
    const found = branches.flatMap(({ relation }) => visible(relation.columns));
    const isTyped = found.some(column => !names.has(column.name) && `${column.name}_${column.type}` === name);
    if (isTyped && found.some(column => column.name === name && column.type === type))
      throw unsupported(`A union in which '${name}' is a column and another one with its type`, node);
  }
};

/** All rows of the branches under the columns that the binder gives them; `sourceName` holds what a branch is called. */
export const unionOf = (
  branches: readonly Branch[],
  bound: readonly BoundColumn[],
  sourceName: string | undefined,
  node: BoundNode,
  lowering: Lowering,
): Relation => {
  const names = new Set(bound.map(({ name }) => name).filter(name => name !== sourceName));
  const columns = bound.map(({ name, type }) => lowering.ids.column(name, scalarType(type, node)));
  checkNames(branches, columns, names, node);
  const inputs = branches.map(branch =>
    project(
      branch.relation,
      columns.map(column => branchOutput(branch, column, sourceName, names, lowering)),
    ),
  );
  return { kind: 'union', columns, inputs };
};
