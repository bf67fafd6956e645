import { marksIn } from '../bind/size.ts';

/** A parameter of a function, as far as a call has to know it. */
export interface DeclaredParameter {
  /** Its scalar type; `undefined` of a table. */
  readonly type: string | undefined;
  readonly hasDefault: boolean;
}

const PARAMETER = /^\s*\w+\s*:\s*(\w+)?/;

/** The parameters of a declaration that parses. */
export const declaredParameters = (parameters: string): DeclaredParameter[] => {
  const commas = marksIn(parameters).filter(({ token, depth }) => token === ',' && depth === 0);
  const ends = [...commas.map(({ index }) => index), parameters.length];
  return ends
    .map((end, at) => parameters.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end))
    .filter(part => part.trim() !== '')
    .map(part => ({ type: PARAMETER.exec(part)?.[1], hasDefault: part.includes('=') }));
};
