import type { KustoType } from '../../../kusto-type.ts';
import type { FunctionName } from '../../../plan/functions.ts';

/** What a function takes in one place: a type that arguments are converted to, the result's type, or anything. */
export type Parameter = KustoType | 'result' | 'any';

/** How a function of the language becomes one of the plan. */
export interface Signature {
  readonly name: FunctionName;
  readonly parameters?: readonly Parameter[];
  /** The type of any further arguments. */
  readonly rest?: Parameter;
  /** The types that the first argument may have; others are refused rather than guessed at. */
  readonly sources?: readonly KustoType[];
  /** The place of the argument that is a regular expression. */
  readonly pattern?: number;
}

/** The functions of one family by their names in the language. */
export type Signatures = Readonly<Record<string, Signature>>;

/** A function with fixed places; the last ones may be left out where the language allows it. */
export const of = (name: FunctionName, ...parameters: readonly Parameter[]): Signature => ({
  name,
  parameters,
});

/** A function with any number of further arguments of one type. */
export const variadic = (
  name: FunctionName,
  rest: Parameter,
  ...parameters: readonly Parameter[]
): Signature => ({ name, parameters, rest });
