import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { byteUnit, unknownPiece } from '../../value/format.ts';
import { convert } from '../conversion.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';

/** `now()`, `now(span)`: bound once a query, from the injected clock. */
const now: Rewrite = ([offset], node) => {
  const time = call('now', 'datetime');
  return offset ? call('add', 'datetime', time, convert(offset, 'timespan', node)) : time;
};

const ago: Rewrite = (given, node) =>
  call(
    'subtract',
    'datetime',
    call('now', 'datetime'),
    convert(argumentAt(given, 0, node), 'timespan', node),
  );

/** `bin(value, size)`: of a datetime by a timespan, otherwise of two numbers of the result's type. */
export const bin: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const value = argumentAt(given, 0, node);
  const size = given[1] ?? constant('long', 1n);
  if (type === 'datetime') {
    if (size.type !== 'timespan') throw unsupported(`bin() of a datetime by ${size.type}`, node);
    return call('bin', type, convert(value, type, node), size);
  }
  return call('bin', type, convert(value, type, node), isNumeric(type) ? convert(size, type, node) : size);
};

const DIFF_PARTS = /^(year|quarter|month|week|day|hour|minute|second|millisecond|microsecond|nanosecond)$/;

/** `datetime_diff(part, a, b)`: the part is part of the language, so it must be a literal. */
const datetimeDiff: Rewrite = ([part, later, earlier], node) => {
  const name = part?.kind === 'constant' && typeof part.value === 'string' ? part.value.toLowerCase() : '';
  if (!part || !later || !earlier || !DIFF_PARTS.test(name))
    throw unsupported('datetime_diff() by this part', node);
  const dates = [later, earlier].map(date => convert(date, 'datetime', node));
  // Weeks are counted in reals (reference: kql, section 6, 31).
  return call('datetime_diff', name === 'week' ? 'real' : 'long', constant('string', name), ...dates);
};

/** `bin_at(value, size, point)`, in the types that `bin` takes. */
export const binAt: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const [value, size, point] = [0, 1, 2].map(place => argumentAt(given, place, node));
  if (!value || !size || !point) throw meaningless('An argument is missing.', node);
  const step = isNumeric(type) ? convert(size, type, node) : size;
  if (type === 'decimal') throw unsupported('bin_at() of decimals', node);
  if (!isNumeric(type) && size.type !== 'timespan') throw unsupported(`bin_at() by ${size.type}`, node);
  return call('bin_at', type, convert(value, type, node), step, convert(point, type, node));
};

const ADD_PARTS = /^(year|quarter|month|week|day|hour|minute|second|millisecond|microsecond|nanosecond)$/;

const added = (part: string, amount: Expression, date: Expression): Expression =>
  part === 'week'
    ? call(
        'datetime_add',
        'datetime',
        constant('string', 'day'),
        call('multiply', 'long', amount, constant('long', 7n)),
        date,
      )
    : call('datetime_add', 'datetime', constant('string', part), amount, date);

/** `datetime_add(part, amount, date)`. */
const datetimeAdd: Rewrite = (given, node) => {
  const part = constantText(given[0])?.toLowerCase() ?? '';
  if (!ADD_PARTS.test(part)) throw unsupported('datetime_add() by this part', node);
  const amount = convert(argumentAt(given, 1, node), 'long', node);
  return added(part, amount, convert(argumentAt(given, 2, node), 'datetime', node));
};

const PARTS =
  /^(year|quarter|month|week_of_year|day|dayofyear|hour|minute|second|millisecond|microsecond|nanosecond)$/;

/** `datetime_part(part, date)`; the obsolete `weekofyear` counts weeks in another way and is refused. */
const datetimePart: Rewrite = (given, node) => {
  const part = constantText(given[0])?.toLowerCase() ?? '';
  if (!PARTS.test(part)) throw unsupported('datetime_part() by this part', node);
  const date = convert(argumentAt(given, 1, node), 'datetime', node);
  return call('datetime_part', scalarType(node.typeName, node), constant('string', part), date);
};

const partOf =
  (part: string): Rewrite =>
  (given, node) =>
    call(
      'datetime_part',
      scalarType(node.typeName, node),
      constant('string', part),
      convert(argumentAt(given, 0, node), 'datetime', node),
    );

type Unit = 'day' | 'week' | 'month' | 'year';

/** `startofday(date[, offset])`: the start of the unit so many units later. */
const startOf =
  (unit: Unit): Rewrite =>
  (given, node) => {
    const start = call(`startof${unit}`, 'datetime', convert(argumentAt(given, 0, node), 'datetime', node));
    const offset = given[1];
    return offset ? added(unit, convert(offset, 'long', node), start) : start;
  };

/** `endofday(date[, offset])`: the last tick before the next unit. */
const endOf =
  (unit: Unit): Rewrite =>
  (given, node) => {
    const start = call(`startof${unit}`, 'datetime', convert(argumentAt(given, 0, node), 'datetime', node));
    const one = constant('long', 1n);
    const units = given[1] ? call('add', 'long', convert(given[1], 'long', node), one) : one;
    return call('subtract', 'datetime', added(unit, units, start), constant('timespan', 1n));
  };

const formatted =
  (name: 'format_datetime' | 'format_timespan', type: 'datetime' | 'timespan'): Rewrite =>
  (given, node) => {
    const format = constantText(given[1]);
    if (format === undefined) throw unsupported(`${name}() with a format that is computed`, node);
    const unknown = unknownPiece(format, type);
    if (unknown !== undefined) throw unsupported(`${name}() with '${unknown}' in the format`, node);
    return call(name, 'string', convert(argumentAt(given, 0, node), type, node), constant('string', format));
  };

/** `format_bytes(size[, digits[, unit]])`. */
const formatBytes: Rewrite = (given, node) => {
  const size = convert(argumentAt(given, 0, node), 'real', node);
  const digits = given[1] ? convert(given[1], 'long', node) : constant('long', 0n);
  const unit = given[2] ? constantText(given[2]) : '';
  if (unit === undefined || (unit !== '' && byteUnit(unit) === undefined))
    throw unsupported('format_bytes() in this unit', node);
  return call('format_bytes', 'string', size, digits, constant('string', unit));
};

const isTimeZone = (name: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** The name of a time zone, looked up before the query runs. */
const zoneName = (value: Expression, node: BoundNode): Expression => {
  const name = constantText(value);
  if (name === undefined) throw unsupported('A time zone that is computed', node);
  if (!isTimeZone(name)) throw meaningless(`'${name}' is not a time zone.`, node);
  return constant('string', name);
};

const betweenZones =
  (name: 'datetime_utc_to_local' | 'datetime_local_to_utc'): Rewrite =>
  (given, node) =>
    call(
      name,
      'datetime',
      convert(argumentAt(given, 0, node), 'datetime', node),
      zoneName(argumentAt(given, 1, node), node),
    );

/** Functions of dates and spans that become another expression. */
export const dateRewrites: Rewrites = {
  now,
  ago,
  bin,
  floor: bin,
  bin_at: binAt,
  datetime_diff: datetimeDiff,
  datetime_add: datetimeAdd,
  datetime_part: datetimePart,
  datepart: datetimePart,
  week_of_year: partOf('week_of_year'),
  weekofyear: partOf('week_of_year'),
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  format_datetime: formatted('format_datetime', 'datetime'),
  format_timespan: formatted('format_timespan', 'timespan'),
  format_bytes: formatBytes,
  datetime_utc_to_local: betweenZones('datetime_utc_to_local'),
  datetime_local_to_utc: betweenZones('datetime_local_to_utc'),
};
