/** The values of the language and what the manual says of comparing and printing them, apart from the engine. */
export type Type = 'string' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Whole numbers, times and spans (in ticks) are `bigint`; a dynamic value is what its JSON says. */
export type Value = Json | bigint;

export const isArray = (value: Value): value is readonly Json[] => Array.isArray(value);

export const isBag = (value: Value): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !isArray(value);

/** What is in a cell that has no value: a string is never null. */
export const nothing = (type: Type): Value => (type === 'string' ? '' : null);

const TICKS_PER_DAY = 864_000_000_000n;
const two = (number: bigint): string => String(number).padStart(2, '0');

const clock = (ticks: bigint): string =>
  `${two(ticks / 36_000_000_000n)}:${two((ticks / 600_000_000n) % 60n)}:${two((ticks / 10_000_000n) % 60n)}`;

const fraction = (ticks: bigint): string => String(ticks % 10_000_000n).padStart(7, '0');

const UNIX = 621_355_968_000_000_000n;

const DAYS_TO_1970 = UNIX / TICKS_PER_DAY;

export const datetimeText = (ticks: bigint): string => {
  const day = new Date(Number(ticks / TICKS_PER_DAY - DAYS_TO_1970) * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${clock(ticks % TICKS_PER_DAY)}.${fraction(ticks)}Z`;
};

export const ticksOf = (iso: string): bigint => BigInt(Date.parse(iso)) * 10_000n + UNIX;

export const timespanText = (ticks: bigint): string => {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  const rest = size % 10_000_000n === 0n ? '' : `.${fraction(size)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock(size % TICKS_PER_DAY)}${rest}`;
};

const realText = (real: number): string => {
  if (Number.isNaN(real)) return 'NaN';
  if (!Number.isFinite(real)) return real > 0 ? 'inf' : '-inf';
  return Number.isInteger(real) ? real.toFixed(1) : String(real);
};

/** `tostring(value)` (manual: tostring(); reference: kql, section 6, 13). */
export const textOf = (value: Value, type: Type): string => {
  if (value === null) return '';
  if (type === 'dynamic') return typeof value === 'string' ? value : JSON.stringify(value);
  if (type === 'bool') return value ? 'True' : 'False';
  if (type === 'real') return realText(Number(value));
  if (typeof value !== 'bigint') return String(value);
  if (type === 'datetime') return datetimeText(value);
  return type === 'timespan' ? timespanText(value) : String(value);
};

const isMissing = (value: Value): boolean => value === null;

/** `==` (manual: null values; reference: kql, section 6, 2): null when both are null, false when one is. */
export const equals = (one: Value, other: Value): boolean | null => {
  if (isMissing(one) && isMissing(other)) return null;
  return one === other;
};

const codePoints = (text: string): number[] => [...text].map(letter => letter.codePointAt(0) ?? 0);

const compareTexts = (one: string, other: string): number => {
  const [mine, theirs] = [codePoints(one), codePoints(other)];
  const place = mine.findIndex((point, index) => point !== theirs[index]);
  if (place < 0) return mine.length - theirs.length;
  return (mine[place] ?? 0) - (theirs[place] ?? -1);
};

const magnitude = (one: Value, other: Value): number => {
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other);
  const [mine, theirs] = [one, other] as (number | bigint)[];
  if (mine === undefined || theirs === undefined || mine === theirs) return 0;
  return mine < theirs ? -1 : 1;
};

/** `one < other`; null when one of them is null, false for what is not a number. */
export const less = (one: Value, other: Value): boolean | null =>
  isMissing(one) || isMissing(other)
    ? null
    : magnitude(one, other) < 0 && !isNaNValue(one) && !isNaNValue(other);

const isNaNValue = (value: Value): boolean => typeof value === 'number' && Number.isNaN(value);

const rank = (value: Value): number => (value === null ? 0 : isNaNValue(value) ? 1 : 2);

/** The order of `sort by … asc` (manual: sort operator): nulls, then NaN, then values. */
export const compare = (one: Value, other: Value): number =>
  rank(one) - rank(other) || (rank(one) < 2 ? 0 : magnitude(one, other));

const sortedKeys = (json: Json): Json =>
  isArray(json)
    ? json.map(sortedKeys)
    : isBag(json)
      ? Object.fromEntries(
          Object.entries(json)
            .toSorted()
            .map(([name, inner]) => [name, sortedKeys(inner)]),
        )
      : json;

/** A value as what two answers are compared by. */
export const cellText = (value: Value, type: Type): string => {
  if (value === null) return 'null';
  if (type === 'real')
    return Number.isFinite(value) ? Number(value).toPrecision(11) : realText(Number(value));
  return JSON.stringify(
    type === 'dynamic' ? sortedKeys(value as Json) : type === 'bool' ? value : textOf(value, type),
  );
};
