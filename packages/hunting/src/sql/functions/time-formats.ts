import type { Expression } from '../../plan/expression.ts';
import { byteUnit, piecesOf } from '../../value/format.ts';
import { joined, type Sql, sql } from '../sql.ts';
import { plain, toStored, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** What one run of the same letter in a format stands for. */
type Part = (length: number) => Sql | undefined;

const DAY = sql`864000000000`;

const padded = (number: Sql, length: number): Sql =>
  length === 1 ? sql`toString(${number})` : sql`leftPad(toString(${number}), ${digits(length)}, '0')`;

const DIGITS = [sql`0`, sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`, sql`7`, sql`8`];

const digits = (length: number): Sql => DIGITS[length] ?? sql`8`;

const upTo =
  (longest: number, number: Sql): Part =>
  length =>
    length <= longest ? padded(number, length) : undefined;

/** The parts that dates and spans write alike, from ticks that are not negative. */
const clockParts = (ticks: Sql): Readonly<Record<string, Part>> => {
  const fraction = (length: number): Sql =>
    sql`substring(leftPad(toString(${ticks} % 10000000), 7, '0'), 1, ${digits(length)})`;
  const upTo7 =
    (write: (length: number) => Sql): Part =>
    length =>
      length <= 7 ? write(length) : undefined;
  return {
    H: upTo(2, sql`(intDiv(${ticks}, 36000000000) % 24)`),
    m: upTo(2, sql`(intDiv(${ticks}, 600000000) % 60)`),
    s: upTo(2, sql`(intDiv(${ticks}, 10000000) % 60)`),
    f: upTo7(fraction),
    F: upTo7(length => sql`trimRight(replaceRegexpOne(${fraction(length)}, '0+$', ''))`),
  };
};

const dateParts = (ticks: Sql, stored: Sql): Readonly<Record<string, Part>> => {
  const hour = sql`(intDiv(${ticks}, 36000000000) % 24)`;
  const year = sql`toYear(${stored})`;
  return {
    ...clockParts(ticks),
    h: upTo(2, sql`((${hour} + 11) % 12 + 1)`),
    d: upTo(2, sql`toDayOfMonth(${stored})`),
    M: upTo(2, sql`toMonth(${stored})`),
    y: length =>
      length === 4 ? padded(year, 4) : length <= 2 ? padded(sql`(${year} % 100)`, length) : undefined,
    t: length => (length === 2 ? sql`if(${hour} < 12, 'AM', 'PM')` : undefined),
  };
};

const spanParts = (ticks: Sql): Readonly<Record<string, Part>> => {
  const clock = clockParts(ticks);
  return { ...clock, h: clock['H'] ?? (() => undefined), d: upTo(8, sql`intDiv(${ticks}, ${DAY})`) };
};

const formatOf = (expression: Expression | undefined): string =>
  expression?.kind === 'constant' && typeof expression.value === 'string' ? expression.value : '';

const formatted =
  (isDate: boolean): EmitFunction =>
  ([value], call, { parameters }) => {
    if (!value) return valueFrom(sql`''`, call.type, []);
    const ticks = isDate ? plain(value) : sql`abs(${plain(value)})`;
    const parts = isDate ? dateParts(ticks, toStored(value)) : spanParts(ticks);
    const pieces = piecesOf(formatOf(call.arguments[1]));
    const texts = pieces.map(piece => parts[piece.charAt(0)]?.(piece.length) ?? parameters.string(piece));
    const whole = texts.length === 0 ? sql`''` : sql`concat(${joined(texts, sql`, `)}, '')`;
    return valueFrom(value.nullable ? sql`ifNull(${whole}, '')` : whole, call.type, [value]);
  };

/** `564 Bytes`, `19.08 MB`: in the given unit or the largest that leaves a whole. */
const formatBytes: EmitFunction = ([size, precision], call) => {
  if (!size) return valueFrom(sql`''`, call.type, []);
  const number = plain(size);
  const unit = byteUnit(formatOf(call.arguments[2]));
  const fitting = sql`toInt64(least(6, greatest(0, floor(log2(greatest(abs(${number}), 1)) / 10))))`;
  const power = unit === undefined ? fitting : digits(unit);
  const rounded = sql`round(${number} / pow(1024, ${power}), ${precision ? plain(precision) : sql`0`})`;
  const text = sql`concat(toString(${rounded}), ' ', ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'][${power} + 1])`;
  return valueFrom(sql`ifNull(${text}, '')`, call.type, precision ? [size, precision] : [size]);
};

export const timeFormats = {
  format_datetime: formatted(true),
  format_timespan: formatted(false),
  format_bytes: formatBytes,
} satisfies Record<string, EmitFunction>;
