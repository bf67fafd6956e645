import { UNIX_EPOCH_TICKS } from '@vakt/contract/clock';

/** Nanoseconds in a unit, by each of the names that a timespan literal may have (manual: timespan data type). */
const UNITS: readonly (readonly [nanoseconds: bigint, names: readonly string[]])[] = [
  [1n, ['nano', 'nanos', 'nanosec', 'nanosecond', 'nanoseconds']],
  [100n, ['tick', 'ticks']],
  [1_000n, ['micro', 'micros', 'microsec', 'microsecond', 'microseconds']],
  [1_000_000n, ['ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds']],
  [1_000_000_000n, ['s', 'sec', 'second', 'seconds']],
  [60_000_000_000n, ['m', 'min', 'minute', 'minutes']],
  [3_600_000_000_000n, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [86_400_000_000_000n, ['d', 'day', 'days']],
];

/** The units of timespans: nanoseconds by name, in lower case. */
export const NANOSECONDS_PER_UNIT: ReadonlyMap<string, bigint> = new Map(
  UNITS.flatMap(([nanoseconds, names]) => names.map(name => [name, nanoseconds] as const)),
);

export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;

/** 9999-12-31T23:59:59.9999999Z, the last tick of the datetime type. */
export const MAX_DATETIME_TICKS = 3_155_378_975_999_999_999n;

const SHORT_SPAN = /^\s*(-?)(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i;
const CLOCK_SPAN = /^\s*(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?\s*$/;
const DAYS_SPAN = /^\s*(-?)(\d+)\s*$/;

const shortSpan = (number: string, unit: string): bigint | undefined => {
  const nanoseconds = NANOSECONDS_PER_UNIT.get(unit.toLowerCase());
  if (nanoseconds === undefined) return undefined;
  const [whole = '0', fraction = ''] = number.split('.');
  const scale = 10n ** BigInt(fraction.length) * 100n;
  return (BigInt(whole + fraction) * nanoseconds) / scale;
};

const clockSpan = ([
  ,
  ,
  days = '0',
  hours = '0',
  minutes = '0',
  seconds = '0',
  fraction = '',
]: RegExpExecArray) => {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0'));
};

/** Ticks of a timespan text (`1d`, `1.5h`, `1.02:03:04.5`, `3` days); `undefined` when it is none. */
export const parseTimespan = (text: string): bigint | undefined => {
  const short = SHORT_SPAN.exec(text);
  const clock = CLOCK_SPAN.exec(text);
  const days = DAYS_SPAN.exec(text);
  const [, sign = ''] = short ?? clock ?? days ?? [];
  const ticks = short
    ? shortSpan(short[2] ?? '', short[3] ?? '')
    : clock
      ? clockSpan(clock)
      : days && BigInt(days[2] ?? '0') * TICKS_PER_DAY;
  if (ticks === undefined || ticks === null) return undefined;
  return sign === '-' ? -ticks : ticks;
};

const ISO_DATE =
  /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?\s*$/i;
const MONTH_DATE = /^\s*(\d{4})-(\d{1,2})\s*$/;
const YEAR_DATE = /^\s*(\d{4})\s*$/;

/** The month first, hours of a half day perhaps (manual: datetime literals follow the invariant culture). */
const SLASH_DATE =
  /^\s*(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?\s*([AP]M)?)?\s*$/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day with the name of its month, and perhaps of the weekday (RFC 822, RFC 850). */
const NAMED_DATE = /^\s*(?:[a-z]+,\s*)?(\d{1,2})[ -]([a-z]{3})[ -](\d{2}|\d{4})(?=\s|$)/i;

const hourOfDay = (hours: string, half: string): string => {
  if (half === '') return hours;
  const hour = Number(hours) % 12;
  return String(/p/i.test(half) ? hour + 12 : hour);
};

/** The same point in time as ISO 8601 writes it. */
const isoText = (text: string): string => {
  const [start, date, name, ofYear = ''] = NAMED_DATE.exec(text) ?? [];
  if (start !== undefined && name !== undefined) {
    const full = ofYear.length === 2 ? `20${ofYear}` : ofYear;
    return `${full}-${MONTHS.indexOf(name.toLowerCase()) + 1}-${date}${text.slice(start.length)}`;
  }
  const match = SLASH_DATE.exec(text);
  if (!match) return text;
  const [, month, day, year, hours = '0', minutes = '00', seconds = '00', fraction = '0', half = ''] = match;
  return `${year}-${month}-${day} ${hourOfDay(hours, half)}:${minutes}:${seconds}.${fraction}`;
};

const offsetTicks = (zone: string): bigint => {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0n;
  const minutes = BigInt(match[2] ?? '0') * 60n + BigInt(match[3] ?? '0');
  return (match[1] === '-' ? -minutes : minutes) * 600_000_000n;
};

/** Ticks of a calendar date, `undefined` when there is no such day. */
const dayTicks = (year: number, month: number, day: number): bigint | undefined => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1) return undefined;
  return BigInt(date.getTime()) * 10_000n + UNIX_EPOCH_TICKS;
};

/** Ticks since 0001-01-01 of a text in a form of the manual (UTC without an offset); `undefined` when it is none. */
export const parseDatetime = (text: string): bigint | undefined => {
  const short = MONTH_DATE.exec(text) ?? YEAR_DATE.exec(text);
  if (short) return dayTicks(Number(short[1]), Number(short[2] ?? 1), 1);
  const match = ISO_DATE.exec(isoText(text));
  if (!match) return undefined;
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', fraction = '', zone = 'Z'] = match;
  const date = dayTicks(Number(year), Number(month), Number(day));
  if (date === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return undefined;
  const time = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks =
    date + time * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0').slice(0, 7)) - offsetTicks(zone);
  return ticks < 0n || ticks > MAX_DATETIME_TICKS ? undefined : ticks;
};

const TICKS_PER_MILLISECOND = 10_000n;
const UNIX_EPOCH_MILLISECONDS = Number(UNIX_EPOCH_TICKS / TICKS_PER_MILLISECOND);

/**
 * `2026-01-01T00:00:00.1234567Z`: seven fractional digits, as the service prints times.
 *
 * @param ticks not before year 1.
 */
export const formatDatetime = (ticks: bigint): string => {
  const milliseconds = Number(ticks / TICKS_PER_MILLISECOND) - UNIX_EPOCH_MILLISECONDS;
  const rest = Number(ticks % TICKS_PER_MILLISECOND);
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(rest).padStart(4, '0')}Z`;
};

const two = (value: bigint): string => value.toString().padStart(2, '0');

/** `[-][d.]hh:mm:ss[.fffffff]`, as the service prints timespans. */
export const formatTimespan = (ticks: bigint): string => {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / TICKS_PER_SECOND;
  const fraction = size % TICKS_PER_SECOND;
  const days = size / TICKS_PER_DAY;
  const clock = `${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${
    fraction > 0n ? `.${fraction.toString().padStart(7, '0')}` : ''
  }`;
};
