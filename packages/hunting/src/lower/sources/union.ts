import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import { isTextual } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, constant, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { type Lowering, visible } from '../lowering.ts';
import { operatorName } from '../operators/parameters.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';

interface Branch {
  readonly relation: Relation;
  readonly source: string;
}

/**
 * The column of a branch that goes into a column of the union: the one of that name and type; where branches disagree
 * about a name's type the binder appends the type, `port_int` (reference: kql, section 6, 44).
 */
const sourceColumn = (
  columns: readonly Column[],
  target: Column,
  names: ReadonlySet<string>,
): Column | undefined =>
  columns.find(column => column.name === target.name && column.type === target.type) ??
  columns.find(column => !names.has(column.name) && `${column.name}_${column.type}` === target.name);

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
        ? columnReference(source)
        : missing;
  return { column: lowering.ids.column(target.name, target.type), value };
};

const branchesOf = (node: BoundNode, input: Relation | undefined, lowering: Lowering): Branch[] => {
  const piped = input ? [{ relation: input, source: 'union_arg0' }] : [];
  const listed = node.list('Expressions').map((item, index) => ({
    relation: lowering.relation(item),
    source: item.reference?.kind === 'table' ? item.reference.name : `union_arg${index + piped.length}`,
  }));
  return [...piped, ...listed];
};

/** `union A, B` and `T | union B`: all rows, columns matched by name, missing cells null. */
export const lowerUnion = (node: BoundNode, input: Relation | undefined, lowering: Lowering): Relation => {
  if (node.list('Expressions').some(item => item.text.includes('*')))
    throw unsupported('A wildcard in union', node);
  const sourceName = operatorName(node, 'withsource') ?? operatorName(node, 'with_source');
  const branches = branchesOf(node, input, lowering);
  const bound: readonly BoundColumn[] = node.columns ?? [];
  const names = new Set(bound.map(({ name }) => name));
  const columns = bound.map(({ name, type }) => lowering.ids.column(name, scalarType(type, node)));
  const inputs = branches.map(branch =>
    project(
      branch.relation,
      columns.map(column => branchOutput(branch, column, sourceName, names, lowering)),
    ),
  );
  return { kind: 'union', columns, inputs };
};
