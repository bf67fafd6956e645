import type { Dice } from '../sample-rows.ts';
import { type Column, pick, type Row } from './expression.ts';
import { distinctOf, type Operator } from './rows.ts';
import { cell, comparable, someRows, type Table } from './table.ts';
import { nothing } from './value.ts';

const KINDS = [
  'innerunique',
  'inner',
  'leftouter',
  'rightouter',
  'fullouter',
  'leftsemi',
  'leftanti',
  'rightsemi',
  'rightanti',
] as const;

type Kind = (typeof KINDS)[number];

/** The other table: rows of the same kinds under some of the same names. */
const another = (roll: Dice): Table => {
  const rows = someRows(roll);
  const columns = rows.columns.filter(({ name }) => name === 'S' || name === 'N' || roll(2) === 0);
  const names = columns.map(({ name }) => name).join(', ');
  return { ...rows, columns, text: `${rows.text} | project ${names}` };
};

/** Right columns whose names the left has already get a number (manual: join operator, output schema). */
const renamed = (left: readonly Column[], right: readonly Column[]): ReadonlyMap<Column, string> => {
  const taken = new Set(left.map(({ name }) => name));
  const names = new Map<Column, string>();
  for (const column of right) {
    let name = column.name;
    for (let number = 1; taken.has(name); number += 1) name = `${column.name}${number}`;
    taken.add(name);
    names.set(column, name);
  }
  return names;
};

const missing = (columns: readonly Column[]): Row =>
  Object.fromEntries(columns.map(({ name, type }) => [name, nothing(type)]));

const sharedKeys = (left: Table, right: Table, roll: Dice): Column[] => {
  const shared = left.columns.filter(
    column =>
      ['string', 'long', 'bool', 'datetime'].includes(column.type) &&
      right.columns.some(({ name, type }) => name === column.name && type === column.type),
  );
  const first = shared[roll(Math.max(1, shared.length))];
  return first ? shared.filter(column => column === first || roll(4) === 0) : [];
};

const pairing = (left: Table, right: Table, keys: readonly Column[]) => {
  const keyText = (row: Row): string => keys.map(key => comparable(cell(row, key), key)).join(' | ');
  const names = renamed(left.columns, right.columns);
  const rightColumns = right.columns.map(column => ({ ...column, name: names.get(column) ?? column.name }));
  const asRight = (row: Row): Row =>
    Object.fromEntries(right.columns.map(column => [names.get(column) ?? column.name, cell(row, column)]));
  const matches = (row: Row): Row[] => right.rows.filter(other => keyText(other) === keyText(row));
  const leftKeys = new Set(left.rows.map(keyText));
  const unmatched = right.rows.filter(row => !leftKeys.has(keyText(row)));
  const matched = right.rows.filter(row => leftKeys.has(keyText(row)));
  return { asRight, matches, unmatched, matched, rightColumns };
};

const joinedRows = (
  kind: Kind,
  left: Table,
  right: Table,
  keys: readonly Column[],
): Pick<Table, 'columns' | 'rows'> => {
  const { asRight, matches, unmatched, matched, rightColumns } = pairing(left, right, keys);
  const inner = left.rows.flatMap(row => matches(row).map(other => ({ ...row, ...asRight(other) })));
  const alone = left.rows.filter(row => matches(row).length === 0);
  const leftOnly = alone.map(row => ({ ...row, ...missing(rightColumns) }));
  const rightOnly = unmatched.map(row => ({ ...missing(left.columns), ...asRight(row) }));
  const columns = [...left.columns, ...rightColumns];
  switch (kind) {
    case 'innerunique':
    case 'inner':
      return { columns, rows: inner };
    case 'leftouter':
      return { columns, rows: [...inner, ...leftOnly] };
    case 'rightouter':
      return { columns, rows: [...inner, ...rightOnly] };
    case 'fullouter':
      return { columns, rows: [...inner, ...leftOnly, ...rightOnly] };
    case 'leftsemi':
      return { columns: left.columns, rows: left.rows.filter(row => matches(row).length > 0) };
    case 'leftanti':
      return { columns: left.columns, rows: alone };
    case 'rightsemi':
      return { columns: right.columns, rows: matched };
    case 'rightanti':
      return { columns: right.columns, rows: unmatched };
  }
};

/** `join` of every kind; the left side of innerunique has one row for each key, so that it is known which is taken. */
export const join: Operator = (table, roll) => {
  const kind = pick(roll, KINDS);
  const right = another(roll);
  const keys = sharedKeys(table, right, roll);
  if (keys.length === 0) return undefined;
  const left = kind === 'innerunique' ? distinctOf(table, keys) : table;
  const on = keys.map(({ name }) => (roll(2) === 0 ? name : `$left.${name} == $right.${name}`)).join(', ');
  const written = kind === 'innerunique' && roll(2) === 0 ? '' : ` kind=${kind}`;
  const text = `${left.text}\n| join${written} (${right.text}) on ${on}`;
  return { text, ...joinedRows(kind, left, right, keys), isOrdered: false };
};

export const lookup: Operator = (table, roll) => {
  const kind = pick(roll, ['leftouter', 'inner']);
  const right = another(roll);
  const keys = sharedKeys(table, right, roll);
  if (keys.length === 0) return undefined;
  const isKey = ({ name }: Column): boolean => keys.some(key => key.name === name);
  const kept = right.columns.filter(column => !isKey(column));
  // Names of the left are not used again here: a lookup keeps them apart in a way of its own.
  if (kept.some(({ name }) => table.columns.some(column => column.name === name))) return undefined;
  const { columns, rows } = joinedRows(kind, table, right, keys);
  const names = new Set([...table.columns, ...kept].map(({ name }) => name));
  const on = keys.map(({ name }) => name).join(', ');
  const text = `${table.text}\n| lookup kind=${kind} (${right.text}) on ${on}`;
  return { text, columns: columns.filter(({ name }) => names.has(name)), rows, isOrdered: false };
};

/** Columns of the same name and another type would get names of their own. */
const clashes = (one: Table, other: Table): boolean =>
  one.columns.some(({ name, type }) =>
    other.columns.some(column => column.name === name && column.type !== type),
  );

export const union: Operator = (table, roll) => {
  const other = another(roll);
  if (clashes(table, other)) return undefined;
  const isInner = roll(3) === 0;
  const has = ({ columns }: Table, { name }: Column): boolean => columns.some(column => column.name === name);
  const shared = table.columns.filter(column => has(other, column));
  if (isInner && shared.length === 0) return undefined;
  const columns = isInner
    ? shared
    : [...table.columns, ...other.columns.filter(column => !has(table, column))];
  const fill = (row: Row): Row => Object.fromEntries(columns.map(column => [column.name, cell(row, column)]));
  const text = `${table.text}\n| union${isInner ? ' kind=inner' : ''} (${other.text})`;
  const own = (one: Table): Row[] =>
    one.rows.map(row =>
      fill(Object.fromEntries(one.columns.map(column => [column.name, cell(row, column)]))),
    );
  return { text, columns, rows: [...own(table), ...own(other)], isOrdered: false };
};

/** `where x in (table)`, of which the first column counts. */
export const whereInTable: Operator = (table, roll) => {
  const columns = table.columns.filter(({ type }) => type === 'string');
  const column = columns[roll(Math.max(1, columns.length))];
  if (!column) return undefined;
  const other = someRows(roll);
  const values = new Set(other.rows.map(row => String(row.S)));
  const folded = new Set([...values].map(value => value.toLowerCase()));
  const name = pick(roll, ['in', '!in', 'in~', '!in~']);
  const isFound = (value: string): boolean =>
    name.endsWith('~') ? folded.has(value.toLowerCase()) : values.has(value);
  const rows = table.rows.filter(row => isFound(String(cell(row, column))) !== name.startsWith('!'));
  return {
    ...table,
    text: `${table.text}\n| where ${column.name} ${name} ((${other.text} | project S))`,
    rows,
  };
};
