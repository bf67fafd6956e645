import type { TenantId } from '@vakt/contract/ids';

/** A function that a tenant keeps: `let Name = (parameters) { body };` stands before its queries that name it. */
export interface CustomFunction {
  readonly name: string;
  /** As they are declared: `T:(*), days:long = 7`; empty when there are none. */
  readonly parameters: string;
  /** A query or an expression. */
  readonly body: string;
}

/** The functions of a tenant, by which its queries may be written. */
export type FunctionsOf = (tenant: TenantId) => Promise<readonly CustomFunction[]>;

/** The declaration of a function up to its body, and behind it: line breaks end a comment with which either may end. */
export const opening = ({ name, parameters }: Pick<CustomFunction, 'name' | 'parameters'>): string =>
  `let ${name} = (${parameters}\n) {\n`;
export const CLOSING = '\n};\n';

const NAMES = /[A-Za-z_]\w*/g;

/** The declarations of those of `functions` that `text` names, to stand before it. */
export const customDeclarations = (functions: readonly CustomFunction[], text: string): string => {
  const named = new Set(text.match(NAMES));
  return functions
    .filter(({ name }) => named.has(name))
    .map(each => `${opening(each)}${each.body}${CLOSING}`)
    .join('');
};
