import type { Dice } from '../sample-rows.ts';
import { type Column, pick, type Row } from './expression.ts';
import { anExpression } from './scalars.ts';
import { cell, freshName, rowTexts, type Table } from './table.ts';
import { compare, type Type } from './value.ts';

/** Adds an operator to a table's query and does what it says; `undefined` where it does not apply. */
export type Operator = (table: Table, roll: Dice) => Table | undefined;

const DEPTH = 3;

const TYPES: readonly [Type, ...Type[]] = [
  'string',
  'long',
  'real',
  'bool',
  'datetime',
  'timespan',
  'dynamic',
];

export const where: Operator = (table, roll) => {
  const test = anExpression('bool', roll, table.columns, DEPTH);
  const rows = table.rows.filter(row => test.of(row) === true);
  return { ...table, text: `${table.text}\n| where ${test.text}`, rows };
};

/** A new column, or one in place of another, computed from what was there before. */
export const extend: Operator = (table, roll) => {
  const type = pick(roll, TYPES);
  const value = anExpression(type, roll, table.columns, DEPTH);
  const replaced = roll(3) === 0 ? table.columns[roll(table.columns.length)] : undefined;
  const name = replaced?.name ?? freshName(table);
  const added: Column = { name, type };
  const columns = replaced
    ? table.columns.map(column => (column.name === name ? added : column))
    : [...table.columns, added];
  const rows = table.rows.map(row => ({ ...row, [name]: value.of(row) }));
  return { ...table, text: `${table.text}\n| extend ${name} = ${value.text}`, columns, rows };
};

export const project: Operator = (table, roll) => {
  const columns = table.columns.filter(({ name }) => name === 'Id' || roll(4) > 0);
  if (columns.length === 0) return undefined;
  const names = columns.map(({ name }) => name).join(', ');
  return { ...table, text: `${table.text}\n| project ${names}`, columns };
};

export const projectAway: Operator = (table, roll) => {
  const gone = table.columns[roll(table.columns.length)];
  if (!gone || table.columns.length < 2) return undefined;
  const columns = table.columns.filter(column => column !== gone);
  return { ...table, text: `${table.text}\n| project-away ${gone.name}`, columns };
};

export const rename: Operator = (table, roll) => {
  const old = table.columns[roll(table.columns.length)];
  if (!old || old.name === 'Id') return undefined;
  const name = `${old.name}x`;
  const columns = table.columns.map(column => (column === old ? { ...column, name } : column));
  const rows = table.rows.map(row => ({ ...row, [name]: cell(row, old) }));
  return { ...table, text: `${table.text}\n| project-rename ${name} = ${old.name}`, columns, rows };
};

/** One row of each kind: dynamic columns cannot be told apart by the language. */
export const distinctOf = (table: Table, columns: readonly Column[]): Table => {
  const seen = new Map<string, Row>();
  for (const row of table.rows) {
    const [text = ''] = rowTexts({ ...table, columns, rows: [row] });
    if (!seen.has(text)) seen.set(text, row);
  }
  const names = columns.map(({ name }) => name).join(', ');
  return { text: `${table.text}\n| distinct ${names}`, columns, rows: [...seen.values()], isOrdered: false };
};

export const distinct: Operator = (table, roll) => {
  const columns = table.columns.filter(({ type }) => type !== 'dynamic' && roll(3) === 0);
  return columns.length === 0 ? undefined : distinctOf(table, columns);
};

/** By all columns, so that no two different rows are equal. */
const ordering = (table: Table, roll: Dice) => {
  if (table.columns.some(({ type }) => type === 'dynamic')) return undefined;
  const keys = table.columns.map(column => ({
    column,
    isDescending: roll(2) === 0,
    nulls: pick(roll, ['', ' nulls first', ' nulls last']),
  }));
  const text = keys
    .map(({ column, isDescending, nulls }) => `${column.name} ${isDescending ? 'desc' : 'asc'}${nulls}`)
    .join(', ');
  const order = (one: Row, other: Row): number => {
    for (const { column, isDescending, nulls } of keys) {
      const [mine, theirs] = [cell(one, column), cell(other, column)];
      const difference = compare(mine, theirs) * (isDescending ? -1 : 1);
      if (difference === 0) continue;
      if (nulls === '' || (mine !== null && theirs !== null)) return difference;
      return (mine === null) === (nulls === ' nulls first') ? -1 : 1;
    }
    return 0;
  };
  return { text, order };
};

export const sort: Operator = (table, roll) => {
  const by = ordering(table, roll);
  if (!by) return undefined;
  const rows = table.rows.toSorted(by.order);
  return { ...table, text: `${table.text}\n| sort by ${by.text}`, rows, isOrdered: true };
};

export const top: Operator = (table, roll) => {
  const by = ordering(table, roll);
  if (!by) return undefined;
  const count = roll(5) + 1;
  const rows = table.rows.toSorted(by.order).slice(0, count);
  return { ...table, text: `${table.text}\n| sort by ${by.text}\n| take ${count}`, rows, isOrdered: true };
};

export const numbered: Operator = (table, roll) => {
  const sorted = sort(table, roll);
  if (!sorted) return undefined;
  const name = freshName(table);
  const rows = sorted.rows.map((row, index) => ({ ...row, [name]: BigInt(index + 1) }));
  const columns: Column[] = [...sorted.columns, { name, type: 'long' }];
  return { ...sorted, text: `${sorted.text}\n| extend ${name} = row_number()`, columns, rows };
};
