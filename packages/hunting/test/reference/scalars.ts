import type { Dice } from '../sample-rows.ts';
import { dynamicMakers, memberMakers } from './dynamics.ts';
import { type Column, type Expression, expression, type Maker, type Making, pick } from './expression.ts';
import { constant } from './literals.ts';
import { countMakers, textInList, textMakers, textTest } from './texts.ts';
import { spanMakers, timeMakers, timeNumberMakers, timeTextMakers } from './times.ts';
import { equals, less, type Type, type Value } from './value.ts';

const wrap = (number: bigint): bigint => BigInt.asIntN(64, number);

const COMPARABLE: readonly [Type, ...Type[]] = ['long', 'real', 'datetime', 'timespan', 'string', 'bool'];

const COMPARISONS: readonly [
  readonly [string, (a: Value, b: Value) => boolean | null],
  ...(readonly [string, (a: Value, b: Value) => boolean | null])[],
] = [
  ['==', equals],
  ['!=', (one, other) => not(equals(one, other))],
  ['<', less],
  ['>', (one, other) => less(other, one)],
  ['<=', (one, other) => notGreater(one, other)],
  ['>=', (one, other) => notGreater(other, one)],
];

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

const isNumberless = (value: Value): boolean => typeof value === 'number' && Number.isNaN(value);

const notGreater = (one: Value, other: Value): boolean | null =>
  isNumberless(one) || isNumberless(other)
    ? one === null || other === null
      ? null
      : false
    : not(less(other, one));

const comparison: Maker = ({ roll, make }) => {
  const [name, test] = pick(roll, COMPARISONS);
  const type = pick(
    roll,
    name === '==' || name === '!=' ? COMPARABLE : ['long', 'real', 'datetime', 'timespan'],
  );
  const [one, other] = [make(type), make(type)];
  return expression('bool', `(${one.text} ${name} ${other.text})`, row => test(one.of(row), other.of(row)));
};

/** Of three values, as in SQL (reference: kql, section 6, 3). */
const both = (one: Value, other: Value): Value =>
  one === false || other === false ? false : one === null || other === null ? null : true;

const logic: Maker = ({ roll, make }) => {
  const [one, other] = [make('bool'), make('bool')];
  if (roll(3) === 0) return expression('bool', `not(${one.text})`, row => not(one.of(row) as boolean | null));
  if (roll(2) === 0)
    return expression('bool', `(${one.text} and ${other.text})`, row => both(one.of(row), other.of(row)));
  const negate = (value: Value): Value => not(value as boolean | null);
  return expression('bool', `(${one.text} or ${other.text})`, row =>
    negate(both(negate(one.of(row)), negate(other.of(row)))),
  );
};

const isNothing: Maker = ({ roll, make }) => {
  const value = make(pick(roll, ['long', 'real', 'datetime', 'bool', 'timespan']));
  const isNegated = roll(2) === 0;
  return expression(
    'bool',
    `${isNegated ? 'isnotnull' : 'isnull'}(${value.text})`,
    row => (value.of(row) === null) !== isNegated,
  );
};

const isEmpty: Maker = ({ roll, make }) => {
  const value = make('string');
  const isNegated = roll(2) === 0;
  return expression(
    'bool',
    `${isNegated ? 'isnotempty' : 'isempty'}(${value.text})`,
    row => (value.of(row) === '') !== isNegated,
  );
};

const numberInList: Maker = ({ roll, make }) => {
  const value = make('long');
  const numbers = [0n, 5n, -7n, 42n].slice(roll(3));
  const isNegated = roll(2) === 0;
  return expression(
    'bool',
    `(${value.text} ${isNegated ? '!in' : 'in'} (${numbers.join(', ')}))`,
    row => numbers.some(number => number === value.of(row)) !== isNegated,
  );
};

const range: Maker = ({ make }) => {
  const value = make('long');
  return expression('bool', `(${value.text} between (-1 .. 42))`, row => {
    const number = value.of(row);
    return number === null ? null : (number as bigint) >= -1n && (number as bigint) <= 42n;
  });
};

const nulls =
  <Operand extends Value>(compute: (...values: Operand[]) => Value) =>
  (...values: Value[]): Value =>
    values.includes(null) ? null : compute(...(values as Operand[]));

const remainder = (one: bigint, other: bigint): bigint | null => {
  if (other === 0n) return null;
  const size = other < 0n ? -other : other;
  return ((one % size) + size) % size;
};

const WHOLE: readonly [
  readonly [string, (a: bigint, b: bigint) => Value],
  ...(readonly [string, (a: bigint, b: bigint) => Value])[],
] = [
  ['+', (one, other) => wrap(one + other)],
  ['-', (one, other) => wrap(one - other)],
  ['*', (one, other) => wrap(one * other)],
  ['/', (one, other) => (other === 0n ? null : wrap(one / other))],
  ['%', remainder],
];

const wholeArithmetic: Maker = ({ roll, make }) => {
  const [name, compute] = pick(roll, WHOLE);
  const [one, other] = [make('long'), make('long')];
  return expression('long', `(${one.text} ${name} ${other.text})`, row =>
    nulls(compute)(one.of(row), other.of(row)),
  );
};

const REAL: readonly [
  readonly [string, (a: number, b: number) => number],
  ...(readonly [string, (a: number, b: number) => number])[],
] = [
  ['+', (one, other) => one + other],
  ['-', (one, other) => one - other],
  ['*', (one, other) => one * other],
  ['/', (one, other) => one / other],
];

const realArithmetic: Maker = ({ roll, make }) => {
  const [name, compute] = pick(roll, REAL);
  const [one, other] = [make('real'), make(pick(roll, ['real', 'long']))];
  return expression('real', `(${one.text} ${name} ${other.text})`, row =>
    nulls((mine, theirs) => compute(Number(mine), Number(theirs)))(one.of(row), other.of(row)),
  );
};

const floorBy = (value: bigint, size: bigint): bigint => value - (((value % size) + size) % size);

const binned: Maker = ({ roll, make }) => {
  const value = make('long');
  const size = pick(roll, [2n, 5n, 10n]);
  return expression('long', `bin(${value.text}, ${size})`, row =>
    nulls((number: bigint) => floorBy(number, size))(value.of(row)),
  );
};

const toReal: Maker = ({ roll, make }) => {
  const value = make(pick(roll, ['long', 'bool']));
  return expression('real', `todouble(${value.text})`, row => nulls(Number)(value.of(row)));
};

const choice =
  (type: Type): Maker =>
  ({ make }) => {
    const [test, one, other] = [make('bool'), make(type), make(type)];
    return expression(type, `iff(${test.text}, ${one.text}, ${other.text})`, row =>
      (test.of(row) === true ? one : other).of(row),
    );
  };

const cases =
  (type: Type): Maker =>
  ({ make }) => {
    const [first, second] = [make('bool'), make('bool')];
    const [one, two, three] = [make(type), make(type), make(type)];
    return expression(
      type,
      `case(${first.text}, ${one.text}, ${second.text}, ${two.text}, ${three.text})`,
      row => (first.of(row) === true ? one : second.of(row) === true ? two : three).of(row),
    );
  };

const firstOf =
  (type: Type): Maker =>
  ({ make }) => {
    const values = [make(type), make(type)];
    return expression(
      type,
      `coalesce(${values.map(({ text }) => text).join(', ')})`,
      row =>
        values.map(value => value.of(row)).find(value => value !== null && value !== '') ??
        (type === 'string' ? '' : null),
    );
  };

/** What makes an expression of a type, with at least one level. */
const MAKERS: Readonly<Record<Type, readonly [Maker, ...Maker[]]>> = {
  bool: [comparison, logic, textTest, textTest, textInList, isNothing, isEmpty, numberInList, range],
  long: [
    wholeArithmetic,
    ...timeNumberMakers,
    ...countMakers,
    binned,
    choice('long'),
    firstOf('long'),
    ...memberMakers.long,
  ],
  real: [realArithmetic, toReal, choice('real'), ...memberMakers.real],
  string: [
    ...textMakers,
    ...timeTextMakers,
    choice('string'),
    cases('string'),
    firstOf('string'),
    ...memberMakers.string,
  ],
  datetime: [...timeMakers, choice('datetime'), firstOf('datetime')],
  timespan: [...spanMakers, choice('timespan')],
  dynamic: [...dynamicMakers],
};

const columnOf = (type: Type, { columns, roll }: Making): Expression | undefined => {
  const [first, ...rest] = columns.filter(column => column.type === type && !column.isUnordered);
  if (!first) return undefined;
  const { name } = pick<Column>(roll, [first, ...rest]);
  return expression(type, name, row => row[name] ?? (type === 'string' ? '' : null));
};

/** An expression of `type` over `columns`, of at most `depth` levels. */
export const anExpression = (
  type: Type,
  roll: Dice,
  columns: readonly Column[],
  depth: number,
): Expression => {
  const make = (inner: Type): Expression => anExpression(inner, roll, columns, depth - 1);
  const making: Making = { roll, columns, depth, make };
  if (depth > 0 && roll(4) > 0) return pick(roll, MAKERS[type])(making);
  const column = columnOf(type, making);
  return column && roll(5) > 0 ? column : constant(type, roll);
};
