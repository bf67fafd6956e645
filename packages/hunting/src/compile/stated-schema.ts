import { fail, ok, type Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { type KustoType, parseKustoType } from '../kusto-type.ts';
import type { OpenSchema } from '../plan/open-schema.ts';
import type { HuntingResult } from '../result.ts';
import { stringLiteral } from '../string-literal.ts';

/** More columns than that are no table. */
const MAX_COLUMNS = 2_000;

/** The column type for values of these kinds, as `gettype` names them; several kinds make a dynamic column. */
const typeOf = (kinds: ReadonlySet<string>): KustoType => {
  const known = [...kinds].filter(kind => kind !== 'null');
  const [only] = known;
  if (known.length !== 1 || only === undefined) return 'dynamic';
  return only === 'double' ? 'real' : (parseKustoType(only) ?? 'dynamic');
};

const foundColumns = (rows: HuntingResult['rows']): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const [name, kind] of rows) {
    const kinds = found.get(String(name)) ?? new Set<string>();
    found.set(String(name), kinds.add(String(kind)));
  }
  return found;
};

const columnText = (name: string, type: string): string => `[${stringLiteral(name)}]:${type}`;

/** Writes down the columns that a discovery found: known ones that it did not find too, then those that it did. */
export const stateSchema = (
  { at, known, conflict, keepsOrder }: OpenSchema,
  rows: HuntingResult['rows'],
  query: string,
): Result<Insertion, HuntingFailure> => {
  const found = foundColumns(rows);
  const inOrder = [...found.keys()];
  const names = keepsOrder ? inOrder : inOrder.toSorted((one, other) => (one < other ? -1 : 1));
  const taken = new Map(known.map(({ name, type }) => [name, type] as const));
  const clash = names.find(name => taken.has(name));
  const span = { start: at, length: 0 };
  if (clash !== undefined && conflict === 'error')
    return fail(
      failureAt('semantic', `The input already has a column '${clash}': name what to keep.`, query, span),
    );
  if (names.includes(''))
    return fail(failureAt('unsupported', 'A column without a name is not supported.', query, span));
  if (names.length > MAX_COLUMNS)
    return fail(failureAt('resources', `The operator would make ${names.length} columns.`, query, span));
  const columns = [
    ...known.filter(({ name }) => !found.has(name)).map(({ name, type }) => columnText(name, type)),
    ...names.map(name => {
      const kept = conflict === 'keep_source' ? taken.get(name) : undefined;
      return columnText(name, kept ?? typeOf(found.get(name) ?? new Set()));
    }),
  ];
  return ok({ at, text: ` : (${columns.join(', ')})` });
};
