import schema from './schema.json' with { type: 'json' };

/** The scalar types that columns of the hunting tables have. */
export type ColumnType = 'string' | 'datetime' | 'int' | 'long' | 'real' | 'bool' | 'dynamic' | 'guid';

/** A column of a hunting table, in the table's order. */
export interface HuntingColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A table of the advanced hunting schema (source: `schema.json`, from the vendor's public table reference). */
export interface HuntingTable {
  readonly name: string;
  readonly group: string;
  readonly columns: readonly HuntingColumn[];
}

const tables = schema.tables as Readonly<Record<string, Omit<HuntingTable, 'name'>>>;

/** Every hunting table by name; names are case-sensitive, as in the service. */
export const huntingTables: ReadonlyMap<string, HuntingTable> = new Map(
  Object.entries(tables).map(([name, { group, columns }]) => [name, { name, group, columns }]),
);

/** What a cell of a row may hold on its way into the lake. Times are ISO 8601 UTC text with up to 7 fractional
 * digits; `long` values are `bigint` (or a safe `number`); `dynamic` values are JSON text, kept to the letter. */
export type CellValue = string | number | bigint | boolean | null;

/** A row of a hunting table: absent columns are null (strings: empty). */
export type HuntingRow = Readonly<Record<string, CellValue>>;

/** Rows on their way into one table. */
export interface TableRows {
  readonly table: string;
  readonly rows: readonly HuntingRow[];
}
