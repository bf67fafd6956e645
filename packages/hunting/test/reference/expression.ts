import type { Dice } from '../sample-rows.ts';
import type { Type, Value } from './value.ts';

export interface Column {
  readonly name: string;
  readonly type: Type;
  /** The elements of its arrays are in no order. */
  readonly isUnordered?: boolean;
}

export type Row = Readonly<Record<string, Value>>;

/** An expression of the language beside what it means. */
export interface Expression {
  readonly text: string;
  readonly type: Type;
  readonly of: (row: Row) => Value;
}

export const expression = (type: Type, text: string, of: (row: Row) => Value): Expression => ({
  type,
  text,
  of,
});

/** What expressions are made with. */
export interface Making {
  readonly roll: Dice;
  readonly columns: readonly Column[];
  /** How many levels may still be added. */
  readonly depth: number;
  /** Any expression of a type. */
  readonly make: (type: Type) => Expression;
}

/** Makes an expression out of what there is. */
export type Maker = (making: Making) => Expression;

export const pick = <const Item>(roll: Dice, items: readonly [Item, ...Item[]]): Item =>
  items[roll(items.length)] ?? items[0];
