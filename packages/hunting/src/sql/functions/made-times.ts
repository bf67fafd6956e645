import { joined, type Sql, sql } from '../sql.ts';
import { plain, type SqlValue, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

const nothing = sql`NULL`;

/** Days from 0001-01-01, by the rule of the Gregorian calendar with years that begin in March. */
const daysSinceYearOne = (year: Sql, month: Sql, day: Sql): Sql => {
  const shifted = sql`(${year} - (${month} <= 2))`;
  const dayOfYear = sql`(intDiv(153 * (${month} + if(${month} > 2, -3, 9)) + 2, 5) + ${day} - 1)`;
  return sql`(${shifted} * 365 + intDiv(${shifted}, 4) - intDiv(${shifted}, 100) + intDiv(${shifted}, 400) + ${dayOfYear} - 306)`;
};

const daysInMonth = (year: Sql, month: Sql): Sql => {
  const isLeap = sql`((${year} % 4 = 0 AND ${year} % 100 != 0) OR ${year} % 400 = 0)`;
  return sql`[31, 28 + ${isLeap}, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][${month}]`;
};

/** Seconds with their fraction as ticks. */
const secondTicks = (second: SqlValue): Sql =>
  second.type === 'real'
    ? sql`toInt64(round(${plain(second)} * 10000000))`
    : sql`(${plain(second)} * 10000000)`;

/** Null when there is no such day or time (manual: make_datetime). */
const makeDatetime: EmitFunction = (given, { type }) => {
  const [year, month, day, hour, minute, second] = given;
  if (!year || !month || !day) return valueFrom(nothing, type, [], true);
  const [y, m, d] = [year, month, day].map(value => sql`ifNull(${plain(value)}, 0)`);
  const [h, n] = [hour, minute].map(value => (value ? plain(value) : sql`0`));
  if (!y || !m || !d || !h || !n) return valueFrom(nothing, type, [], true);
  const seconds = second ? secondTicks(second) : sql`0`;
  const tests = [
    sql`${y} BETWEEN 1 AND 9999`,
    sql`${m} BETWEEN 1 AND 12`,
    sql`${d} BETWEEN 1 AND ${daysInMonth(y, m)}`,
    sql`${h} BETWEEN 0 AND 23`,
    sql`${n} BETWEEN 0 AND 59`,
    sql`${seconds} BETWEEN 0 AND 599999999`,
  ];
  const ticks = sql`(${daysSinceYearOne(y, m, d)} * 864000000000 + ${h} * 36000000000 + ${n} * 600000000 + ${seconds})`;
  return valueFrom(sql`if(${joined(tests, sql` AND `)}, ${ticks}, NULL)`, type, given, true);
};

/** `make_timespan([day,] hour, minute[, second])`. */
const makeTimespan: EmitFunction = (given, { type }) => {
  const [day, hour, minute, second] = given.length === 4 ? given : [undefined, ...given];
  if (!hour || !minute) return valueFrom(nothing, type, [], true);
  const days = day ? sql`${plain(day)} * 864000000000` : sql`0`;
  const seconds = second ? secondTicks(second) : sql`0`;
  const ticks = sql`(${days} + ${plain(hour)} * 36000000000 + ${plain(minute)} * 600000000 + ${seconds})`;
  return valueFrom(ticks, type, given);
};

export const madeTimes = { make_datetime: makeDatetime, make_timespan: makeTimespan } satisfies Record<
  string,
  EmitFunction
>;
