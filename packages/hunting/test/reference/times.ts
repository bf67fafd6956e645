import { expression, type Maker, pick } from './expression.ts';

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

/** Functions that give a time. */
export const timeMakers: readonly [Maker, ...Maker[]] = [binned, startOfDay, moved];

/** Functions that give a span. */
export const spanMakers: readonly [Maker, ...Maker[]] = [between, doubled];
