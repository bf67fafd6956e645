import { type Bounds, boundaryPatterns } from '../value/term-patterns.ts';
import { elementsOrItself, elementText } from './dynamic.ts';
import { once } from './once.ts';
import type { Parameters } from './parameters.ts';
import { list, type Sql, sql } from './sql.ts';

/** The needles whose ends are alphanumeric, or not, as one alternative; empty when there are none of them. */
const alternative = (needles: Sql, { start, end }: Bounds, wanted: Bounds, parameters: Parameters): Sql => {
  const test = (isWanted: boolean, pattern: string): Sql =>
    sql`match(w, ${parameters.string(pattern)}) = ${isWanted ? sql`1` : sql`0`}`;
  const tests = sql`${test(start, boundaryPatterns.startsTerm)} AND ${test(end, boundaryPatterns.endsTerm)}`;
  const before = start && wanted.start ? parameters.string(boundaryPatterns.start) : sql`''`;
  const after = end && wanted.end ? parameters.string(boundaryPatterns.end) : sql`''`;
  const quoted = sql`arrayMap(w -> regexpQuoteMeta(w), arrayFilter(w -> ${tests}, ${needles}))`;
  return once(
    sql`q`,
    quoted,
    q => sql`if(empty(${q}), '', concat(${before}, '(?:', arrayStringConcat(${q}, '|'), ')', ${after}))`,
  );
};

const ENDS: readonly Bounds[] = [
  { start: true, end: true },
  { start: true, end: false },
  { start: false, end: true },
  { start: false, end: false },
];

/**
 * Whether a text has any of the needles in an array that is the same for every row, by their terms: one pattern, made once. A test of each
 * needle would copy the text for each of them.
 */
export const anySteadyNeedle = (
  subject: Sql,
  array: Sql,
  bounds: Bounds,
  caseSensitive: boolean,
  parameters: Parameters,
): Sql => {
  const needles = once(
    sql`a`,
    array,
    a => sql`arrayMap(x -> ${elementText(sql`x`)}, ${elementsOrItself(a)})`,
  );
  const pattern = once(sql`n`, needles, n => {
    const alternatives = list(ENDS.map(ends => alternative(n, ends, bounds, parameters)));
    // An empty needle is everywhere; without needles nothing is found.
    return sql`multiIf(has(${n}, ''), '', empty(${n}), '[^\\\\s\\\\S]', arrayStringConcat(arrayFilter(p -> p != '', [${alternatives}]), '|'))`;
  });
  return sql`match(${subject}, concat(${caseSensitive ? sql`''` : sql`'(?i)'`}, ${pattern}))`;
};
