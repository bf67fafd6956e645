import type { Dice } from '../sample-rows.ts';
import type { Column, Row } from './expression.ts';
import { aValue, literal } from './literals.ts';
import { cellText, isArray, type Json, nothing, type Value } from './value.ts';

/** Rows and the query text that gives them. */
export interface Table {
  readonly text: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly isOrdered: boolean;
}

const BASE: readonly Column[] = [
  { name: 'Id', type: 'long' },
  { name: 'S', type: 'string' },
  { name: 'T', type: 'string' },
  { name: 'N', type: 'long' },
  { name: 'R', type: 'real' },
  { name: 'B', type: 'bool' },
  { name: 'W', type: 'datetime' },
  { name: 'D', type: 'dynamic' },
];

const rowOf = (columns: readonly Column[], id: number, roll: Dice): Row =>
  Object.fromEntries(
    columns.map(({ name, type }) => [name, name === 'Id' ? BigInt(id) : aValue(type, roll)]),
  );

/** Rows of every type, written down; `Id` tells them apart. */
export const someRows = (roll: Dice, count = 2 + roll(7)): Table => {
  const columns = BASE.filter(({ name }) => name === 'Id' || name === 'S' || name === 'N' || roll(4) > 0);
  const rows = Array.from({ length: count }, (_, id) => rowOf(columns, id, roll));
  const cells = rows.flatMap(row => columns.map(({ name, type }) => literal(row[name] ?? null, type)));
  const schema = columns.map(({ name, type }) => `${name}: ${type}`).join(', ');
  return { text: `datatable(${schema}) [${cells.join(', ')}]`, columns, rows, isOrdered: false };
};

/** A name that no column has. */
export const freshName = ({ columns }: Pick<Table, 'columns'>): string => {
  const taken = new Set(columns.map(({ name }) => name));
  let number = columns.length;
  while (taken.has(`E${number}`)) number += 1;
  return `E${number}`;
};

/** A cell of a row. */
export const cell = (row: Row, { name, type }: Column): Value => row[name] ?? nothing(type);

const inAnyOrder = (value: Value): Value =>
  isArray(value)
    ? value.toSorted((one, other) => (String(JSON.stringify(one)) < String(JSON.stringify(other)) ? -1 : 1))
    : value;

/** One cell as what two answers are compared by. */
export const comparable = (value: Value, { type, isUnordered }: Column): string =>
  cellText(isUnordered ? (inAnyOrder(value) as Json) : value, type);

/** The rows as texts; sorted unless their order is part of the answer. */
export const rowTexts = ({ columns, rows, isOrdered }: Table): string[] => {
  const texts = rows.map(row => columns.map(column => comparable(cell(row, column), column)).join(' | '));
  return isOrdered ? texts : texts.toSorted();
};
