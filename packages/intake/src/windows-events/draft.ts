import { type CellValue, type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import { type JsonValue, printJson } from '../json/parse.ts';

/** A row while it is being filled: its columns, and what will become its AdditionalFields. */
export interface RowDraft {
  readonly table: string;
  readonly row: Record<string, CellValue>;
  readonly extra: Record<string, JsonValue>;
}

const columnNames: ReadonlyMap<string, readonly string[]> = new Map(
  [...huntingTables.values()].map(table => [table.name, table.columns.map(column => column.name)]),
);

const columnSets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...columnNames].map(([table, names]) => [table, new Set(names)]),
);

/** Whether the table has the column. */
export const hasColumn = (table: string, column: string): boolean =>
  columnSets.get(table)?.has(column) ?? false;

/** The table's columns about the process that did the thing. */
export const initiatingColumns = (table: string): readonly string[] =>
  (columnNames.get(table) ?? []).filter(name => name.startsWith('InitiatingProcess'));

/** Sets a cell unless it is set already or there is nothing to set. */
export const fill = (row: Record<string, CellValue>, column: string, value: CellValue | undefined): void => {
  if (value === undefined || value === null || value === '') return;
  const before = row[column];
  if (before === undefined || before === null || before === '') row[column] = value;
};

/** The finished row. Tables without AdditionalFields have no place for the rest. */
export const finishRow = ({ table, row, extra }: RowDraft): HuntingRow => {
  if (!hasColumn(table, 'AdditionalFields') || Object.keys(extra).length === 0) return row;
  row.AdditionalFields = printJson(extra);
  return row;
};
