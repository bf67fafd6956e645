import { fail, ok, type Result } from '@vakt/contract/result';
import { type HuntingFailure, SIZE_EXCEEDED } from '../failure.ts';
import type { KustoType } from '../kusto-type.ts';
import { DynamicText, type HuntingCell, type HuntingResult, type HuntingResultColumn } from '../result.ts';

/**
 * The names of types on the wire: those of .NET, as in the vendor's samples (`DateTime`, `String`, `Int64`). The samples
 * show no other type; the rest follow the same system.
 */
const WIRE_TYPES: Readonly<Record<KustoType, string>> = {
  string: 'String',
  int: 'Int32',
  long: 'Int64',
  real: 'Double',
  decimal: 'SqlDecimal',
  bool: 'Boolean',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Object',
};

/** `[{"Name":…,"Type":…}]`. */
export const schemaJson = (columns: readonly HuntingResultColumn[]): string =>
  JSON.stringify(columns.map(({ name, type }) => ({ Name: name, Type: WIRE_TYPES[type] })));

/** `[{"name":…,"type":…}]`, as Microsoft Graph writes it. */
export const graphSchemaJson = (columns: readonly HuntingResultColumn[]): string =>
  JSON.stringify(columns.map(({ name, type }) => ({ name, type: WIRE_TYPES[type] })));

/**
 * A real, which shows that it is one though it be whole (`10.0`), as the service writes it. JSON has no word for the three that
 * are not finite; they go as text, as from Kusto.
 */
const realJson = (value: number): string => {
  if (Number.isFinite(value))
    return /[.e]/.test(String(value)) ? String(value) : `${Object.is(value, -0) ? '-0' : value}.0`;
  return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';
};

/** A cell as JSON text: 64-bit numbers with all their digits, dynamic values as they are. */
export const cellJson = (cell: HuntingCell): string => {
  if (cell instanceof DynamicText) return cell.json;
  if (typeof cell === 'bigint') return cell.toString();
  return JSON.stringify(typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell);
};

/** How the cells of a column are written. */
const writerOf = ({ type }: HuntingResultColumn): ((cell: HuntingCell) => string) =>
  type === 'real' ? cell => (typeof cell === 'number' ? realJson(cell) : cellJson(cell)) : cellJson;

/** Rows as JSON text. */
export interface WrittenRows {
  readonly text: string;
  readonly bytes: number;
}

const TOO_LARGE = fail<HuntingFailure>({ kind: 'result-size', message: SIZE_EXCEEDED });

/** One object a row, keyed by column name in the order of the schema; at most `maxBytes`, counted as they are written. */
export const writeRows = (
  { columns, rows }: HuntingResult,
  maxBytes: number,
): Result<WrittenRows, HuntingFailure> => {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const writers = columns.map(writerOf);
  const texts: string[] = [];
  let bytes = '[]'.length;
  for (const row of rows) {
    const text = `{${row.map((cell, index) => `${keys[index]}${(writers[index] ?? cellJson)(cell)}`).join(',')}}`;
    bytes += Buffer.byteLength(text) + (texts.length > 0 ? 1 : 0);
    if (bytes > maxBytes) return TOO_LARGE;
    texts.push(text);
  }
  return ok({ text: `[${texts.join(',')}]`, bytes });
};
