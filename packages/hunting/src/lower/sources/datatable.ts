import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import type { Constant, Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { constantOf } from '../constants.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';

const cell = (value: Expression, column: Column, node: BoundNode): Constant => {
  const constant = constantOf(value, column.type);
  if (!constant) throw unsupported('A datatable cell that is not a literal', node);
  return constant;
};

/** `datatable (a: long, …) [1, …]`: literal rows. */
export const lowerDatatable = (node: BoundNode, lowering: Lowering): Relation => {
  const columns = (node.columns ?? []).map(({ name, type }) =>
    lowering.ids.column(name, scalarType(type, node)),
  );
  const values = node.list('Values');
  if (columns.length === 0 || values.length % columns.length > 0)
    throw meaningless('The number of values is not a multiple of the number of columns.', node);
  const cells = values.map((value, index) => {
    const column = columns[index % columns.length];
    if (!column) throw meaningless('The datatable has no columns.', node);
    return cell(lowering.expression(value, noRow), column, value).value;
  });
  const rows = Array.from({ length: cells.length / columns.length }, (_, row) =>
    cells.slice(row * columns.length, (row + 1) * columns.length),
  );
  return { kind: 'rows', columns, rows };
};
