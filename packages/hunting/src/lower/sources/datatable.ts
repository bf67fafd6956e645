import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { type Constant, constant, type Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { constantOf, toJsonText } from '../constants.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';

/** A time or a number among texts (manual: best practices for graph semantics, whose sample has times there). */
const asText = (value: Expression): Constant | undefined => {
  const written = TEXTUAL.has(value.type) ? constantOf(value, value.type) : undefined;
  return written && constant('string', toText(written));
};

const TEXTUAL: ReadonlySet<KustoType> = new Set(['datetime', 'timespan', 'int', 'long']);

const toText = (written: Constant): string =>
  written.value === null ? '' : toJsonText(written).replaceAll('"', '');

const cell = (value: Expression, column: Column, node: BoundNode): Constant => {
  const literal = constantOf(value, column.type) ?? (column.type === 'string' ? asText(value) : undefined);
  if (!literal) throw unsupported('A datatable cell that is not a literal', node);
  return literal;
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
