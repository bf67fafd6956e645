import type { CellValue, HuntingColumn, HuntingRow, HuntingTable } from '@vakt/contract/hunting/tables';
import { jsonFor, textsFor } from './sample-values.ts';

/** A repeatable source of numbers below 2^32 (xorshift). */
export type Dice = (sides: number) => number;

/** Dice that fall the same way for the same seed. */
export const dice = (seed: number): Dice => {
  let state = seed * 2_654_435_761 + 1;
  return sides => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
};

const pick = <Item>(roll: Dice, items: readonly [Item, ...Item[]]): Item =>
  items[roll(items.length)] ?? items[0];

const DAY = 86_400_000;

/** A time of the last 25 days, with seven digits behind the second. */
const time = (roll: Dice, now: number): string => {
  const at = new Date(now - roll(25 * DAY)).toISOString().slice(0, -1);
  return `${at}${String(roll(10_000)).padStart(4, '0')}Z`;
};

const LONGS: readonly [CellValue, ...CellValue[]] = [
  0,
  1,
  -1,
  443,
  3_389,
  5_000,
  123_456_789n,
  9_007_199_254_740_993n,
  -9_223_372_036_854_775_807n,
];

const scalar = (roll: Dice, { name, type }: HuntingColumn, now: number): CellValue => {
  switch (type) {
    case 'datetime':
      return time(roll, now);
    case 'bool':
      return roll(2) === 0;
    case 'int':
      return pick(roll, [0, 1, 2, 4, 50, 100, 443, -7, 53_003, 2_147_483_647]);
    case 'long':
      return pick(roll, LONGS);
    case 'real':
      return pick(roll, [0, 0.5, 1.25, -3.75, 9.8, 1e-9, 12_345.678]);
    case 'guid':
      return `0b5f0b1a-7a52-4d9c-9f6a-${String(roll(9) + 1).repeat(12)}`;
    case 'dynamic':
      return pick(roll, jsonFor(name));
    case 'string':
      return pick(roll, textsFor(name));
  }
};

/** One cell in twelve is missing, and a text may be empty. Times of rows are always there. */
const cell = (roll: Dice, column: HuntingColumn, now: number): CellValue => {
  if (column.name !== 'Timestamp' && roll(12) === 0) return column.type === 'string' ? '' : null;
  return scalar(roll, column, now);
};

/** Rows as sensors would send them, the same for the same table and count. */
export const sampleRows = ({ name, columns }: HuntingTable, count: number, now: number): HuntingRow[] => {
  const roll = dice([...name].reduce((seed, letter) => seed * 31 + letter.charCodeAt(0), 7) % 1_000_003);
  return Array.from({ length: count }, () =>
    Object.fromEntries(columns.map(column => [column.name, cell(roll, column, now)])),
  );
};
