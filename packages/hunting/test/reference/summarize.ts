import type { Dice } from '../sample-rows.ts';
import { type Column, type Expression, pick, type Row } from './expression.ts';
import type { Operator } from './rows.ts';
import { anExpression } from './scalars.ts';
import { comparable, type Table } from './table.ts';
import { compare, type Json, type Type, type Value } from './value.ts';

/** An aggregate beside what it gives for the rows of a group. */
interface Aggregate {
  readonly text: string;
  readonly type: Type;
  readonly isUnordered?: boolean;
  readonly of: (rows: readonly Row[]) => Value;
}

type AggregateMaker = (make: (type: Type) => Expression, roll: Dice) => Aggregate;

const valuesOf = (value: Expression, rows: readonly Row[]): Value[] =>
  rows.map(row => value.of(row)).filter(cell => cell !== null);

const count: AggregateMaker = () => ({ text: 'count()', type: 'long', of: rows => BigInt(rows.length) });

const countIf: AggregateMaker = make => {
  const test = make('bool');
  return {
    text: `countif(${test.text})`,
    type: 'long',
    of: rows => BigInt(rows.filter(row => test.of(row) === true).length),
  };
};

const sum: AggregateMaker = make => {
  const value = make('long');
  return {
    text: `sum(${value.text})`,
    type: 'long',
    of: rows =>
      BigInt.asIntN(
        64,
        valuesOf(value, rows).reduce<bigint>((total, cell) => total + (cell as bigint), 0n),
      ),
  };
};

const sumIf: AggregateMaker = make => {
  const [value, test] = [make('long'), make('bool')];
  return {
    text: `sumif(${value.text}, ${test.text})`,
    type: 'long',
    of: rows => {
      const chosen = rows.filter(row => test.of(row) === true);
      return BigInt.asIntN(
        64,
        valuesOf(value, chosen).reduce<bigint>((total, cell) => total + (cell as bigint), 0n),
      );
    },
  };
};

/** Of small whole numbers: of others the order of the additions shows. */
const average: AggregateMaker = make => {
  const value = make('string');
  return {
    text: `avg(strlen(${value.text}))`,
    type: 'real',
    of: rows => {
      const lengths = rows.map(row => [...String(value.of(row))].length);
      return lengths.reduce((total, length) => total + length, 0) / lengths.length;
    },
  };
};

const extreme: AggregateMaker = (make, roll) => {
  const type = pick(roll, ['long', 'datetime', 'timespan', 'string']);
  const value = make(type);
  const isLeast = roll(2) === 0;
  return {
    text: `${isLeast ? 'min' : 'max'}(${value.text})`,
    type,
    of: rows => {
      const sorted = valuesOf(value, rows).toSorted(compare);
      return (isLeast ? sorted[0] : sorted.at(-1)) ?? (type === 'string' ? '' : null);
    },
  };
};

const different = (value: Expression, rows: readonly Row[]): Value[] => {
  const column: Column = { name: '', type: value.type };
  return [...new Map(valuesOf(value, rows).map(cell => [comparable(cell, column), cell])).values()];
};

const distinctCount: AggregateMaker = (make, roll) => {
  const value = make(pick(roll, ['string', 'long', 'datetime', 'bool']));
  const name = pick(roll, ['dcount', 'count_distinct']);
  return { text: `${name}(${value.text})`, type: 'long', of: rows => BigInt(different(value, rows).length) };
};

const distinctCountIf: AggregateMaker = make => {
  const [value, test] = [make('string'), make('bool')];
  return {
    text: `dcountif(${value.text}, ${test.text})`,
    type: 'long',
    of: rows =>
      BigInt(
        different(
          value,
          rows.filter(row => test.of(row) === true),
        ).length,
      ),
  };
};

const collected =
  (name: string, of: (value: Expression, rows: readonly Row[]) => Value[]): AggregateMaker =>
  (make, roll) => {
    const value = make(pick(roll, ['string', 'bool']));
    return {
      text: `${name}(${value.text})`,
      type: 'dynamic',
      isUnordered: true,
      of: rows => of(value, rows) as readonly Json[],
    };
  };

const collectedIf: AggregateMaker = make => {
  const [value, test] = [make('string'), make('bool')];
  return {
    text: `make_set_if(${value.text}, ${test.text})`,
    type: 'dynamic',
    isUnordered: true,
    of: rows =>
      different(
        value,
        rows.filter(row => test.of(row) === true),
      ) as readonly Json[],
  };
};

const AGGREGATES: readonly [AggregateMaker, ...AggregateMaker[]] = [
  count,
  countIf,
  sum,
  sumIf,
  average,
  extreme,
  distinctCount,
  distinctCountIf,
  collected('make_set', different),
  collected('make_list', valuesOf),
  collectedIf,
];

interface Group {
  readonly keys: Row;
  readonly rows: Row[];
}

const groupsOf = (
  rows: readonly Row[],
  keys: readonly (Expression & { readonly name: string })[],
): Group[] => {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const values = Object.fromEntries(keys.map(key => [key.name, key.of(row)]));
    const text = keys.map(key => comparable(values[key.name] ?? null, key)).join(' | ');
    const group = groups.get(text) ?? { keys: values, rows: [] };
    group.rows.push(row);
    groups.set(text, group);
  }
  return [...groups.values()];
};

/** `summarize … by …` over expressions. */
export const summarize: Operator = (table, roll) => {
  const make = (type: Type): Expression => anExpression(type, roll, table.columns, 2);
  const keys = Array.from({ length: roll(3) }, (_, index) => ({
    ...make(pick(roll, ['string', 'long', 'bool', 'datetime'])),
    name: `K${index}`,
  }));
  const aggregates = Array.from({ length: 1 + roll(3) }, (_, index) => ({
    ...pick(roll, AGGREGATES)(make, roll),
    name: `A${index}`,
  }));
  const wholeTable: Group[] = [{ keys: {}, rows: [...table.rows] }];
  const groups = keys.length === 0 ? wholeTable : groupsOf(table.rows, keys);
  const by = keys.map(({ name, text }) => `${name} = ${text}`).join(', ');
  const made = aggregates.map(({ name, text }) => `${name} = ${text}`).join(', ');
  return {
    text: `${table.text}\n| summarize ${made}${by === '' ? '' : ` by ${by}`}`,
    columns: [
      ...keys.map(({ name, type }) => ({ name, type })),
      ...aggregates.map(({ name, type, isUnordered = false }) => ({ name, type, isUnordered })),
    ],
    rows: groups.map(group => ({
      ...group.keys,
      ...Object.fromEntries(aggregates.map(({ name, of }) => [name, of(group.rows)])),
    })),
    isOrdered: false,
  };
};

/** The row of each group with the greatest `Id`: no two have the same in a table of its own. */
export const latest: Operator = (table, roll) => {
  const ids = new Set(table.rows.map(row => row.Id));
  const keys = table.columns.filter(
    ({ type, name }) => name !== 'Id' && (type === 'string' || type === 'bool'),
  );
  const key = keys[roll(Math.max(1, keys.length))];
  if (
    !key ||
    ids.size !== table.rows.length ||
    !table.columns.some(({ name, type }) => name === 'Id' && type === 'long')
  )
    return undefined;
  if (table.rows.some(({ Id }) => Id === null || Id === undefined)) return undefined;
  const expression = {
    ...key,
    text: key.name,
    of: (row: Row) => row[key.name] ?? (key.type === 'string' ? '' : null),
  };
  const rows = groupsOf(table.rows, [expression]).map(
    group => group.rows.toSorted((one, other) => compare(other.Id ?? null, one.Id ?? null))[0] ?? {},
  );
  const id: Column = { name: 'Id', type: 'long' };
  const rest = table.columns.filter(({ name }) => name !== 'Id' && name !== key.name);
  const text = `${table.text}\n| summarize arg_max(Id, *) by ${key.name}`;
  return { ...table, text, columns: [key, id, ...rest], rows, isOrdered: false } satisfies Table;
};
