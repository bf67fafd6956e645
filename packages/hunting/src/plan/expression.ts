import type { KustoType } from '../kusto-type.ts';
import type { Column } from './column.ts';
import type { FunctionName } from './functions.ts';
import type { Relation } from './relation.ts';

/** A scalar expression over the columns of one relation; every node knows its type. */
export type Expression =
  | ColumnReference
  | Constant
  | Call
  | Logical
  | Comparison
  | TextTest
  | Membership
  | RelationMembership
  | ScalarSubquery
  | DynamicPath;

export interface ColumnReference {
  readonly kind: 'column';
  readonly type: KustoType;
  readonly column: Column;
}

/** Ticks for datetime and timespan, JSON text for dynamic, `null` for a typed null. */
export type ConstantValue = string | bigint | number | boolean | null;

export interface Constant {
  readonly kind: 'constant';
  readonly type: KustoType;
  readonly value: ConstantValue;
}

/** A function of this engine; arguments were converted to what it takes. */
export interface Call {
  readonly kind: 'call';
  readonly type: KustoType;
  readonly name: FunctionName;
  readonly arguments: readonly Expression[];
}

/** `and`, `or` of two or more operands: flat, so that long chains stay shallow. */
export interface Logical {
  readonly kind: 'logical';
  readonly type: 'bool';
  readonly operator: 'and' | 'or';
  readonly operands: readonly Expression[];
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A comparison of two values of one type family, with the language's rules for null. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly type: 'bool';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** How a text is searched for a needle (manual: string operators). */
export type TextSearch =
  | 'equals'
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 'has'
  | 'hasprefix'
  | 'hassuffix';

/** `subject` holds one needle, any of several or all of them. */
export interface TextTest {
  readonly kind: 'text-test';
  readonly type: 'bool';
  readonly search: TextSearch;
  readonly caseSensitive: boolean;
  readonly quantifier: 'any' | 'all';
  readonly subject: Expression;
  readonly needles: readonly Expression[];
}

/** `subject in (…)`, case-sensitive, over values or over the elements of one dynamic array. */
export interface Membership {
  readonly kind: 'membership';
  readonly type: 'bool';
  readonly subject: Expression;
  readonly caseSensitive: boolean;
  readonly values: readonly Expression[];
}

/** `subject in (T)`, `has_any (T)`, `has_all (T)`: against the first column of a relation, evaluated once. */
export interface RelationMembership {
  readonly kind: 'relation-membership';
  readonly type: 'bool';
  readonly test: 'in' | 'has_any' | 'has_all';
  readonly caseSensitive: boolean;
  readonly subject: Expression;
  readonly relation: Relation;
  readonly column: Column;
}

/** `toscalar(T)`: the first column of the first row, null without rows. */
export interface ScalarSubquery {
  readonly kind: 'scalar-subquery';
  readonly type: KustoType;
  readonly relation: Relation;
  readonly column: Column;
}

/** `value.a["b"][0]`: a member of a dynamic value; each step is a text key or a number position. */
export interface DynamicPath {
  readonly kind: 'dynamic-path';
  readonly type: 'dynamic';
  readonly value: Expression;
  readonly steps: readonly Expression[];
}

export const columnReference = (column: Column): ColumnReference => ({
  kind: 'column',
  type: column.type,
  column,
});

export const constant = (type: KustoType, value: ConstantValue): Constant => ({
  kind: 'constant',
  type,
  value,
});

export const call = (name: FunctionName, type: KustoType, ...argumentList: readonly Expression[]): Call => ({
  kind: 'call',
  name,
  type,
  arguments: argumentList,
});

export const not = (operand: Expression): Call => call('not', 'bool', operand);

/** `and`/`or` of `operands`, nested chains of the same operator flattened. */
export const logical = (operator: 'and' | 'or', operands: readonly Expression[]): Expression => {
  const flat = operands.flatMap(operand =>
    operand.kind === 'logical' && operand.operator === operator ? operand.operands : [operand],
  );
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind: 'logical', type: 'bool', operator, operands: flat };
};

export const comparison = (
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Comparison => ({ kind: 'comparison', type: 'bool', operator, left, right });
