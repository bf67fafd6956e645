import type { ComparisonOperator, LetterCase, QueryValue, TextFunction } from '@vakt/contract/query';

/** Where a piece of syntax begins in the text. */
interface Placed {
  readonly position: number;
}

/** A property, or the element of a list, by the name that was written. */
export interface Name extends Placed {
  readonly kind: 'name';
  readonly name: string;
  /** Inside `tolower` or `toupper`. */
  readonly letters?: LetterCase;
}

export interface Literal extends Placed {
  readonly kind: 'literal';
  readonly type: 'string' | 'number' | 'boolean' | 'datetime' | 'guid' | 'null';
  readonly value: QueryValue;
}

export type Operand = Name | Literal;

/** An expression as it was written: names are not yet known to exist, values not to fit. */
export type Syntax = Placed &
  (
    | { readonly kind: 'and' | 'or'; readonly operands: readonly Syntax[] }
    | { readonly kind: 'not'; readonly operand: Syntax }
    | {
        readonly kind: 'comparison';
        readonly operator: ComparisonOperator;
        readonly left: Operand;
        readonly right: Operand;
      }
    | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Literal[] }
    | {
        readonly kind: 'text';
        readonly function: TextFunction;
        readonly operand: Operand;
        readonly argument: Operand;
      }
    | {
        readonly kind: 'any' | 'all';
        readonly list: Name;
        /** The name of the element and the condition on it; absent in `any()`. */
        readonly lambda?: { readonly variable: string; readonly condition: Syntax };
      }
  );
