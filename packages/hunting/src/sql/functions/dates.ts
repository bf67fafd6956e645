import { type Sql, sql } from '../sql.ts';
import { type SqlValue, toStored, valueFrom } from '../value.ts';
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

const fromUnix = (perUnit: Sql): EmitFunction =>
  simple(
    (value = nothing) =>
      sql`(621355968000000000 + accurateCastOrNull(round(${value} * ${perUnit}), 'Int64'))`,
    true,
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

export const dates = {
  now: (_given, { type }, emitter) => valueFrom(emitter.parameters.long(emitter.nowTicks), type, []),
  startofday: simple((ticks = nothing) => dayStart(ticks)),
  startofweek: simple((ticks = nothing) => weekStart(ticks)),
  startofmonth: lessDays(stored => sql`toDayOfMonth(${stored})`),
  startofyear: lessDays(stored => sql`toDayOfYear(${stored})`),
  endofday: simple((ticks = nothing) => sql`(${dayStart(ticks)} + ${DAY} - 1)`),
  endofweek: simple((ticks = nothing) => sql`(${weekStart(ticks)} + 7 * ${DAY} - 1)`),
  dayofweek: simple((ticks = nothing) => sql`(${weekday(ticks)} * ${DAY})`),
  dayofmonth: calendarPart(stored => sql`toInt64(toDayOfMonth(${stored}))`),
  dayofyear: calendarPart(stored => sql`toInt64(toDayOfYear(${stored}))`),
  getyear: calendarPart(stored => sql`toInt64(toYear(${stored}))`),
  monthofyear: calendarPart(stored => sql`toInt64(toMonth(${stored}))`),
  hourofday: simple((ticks = nothing) => sql`intDiv(${ticks} % ${DAY}, 36000000000)`),
  datetime_diff: datetimeDiff,
  unixtime_seconds_todatetime: fromUnix(sql`10000000`),
  unixtime_milliseconds_todatetime: fromUnix(sql`10000`),
} satisfies Record<string, EmitFunction>;
