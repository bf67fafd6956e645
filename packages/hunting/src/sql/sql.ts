import { termText } from '@vakt/lake/schema/term-text';

/** A piece of ClickHouse SQL. The only ways to make one are this file's functions, none of which takes text as it is. */
export type Sql = string & { readonly __brand: 'Sql' };

/**
 * A template whose holes take only SQL: a value of the query can therefore not become part of a statement's text except
 * as a parameter (`parameters.ts`).
 */
export const sql = (parts: TemplateStringsArray, ...holes: readonly Sql[]): Sql =>
  parts.map((part, index) => part + (holes[index] ?? '')).join('') as Sql;

/** `pieces` with `separator` between them. */
export const joined = (pieces: readonly Sql[], separator: Sql): Sql => pieces.join(separator) as Sql;

/** `pieces` separated by commas. */
export const list = (pieces: readonly Sql[]): Sql => joined(pieces, sql`, `);

/** A name in back-quotes: the one place where names enter SQL. Only the schema's and our own names come here. */
export const identifier = (name: string): Sql =>
  `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\`` as Sql;

/** The lake's expression of what the term index of a text holds the words of. */
export const indexedText = (text: Sql): Sql => termText(text) as Sql;

/** The name under which a statement gives the plan's column `id` to the statement around it. */
export const columnAlias = (id: number): Sql => identifier(`c${id}`);

/** The name that a computed column has inside its statement: another one, because the engine's aliases must differ. */
export const computedAlias = (id: number): Sql => identifier(`e${id}`);

/** A whole number that the compiler itself made, such as a position. */
export const integer = (value: number | bigint): Sql => {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not a whole number: ${value}`);
  return value.toString() as Sql;
};
