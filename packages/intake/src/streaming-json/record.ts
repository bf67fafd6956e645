import {
  type CellValue,
  type ColumnType,
  type HuntingRow,
  huntingTables,
} from '@vakt/contract/hunting/tables';
import { parseDeviceId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/parse.ts';
import { readCell } from '../values/cell.ts';

/** A record of the streaming export as a row of its hunting table. */
export interface StreamedRow {
  readonly table: string;
  readonly row: HuntingRow;
  /** Columns of the record that the table does not have; they are left out of the row. */
  readonly unknownColumns: readonly string[];
}

/** The category of a record is this and the name of its table (reference: Defender XDR, section 7.2). */
export const CATEGORY_PREFIX = 'AdvancedHunting-';

/** Decorates the rows of every table, also of those without such a column; not worth a word when left out. */
const DECORATION = 'MachineGroup';

const columnTypes: ReadonlyMap<string, ReadonlyMap<string, ColumnType>> = new Map(
  [...huntingTables.values()].map(table => [
    table.name,
    new Map(table.columns.map(column => [column.name, column.type])),
  ]),
);

const tableOf = (record: JsonObject): Result<string, string> => {
  const { category } = record;
  if (typeof category !== 'string') return fail('category is missing or not text');
  if (!category.startsWith(CATEGORY_PREFIX)) return fail(`category does not begin with ${CATEGORY_PREFIX}`);
  const table = category.slice(CATEGORY_PREFIX.length);
  return columnTypes.has(table) ? ok(table) : fail(`category names no hunting table: ${table.slice(0, 64)}`);
};

interface RowDraft {
  readonly row: Record<string, CellValue>;
  readonly unknownColumns: string[];
}

const readRow = (
  columns: ReadonlyMap<string, ColumnType>,
  properties: JsonObject,
): Result<RowDraft, string> => {
  const row: Record<string, CellValue> = {};
  const unknownColumns: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const type = columns.get(name);
    if (!type) {
      if (name !== DECORATION) unknownColumns.push(name.slice(0, 64));
      continue;
    }
    const cell = readCell(type, value);
    if (!cell.ok) return fail(`${name} ${cell.error}`);
    row[name] = cell.value;
  }
  return ok({ row, unknownColumns });
};

const withLowerCaseDevice = (row: Record<string, CellValue>): HuntingRow => {
  const deviceId = typeof row.DeviceId === 'string' ? parseDeviceId(row.DeviceId) : undefined;
  if (deviceId) row.DeviceId = deviceId;
  return row;
};

/**
 * Reads one record `{time, tenantId, category, properties}`. The other members of the envelope (`operationName`,
 * `_TimeReceivedBySvc`, `Tenant`) say nothing about the event and are passed over; the tenant is the caller's to know.
 */
export const readRecord = (value: JsonValue): Result<StreamedRow, string> => {
  if (!isJsonObject(value)) return fail('the record is not an object');
  const table = tableOf(value);
  if (!table.ok) return table;
  const { properties } = value;
  if (!isJsonObject(properties)) return fail('properties is missing or not an object');
  const columns = columnTypes.get(table.value) ?? new Map<string, ColumnType>();
  const draft = readRow(columns, properties);
  if (!draft.ok) return draft;
  const { row, unknownColumns } = draft.value;
  if (columns.has('Timestamp') && !row.Timestamp) return fail('Timestamp is missing');
  return ok({ table: table.value, row: withLowerCaseDevice(row), unknownColumns });
};
