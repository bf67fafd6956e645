import type { CellValue, ColumnType, HuntingRow, HuntingTable } from '@vakt/contract/hunting/tables';
import { hasTimestamp } from '../schema/table-definition.ts';

/** Why a row cannot be stored: names the column and what is wrong with its value. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
}

type Encoder = (value: Exclude<CellValue, null>) => string | undefined;

const INT32_LIMIT = 2_147_483_648;
const INT64_LIMIT = 9_223_372_036_854_775_808n;
const ISO_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,7})\d*)?Z?$/;

const encodeString: Encoder = value =>
  typeof value === 'string' ? JSON.stringify(value.isWellFormed() ? value : value.toWellFormed()) : undefined;

/** Whether a month has such a day: the engine would take 31 February for a day in March. */
const isInMonth = (year: string, month: string, day: string): boolean =>
  day <= '28' ||
  Number(day) <= new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();

const encodeTime: Encoder = value => {
  const match = typeof value === 'string' ? ISO_TIME.exec(value) : null;
  if (!match) return undefined;
  const [, year = '', month = '', day = '', time = '', fraction = '0'] = match;
  return year !== '0000' && isInMonth(year, month, day)
    ? `"${year}-${month}-${day} ${time}.${fraction}"`
    : undefined;
};

const encodeInt: Encoder = value =>
  typeof value === 'number' && Number.isInteger(value) && value >= -INT32_LIMIT && value < INT32_LIMIT
    ? String(value)
    : undefined;

const encodeLong: Encoder = value => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'bigint' && value >= -INT64_LIMIT && value < INT64_LIMIT
    ? value.toString()
    : undefined;
};

const encodeReal: Encoder = value => {
  if (typeof value !== 'number') return undefined;
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  // The engine reads these as text; JSON has no word for them.
  if (Number.isNaN(value)) return '"nan"';
  return value > 0 ? '"inf"' : '"-inf"';
};

const encodeBool: Encoder = value => (typeof value === 'boolean' ? String(value) : undefined);

const ENCODERS: Readonly<Record<ColumnType, Encoder>> = {
  string: encodeString,
  guid: encodeString,
  dynamic: encodeString,
  datetime: encodeTime,
  int: encodeInt,
  long: encodeLong,
  real: encodeReal,
  bool: encodeBool,
};

/** Turns a row into the engine's JSON text, without its closing brace, so that the lake's own columns can follow. */
export type RowEncoder = (row: HuntingRow) => string;

/**
 * Makes the encoder of a table. 64-bit integers go as digits and times with all their 7 fractional digits: nothing passes
 * through a floating-point number.
 *
 * @throws RowRefused from the encoder, for an unknown column, a value that its type cannot hold, or no time.
 */
export const createRowEncoder = (table: HuntingTable): RowEncoder => {
  const columns = new Map(
    table.columns.map(({ name, type }) => [
      name,
      { key: `${JSON.stringify(name)}:`, type, encode: ENCODERS[type] },
    ]),
  );
  const needsTimestamp = hasTimestamp(table);
  return row => {
    let text = '{';
    for (const name in row) {
      const value = row[name];
      if (value === null || value === undefined) continue;
      const column = columns.get(name);
      if (!column) throw new RowRefused(`${table.name} has no column '${name}'.`);
      const encoded = column.encode(value);
      if (encoded === undefined)
        throw new RowRefused(
          `${table.name}.${name} is of type ${column.type}; it cannot hold ${describe(value)}.`,
        );
      text += `${column.key}${encoded},`;
    }
    if (needsTimestamp && typeof row.Timestamp !== 'string')
      throw new RowRefused(`${table.name} needs a Timestamp.`);
    return text;
  };
};

const describe = (value: Exclude<CellValue, null>): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `the ${typeof value} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
};
