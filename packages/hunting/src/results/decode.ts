import type { KustoType } from '../kusto-type.ts';
import { DynamicText, type HuntingCell } from '../result.ts';
import type { CellForm } from '../sql/statement.ts';
import { formatDatetime, formatTimespan, MAX_DATETIME_TICKS } from '../value/ticks.ts';

/** Reads one cell as the lake returns it. */
export type Decoder = (cell: unknown) => HuntingCell;

const readLong: Decoder = cell => {
  if (Number.isSafeInteger(cell)) return cell as number;
  const value = BigInt(String(cell));
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
};

const REALS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

const readReal: Decoder = cell => REALS[String(cell)] ?? Number(cell);

/** A tick count outside the years 1 to 9999 is no time. */
const readTicks: Decoder = cell => {
  const ticks = typeof cell === 'bigint' ? cell : BigInt(String(cell));
  return ticks < 0n || ticks > MAX_DATETIME_TICKS ? null : formatDatetime(ticks);
};

const readText: Decoder = cell => String(cell);

const decoders: Readonly<Record<KustoType, Decoder>> = {
  string: readText,
  guid: cell => (cell === '' ? null : String(cell)),
  int: Number,
  long: readLong,
  real: readReal,
  decimal: readText,
  bool: cell => cell === true || cell === 1 || cell === '1' || cell === 'true',
  datetime: readTicks,
  timespan: cell => formatTimespan(BigInt(String(cell))),
  dynamic: cell => (cell === '' || cell === 'null' ? null : new DynamicText(String(cell))),
};

/** How the cells of a column of `type`, written in `form`, are read. */
export const decoderFor = (type: KustoType, form: CellForm): Decoder => {
  const decode = form === 'time' ? readText : decoders[type];
  return cell => (cell === null || cell === undefined ? null : decode(cell));
};
