import {
  type CellValue,
  type HuntingRow,
  huntingTables,
  type TableRows,
} from '@vakt/contract/hunting/tables';
import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from '../routes/graph-failure.ts';
import { isObject } from '../routes/json-reader.ts';

/** A trial is a test case, not an import. */
const MOST_ROWS = 1_000;

/** The device of rows that name none. */
const DEVICE_ID = '0'.repeat(40);
const DEVICE_NAME = 'device.example';

const toCell = (value: unknown): CellValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as CellValue)
    : JSON.stringify(value);

/** What a row leaves out and a hit must have. */
const identityOf = (columns: ReadonlySet<string>, now: Date, place: number): HuntingRow =>
  Object.fromEntries(
    Object.entries({
      Timestamp: now.toISOString(),
      DeviceId: DEVICE_ID,
      DeviceName: DEVICE_NAME,
      ReportId: place,
    }).filter(([column]) => columns.has(column)),
  );

const readTable = (name: string, rows: unknown, now: Date): Result<TableRows, GraphFailure> => {
  const table = huntingTables.get(name);
  if (!table) return fail(badRequest(`'rows' names the table '${name}', which does not exist.`));
  if (!Array.isArray(rows) || !rows.every(isObject))
    return fail(badRequest(`The property 'rows/${name}' must be a list of objects, one for each row.`));
  const columns = new Set(table.columns.map(column => column.name));
  const unknown = rows.flatMap(row => Object.keys(row)).find(column => !columns.has(column));
  if (unknown !== undefined) return fail(badRequest(`The table '${name}' has no column '${unknown}'.`));
  return ok({
    table: name,
    rows: rows.map((row, index) => ({
      ...identityOf(columns, now, index + 1),
      ...Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toCell(value)])),
    })),
  });
};

/**
 * Reads the rows of a trial, by table. A row says what matters: `Timestamp` is otherwise the trial's time, `DeviceId` and
 * `DeviceName` are one device's, and `ReportId` counts. Objects and lists become the JSON text of their column.
 */
export const readTrialRows = (rows: unknown, now: Date): Result<TableRows[], GraphFailure> => {
  if (!isObject(rows)) return fail(badRequest("The property 'rows' must be an object: rows by table."));
  const tables: TableRows[] = [];
  for (const [name, list] of Object.entries(rows)) {
    const table = readTable(name, list, now);
    if (!table.ok) return table;
    tables.push(table.value);
  }
  const count = tables.reduce((sum, table) => sum + table.rows.length, 0);
  return count > MOST_ROWS
    ? fail(badRequest(`A trial takes at most ${MOST_ROWS} rows; these are ${count}.`))
    : ok(tables);
};
