import { type Sql, sql } from '../sql.ts';
import { plain, type SqlValue, toStored, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

/** Dates are ticks since year 1, a Monday; only the parts of the calendar come from the engine. */
const DAY = sql`864000000000`;
const nothing = sql`NULL`;

const dayStart = (ticks: Sql): Sql => sql`(${ticks} - ${ticks} % ${DAY})`;

/** Days since Sunday. */
const weekday = (ticks: Sql): Sql => sql`((intDiv(${ticks}, ${DAY}) + 1) % 7)`;

const weekStart = (ticks: Sql): Sql => sql`(${dayStart(ticks)} - ${weekday(ticks)} * ${DAY})`;

/** `start…` and `end…`: the optional second argument moves by whole units. */
const calendarPart =
  (write: (stored: Sql) => Sql): EmitFunction =>
  ([value], { type }) =>
    value ? valueFrom(write(toStored(value)), type, [value]) : valueFrom(nothing, type, [], true);

const lessDays =
  (days: (stored: Sql) => Sql): EmitFunction =>
  ([value], { type }) => {
    if (!value) return valueFrom(nothing, type, [], true);
    const ticks = ticksOf(value);
    return valueFrom(sql`(${dayStart(ticks)} - (${days(toStored(value))} - 1) * ${DAY})`, type, [value]);
  };

const ticksOf = (value: SqlValue): Sql =>
  value.stored ? sql`(reinterpret(${value.sql}, 'Int64') + 621355968000000000)` : value.sql;

/**
 * Whole units are counted exactly, which reals that large would not be. What is outside of the type is null.
 */
const fromUnix =
  (whole: (units: Sql) => Sql, real: (units: Sql) => Sql): EmitFunction =>
  ([units], { type }) => {
    if (!units) return valueFrom(nothing, type, [], true);
    const isWhole = units.type === 'int' || units.type === 'long';
    const since = isWhole
      ? whole(sql`toInt128(${plain(units)})`)
      : sql`accurateCastOrNull(round(${real(sql`toFloat64(${plain(units)})`)}), 'Int64')`;
    const ticks = sql`(621355968000000000 + ${since})`;
    const isInRange = sql`${ticks} BETWEEN 0 AND 3155378975999999999`;
    return valueFrom(sql`toInt64(if(${isInRange}, ${ticks}, NULL))`, type, [units], true);
  };

const times = (factor: Sql): EmitFunction =>
  fromUnix(
    units => sql`(${units} * ${factor})`,
    units => sql`(${units} * ${factor})`,
  );

/** Ticks in the parts of a day that have a fixed length. */
const FIXED: Readonly<Record<string, Sql>> = {
  day: DAY,
  hour: sql`36000000000`,
  minute: sql`600000000`,
  second: sql`10000000`,
  millisecond: sql`10000`,
  microsecond: sql`10`,
};

/** How many of `part` have begun since year 1. */
const begun = (part: string, value: SqlValue): Sql => {
  const fixed = FIXED[part];
  if (part === 'week') return sql`toFloat64(intDiv(intDiv(${ticksOf(value)}, ${DAY}) + 1, 7))`;
  if (part === 'nanosecond') return sql`(${ticksOf(value)} * 100)`;
  if (fixed) return sql`intDiv(${ticksOf(value)}, ${fixed})`;
  const stored = toStored(value);
  if (part === 'year') return sql`toInt64(toYear(${stored}))`;
  if (part === 'quarter') return sql`(toInt64(toYear(${stored})) * 4 + toQuarter(${stored}))`;
  return sql`(toInt64(toYear(${stored})) * 12 + toMonth(${stored}))`;
};

/** The boundaries between the two dates (reference: kql, section 6, 31). */
const datetimeDiff: EmitFunction = ([, later, earlier], { type, arguments: [part] }) => {
  if (!later || !earlier || part?.kind !== 'constant') return valueFrom(nothing, type, [], true);
  const name = String(part.value);
  return valueFrom(sql`(${begun(name, later)} - ${begun(name, earlier)})`, type, [later, earlier]);
};

const MONTHS: Readonly<Record<string, Sql>> = { year: sql`12`, quarter: sql`3`, month: sql`1` };

/** `datetime_add(part, amount, date)`: a day that the month does not have becomes its last. */
const datetimeAdd: EmitFunction = ([, amount, date], { type, arguments: [part] }) => {
  if (!amount || !date || part?.kind !== 'constant') return valueFrom(nothing, type, [], true);
  const name = String(part.value);
  const months = MONTHS[name];
  const count = plain(amount);
  if (months) {
    const moved = sql`addMonths(${toStored(date)}, toInt32(ifNull(${count} * ${months}, 0)))`;
    const ticks = sql`(reinterpret(${moved}, 'Int64') + 621355968000000000)`;
    return valueFrom(amount.nullable ? sql`if(isNull(${count}), NULL, ${ticks})` : ticks, type, [
      amount,
      date,
    ]);
  }
  const size = name === 'nanosecond' ? sql`intDiv(${count}, 100)` : sql`${count} * ${FIXED[name] ?? nothing}`;
  return valueFrom(sql`(${ticksOf(date)} + ${size})`, type, [amount, date]);
};

/** The parts of a date that have a number of their own; fractions count from the second. */
const partNumber = (name: string, value: SqlValue): Sql => {
  const [ticks, stored] = [ticksOf(value), toStored(value)];
  switch (name) {
    case 'year':
      return sql`toInt64(toYear(${stored}))`;
    case 'quarter':
      return sql`toInt64(toQuarter(${stored}))`;
    case 'month':
      return sql`toInt64(toMonth(${stored}))`;
    case 'week_of_year':
      return sql`toInt64(toISOWeek(${stored}))`;
    case 'day':
      return sql`toInt64(toDayOfMonth(${stored}))`;
    case 'dayofyear':
      return sql`toInt64(toDayOfYear(${stored}))`;
    case 'hour':
      return sql`(intDiv(${ticks}, 36000000000) % 24)`;
    case 'minute':
      return sql`(intDiv(${ticks}, 600000000) % 60)`;
    case 'second':
      return sql`(intDiv(${ticks}, 10000000) % 60)`;
    case 'millisecond':
      return sql`(intDiv(${ticks}, 10000) % 1000)`;
    case 'microsecond':
      return sql`(intDiv(${ticks}, 10) % 1000000)`;
    default:
      return sql`(${ticks} % 10000000 * 100)`;
  }
};

const datetimePart: EmitFunction = ([, date], { type, arguments: [part] }) => {
  if (!date || part?.kind !== 'constant') return valueFrom(nothing, type, [], true);
  return valueFrom(partNumber(String(part.value), date), type, [date]);
};

/** The clock of a zone that lowering has looked up; the ticks are those of the same clock in UTC. */
const utcToLocal: EmitFunction = ([date, zone], { type }) => {
  if (!date || !zone) return valueFrom(nothing, type, [], true);
  const local = sql`toDateTime64(toString(toTimeZone(${toStored(date)}, ${zone.sql})), 7, 'UTC')`;
  return valueFrom(sql`(reinterpret(${local}, 'Int64') + 621355968000000000)`, type, [date]);
};

const localToUtc: EmitFunction = ([date, zone], { type }) => {
  if (!date || !zone) return valueFrom(nothing, type, [], true);
  const utc = sql`toDateTime64(toString(${toStored(date)}), 7, ${zone.sql})`;
  return valueFrom(sql`(reinterpret(${utc}, 'Int64') + 621355968000000000)`, type, [date]);
};

export const dates = {
  now: (_given, { type }, emitter) => valueFrom(emitter.parameters.long(emitter.nowTicks), type, []),
  startofday: simple((ticks = nothing) => dayStart(ticks)),
  startofweek: simple((ticks = nothing) => weekStart(ticks)),
  startofmonth: lessDays(stored => sql`toDayOfMonth(${stored})`),
  startofyear: lessDays(stored => sql`toDayOfYear(${stored})`),
  dayofweek: simple((ticks = nothing) => sql`(${weekday(ticks)} * ${DAY})`),
  dayofmonth: calendarPart(stored => sql`toInt64(toDayOfMonth(${stored}))`),
  dayofyear: calendarPart(stored => sql`toInt64(toDayOfYear(${stored}))`),
  getyear: calendarPart(stored => sql`toInt64(toYear(${stored}))`),
  monthofyear: calendarPart(stored => sql`toInt64(toMonth(${stored}))`),
  hourofday: simple((ticks = nothing) => sql`intDiv(${ticks} % ${DAY}, 36000000000)`),
  datetime_diff: datetimeDiff,
  datetime_add: datetimeAdd,
  datetime_part: datetimePart,
  datetime_utc_to_local: utcToLocal,
  datetime_local_to_utc: localToUtc,
  unixtime_microseconds_todatetime: times(sql`10`),
  unixtime_nanoseconds_todatetime: fromUnix(
    units => sql`intDiv(${units}, 100)`,
    units => sql`(${units} / 100)`,
  ),
  unixtime_seconds_todatetime: times(sql`10000000`),
  unixtime_milliseconds_todatetime: times(sql`10000`),
} satisfies Record<string, EmitFunction>;
