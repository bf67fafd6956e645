import { type Column, pick, type Row } from './expression.ts';
import type { Operator } from './rows.ts';
import { cell, freshName } from './table.ts';
import { isArray, isBag, type Json, textOf, type Value } from './value.ts';

/** The elements into which a value falls (manual: mv-expand operator): null stays one row, what is empty none. */
const elementsOf = (value: Value, isPairs: boolean): readonly Json[] => {
  if (isArray(value)) return value;
  if (!isBag(value)) return [value as Json];
  return Object.entries(value).map(([name, inner]) => (isPairs ? [name, inner] : { [name]: inner }));
};

const asLong = (json: Json): Value =>
  typeof json === 'number' && Number.isInteger(json) ? BigInt(json) : null;

/** `mv-expand` of one dynamic column, as it is or to texts. */
export const expand: Operator = (table, roll) => {
  const columns = table.columns.filter(({ type }) => type === 'dynamic');
  const column = columns[roll(Math.max(1, columns.length))];
  if (!column) return undefined;
  const kind = pick(roll, ['', ' kind=array']);
  const isText = roll(3) === 0;
  const expanded: Column = { name: column.name, type: isText ? 'string' : 'dynamic' };
  const rows = table.rows.flatMap((row): Row[] =>
    elementsOf(cell(row, column), kind !== '').map(element => ({
      ...row,
      [column.name]: isText ? textOf(element, 'dynamic') : element,
    })),
  );
  return {
    text: `${table.text}\n| mv-expand${kind} ${column.name}${isText ? ' to typeof(string)' : ''}`,
    columns: table.columns.map(one => (one === column ? expanded : one)),
    rows,
    isOrdered: false,
  };
};

/** The numbers of a member, each in a row. */
export const expandMember: Operator = table => {
  const column = table.columns.find(
    ({ type, name, isUnordered }) => type === 'dynamic' && name === 'D' && !isUnordered,
  );
  if (!column) return undefined;
  const name = freshName(table);
  const rows = table.rows.flatMap((row): Row[] => {
    const bag = cell(row, column);
    return elementsOf(isBag(bag) ? (bag.l ?? null) : null, false).map(element => ({
      ...row,
      [name]: asLong(element),
    }));
  });
  return {
    text: `${table.text}\n| mv-expand ${name} = D.l to typeof(long)`,
    columns: [...table.columns, { name, type: 'long' }],
    rows,
    isOrdered: false,
  };
};
