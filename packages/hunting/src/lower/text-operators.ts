import type { BoundNode } from '../bind/bound-node.ts';
import { call, type Expression, not, type TextSearch } from '../plan/expression.ts';
import { asText } from './conversion.ts';
import { checkPattern } from './patterns.ts';

interface TextOperator {
  readonly search: TextSearch;
  readonly caseSensitive: boolean;
  readonly negated: boolean;
}

const SEARCHES: readonly TextSearch[] = [
  'contains',
  'startswith',
  'endswith',
  'has',
  'hasprefix',
  'hassuffix',
];

const variants = (search: TextSearch): (readonly [string, TextOperator])[] => [
  [search, { search, caseSensitive: false, negated: false }],
  [`!${search}`, { search, caseSensitive: false, negated: true }],
  [`not${search}`, { search, caseSensitive: false, negated: true }],
  [`${search}_cs`, { search, caseSensitive: true, negated: false }],
  [`!${search}_cs`, { search, caseSensitive: true, negated: true }],
  [`not${search}_cs`, { search, caseSensitive: true, negated: true }],
];

/** The operators that search one text in another, by their spelling (manual: string operators). */
const textOperators: ReadonlyMap<string, TextOperator> = new Map([
  ...SEARCHES.flatMap(variants),
  ['=~', { search: 'equals', caseSensitive: false, negated: false }],
  ['!~', { search: 'equals', caseSensitive: false, negated: true }],
]);

/** Lowers `left operator right`; `undefined` when the operator is none of these. */
export const lowerTextOperator = (
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined => {
  const found = textOperators.get(operator);
  if (!found) return undefined;
  const test: Expression = {
    kind: 'text-test',
    type: 'bool',
    search: found.search,
    caseSensitive: found.caseSensitive,
    quantifier: 'any',
    subject: asText(left),
    needles: [asText(right)],
  };
  return found.negated ? not(test) : test;
};

/** `left matches regex right`. */
export const lowerRegexMatch = (left: Expression, right: Expression, node: BoundNode): Expression => {
  checkPattern(right, node);
  return call('matches_regex', 'bool', asText(left), asText(right));
};
