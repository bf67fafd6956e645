import { expression, type Maker, pick } from './expression.ts';
import { datetimeText, type Type, type Value } from './value.ts';

const DAY = 864_000_000_000n;
const HOUR = 36_000_000_000n;

const floorBy = (value: bigint, size: bigint): bigint => value - (((value % size) + size) % size);

const SPANS: readonly [readonly [string, bigint], ...(readonly [string, bigint])[]] = [
  ['1h', HOUR],
  ['1d', DAY],
  ['7d', 7n * DAY],
  ['15m', HOUR / 4n],
];

const binned: Maker = ({ roll, make }) => {
  const value = make('datetime');
  const [text, size] = pick(roll, SPANS);
  return expression('datetime', `bin(${value.text}, ${text})`, row => {
    const ticks = value.of(row);
    return ticks === null ? null : floorBy(ticks as bigint, size);
  });
};

const startOfDay: Maker = ({ make }) => {
  const value = make('datetime');
  return expression('datetime', `startofday(${value.text})`, row => {
    const ticks = value.of(row);
    return ticks === null ? null : floorBy(ticks as bigint, DAY);
  });
};

const moved: Maker = ({ roll, make }) => {
  const value = make('datetime');
  const [text, size] = pick(roll, SPANS);
  const sign = pick(roll, ['+', '-']);
  return expression('datetime', `(${value.text} ${sign} ${text})`, row => {
    const ticks = value.of(row);
    return ticks === null ? null : (ticks as bigint) + (sign === '+' ? size : -size);
  });
};

const between: Maker = ({ make }) => {
  const [one, other] = [make('datetime'), make('datetime')];
  return expression('timespan', `(${one.text} - ${other.text})`, row => {
    const [from, to] = [other.of(row), one.of(row)];
    return from === null || to === null ? null : (to as bigint) - (from as bigint);
  });
};

const doubled: Maker = ({ make }) => {
  const value = make('timespan');
  return expression('timespan', `(${value.text} * 2)`, row => {
    const ticks = value.of(row);
    return ticks === null ? null : (ticks as bigint) * 2n;
  });
};

const ofTime =
  (type: Type, name: string, of: (ticks: bigint) => Value, none: Value = null): Maker =>
  ({ make }) => {
    const value = make('datetime');
    return expression(type, name.replace('?', value.text), row => {
      const ticks = value.of(row);
      return typeof ticks === 'bigint' ? of(ticks) : none;
    });
  };

/** The first day of the calendar is a Monday. */
const daysAfterSunday = (ticks: bigint): bigint => (ticks / DAY + 1n) % 7n;

const isoText = (ticks: bigint): string => datetimeText(ticks).replace('T', ' ').slice(0, 19);

/** How often a boundary lies between two times (manual: datetime_diff()). */
const difference: Maker = ({ roll, make }) => {
  const [one, other] = [make('datetime'), make('datetime')];
  const [part, size] = pick<readonly [string, bigint]>(roll, [
    ['hour', HOUR],
    ['day', DAY],
    ['minute', HOUR / 60n],
  ]);
  return expression('long', `datetime_diff('${part}', ${one.text}, ${other.text})`, row => {
    const [from, to] = [other.of(row), one.of(row)];
    return typeof from === 'bigint' && typeof to === 'bigint' ? to / size - from / size : null;
  });
};

/** Functions that give a time. */
export const timeMakers: readonly [Maker, ...Maker[]] = [
  binned,
  startOfDay,
  moved,
  ofTime('datetime', 'endofday(?)', ticks => floorBy(ticks, DAY) + DAY - 1n),
  ofTime('datetime', 'startofweek(?)', ticks => floorBy(ticks, DAY) - daysAfterSunday(ticks) * DAY),
];

/** Functions that give a span. */
export const spanMakers: readonly [Maker, ...Maker[]] = [
  between,
  doubled,
  ofTime('timespan', 'dayofweek(?)', ticks => daysAfterSunday(ticks) * DAY),
];

/** Functions of times that give numbers and texts. */
export const timeNumberMakers: readonly Maker[] = [
  difference,
  ofTime('long', 'tolong(hourofday(?))', ticks => (ticks % DAY) / HOUR),
];
export const timeTextMakers: readonly Maker[] = [
  ofTime('string', "format_datetime(?, 'yyyy-MM-dd HH:mm:ss')", isoText, ''),
];
