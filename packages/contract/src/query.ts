import type { Ticks } from './ticks.ts';

/**
 * The types that a property of an entity can have in a query. `enum` properties are compared in any letter case; of an `object`
 * its properties are.
 */
export type PropertyType = 'string' | 'number' | 'boolean' | 'datetime' | 'enum' | 'object';

/** A property that queries may name. */
export interface QueryProperty {
  readonly type: PropertyType;
  /** A list of such values, asked with `any` and `all`. */
  readonly collection?: boolean;
  /** Of an `enum`: the values it can have, as the wire writes them. */
  readonly values?: readonly string[];
  /** Of an `object`: what it consists of. */
  readonly properties?: QueryProperties;
}

/** The properties that queries over an entity may name, by their wire names. */
export type QueryProperties = Readonly<Record<string, QueryProperty>>;

/** A value that a property is compared with. Times are ticks; a comparison with null is legal for every type. */
export type QueryValue = string | number | bigint | boolean | null | { readonly ticks: Ticks };

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextFunction = 'startswith' | 'endswith' | 'contains';

/** What `tolower` and `toupper` make of a text before it is compared. */
export type LetterCase = 'lower' | 'upper';

/**
 * A condition on an entity, checked against its properties: names are as the wire writes them, values have the
 * property's type. Inside `any` and `all` the property is the element itself, named `ELEMENT`, or one of an object's own:
 * `ELEMENT`, a slash and its name.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Filter[] }
  | { readonly kind: 'not'; readonly operand: Filter }
  | {
      readonly kind: 'comparison';
      readonly property: string;
      readonly letters?: LetterCase;
      readonly operator: ComparisonOperator;
      readonly value: QueryValue;
    }
  | {
      readonly kind: 'in';
      readonly property: string;
      readonly letters?: LetterCase;
      readonly values: readonly QueryValue[];
    }
  | {
      readonly kind: 'text';
      readonly function: TextFunction;
      readonly property: string;
      readonly letters?: LetterCase;
      readonly value: string;
    }
  | {
      readonly kind: 'any' | 'all';
      readonly property: string;
      /** Absent in `any()`: whether the list has an element at all. */
      readonly condition?: Filter;
    };

/** The name of a list's element in the condition of `any` and `all`. */
export const ELEMENT = '$it';

export interface Ordering {
  readonly property: string;
  readonly direction: 'asc' | 'desc';
}

/** A query over an entity set, checked. */
export interface EntityQuery {
  readonly filter?: Filter;
  readonly orderBy: readonly Ordering[];
  readonly top?: number;
  readonly skip: number;
  /** Wire names of the properties to answer with; absent: all. */
  readonly select?: readonly string[];
  readonly expand: readonly string[];
  /** Whether the answer says how many entities match. */
  readonly count: boolean;
}
