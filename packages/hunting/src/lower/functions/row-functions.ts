import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { INGESTION_TIME, type Lowering, type RowScope, resolve, visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { constantText } from './arguments.ts';
import { binAuto } from './bin-auto.ts';

type RowFunction = (node: BoundNode, row: RowScope, lowering: Lowering) => Expression;

const argumentsOf = (node: BoundNode): BoundNode[] => node.child('ArgumentList')?.list('Expressions') ?? [];

const ingestionTime: RowFunction = (node, row) => {
  const column = resolve(row, INGESTION_TIME);
  if (!column) throw unsupported('ingestion_time() after rows were combined', node);
  return column;
};

/** `column_ifexists("name", otherwise)`: the binder gave the call the type of what it found. */
const columnIfExists: RowFunction = (node, row, lowering) => {
  const [name, otherwise] = argumentsOf(node);
  const wanted = name && constantText(lowering.expression(name, row));
  if (wanted === undefined || !otherwise) throw unsupported('column_ifexists() with a computed name', node);
  const column = visible(row.columns).find(candidate => candidate.name === wanted);
  if (column) return columnReference(column);
  return convert(lowering.expression(otherwise, row), scalarType(node.typeName, node), node);
};

/** `iscolumnexists("name")`, deprecated. */
const isColumnThere: RowFunction = (node, row, lowering) => {
  const [name] = argumentsOf(node);
  const wanted = name && constantText(lowering.expression(name, row));
  if (wanted === undefined) throw unsupported('iscolumnexists() with a computed name', node);
  return constant(
    'bool',
    visible(row.columns).some(column => column.name === wanted),
  );
};

const namedMembers = (columns: readonly (readonly [string, Expression])[], node: BoundNode): Expression[] =>
  columns.flatMap(([name, value]) => [constant('string', name), convert(value, 'dynamic', node)]);

/** `pack_all([ignore_null_empty])`: every column of the row as a bag. */
const packAll: RowFunction = (node, row, lowering) => {
  const [flag] = argumentsOf(node);
  const ignored = flag && lowering.expression(flag, row);
  if (ignored && (ignored.kind !== 'constant' || ignored.type !== 'bool'))
    throw unsupported('pack_all() with a flag that is computed', node);
  const members = visible(row.columns).map(column => [column.name, columnReference(column)] as const);
  const name = ignored?.value === true ? 'bag_pack_known' : 'bag_pack';
  return call(name, 'dynamic', ...namedMembers(members, node));
};

/** `bag_pack_columns(a, b)`: the named columns as a bag. */
const packColumns: RowFunction = (node, row, lowering) => {
  const members = argumentsOf(node).map(
    argument => [argument.simpleName, lowering.expression(argument, row)] as const,
  );
  return call('bag_pack', 'dynamic', ...namedMembers(members, node));
};

/** How many bytes a value takes in the service (manual: estimate_data_size function); a text takes those of its signs. */
const SIZES: Readonly<Partial<Record<KustoType, bigint>>> = {
  bool: 1n,
  int: 4n,
  long: 8n,
  real: 8n,
  datetime: 8n,
  timespan: 8n,
  guid: 16n,
};

const sizeOf = (value: Expression, node: BoundNode): Expression => {
  if (value.type === 'string') return call('string_size', 'long', value);
  const size = SIZES[value.type];
  if (size === undefined) throw unsupported(`estimate_data_size() of a ${value.type}`, node);
  return constant('long', size);
};

/** `estimate_data_size(a, b)`, `estimate_data_size(*)`. */
const estimateDataSize: RowFunction = (node, row, lowering) => {
  const values = argumentsOf(node).flatMap(argument =>
    argument.kind === 'StarExpression'
      ? visible(row.columns).map(columnReference)
      : [lowering.expression(argument, row)],
  );
  return values
    .map(value => sizeOf(value, node))
    .reduce((sum, size) => call('add', 'long', sum, size), constant('long', 0n));
};

/** A function over neighbouring rows: only where the operator has such. */
const window: RowFunction = (node, row) => {
  if (!row.window) throw unsupported(`'${node.child('Name')?.simpleName}' here`, node);
  return row.window(node);
};

/** Functions that look at the row as a whole, or at the rows beside it. */
export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  ingestion_time: ingestionTime,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  iscolumnexists: isColumnThere,
  bin_auto: binAuto,
  pack_all: packAll,
  bag_pack_columns: packColumns,
  estimate_data_size: estimateDataSize,
  row_number: window,
  row_cumsum: window,
  row_rank_dense: window,
  row_rank_min: window,
  row_window_session: window,
  prev: window,
  next: window,
};
