import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric, isTextual } from '../../kusto-type.ts';
import {
  call,
  columnReference,
  constant,
  type Expression,
  logical,
  not,
  type TextSearch,
} from '../../plan/expression.ts';
import { quoteRegex } from '../../value/regex.ts';
import { asText, convert } from '../conversion.ts';
import { type Lowering, type RowScope, visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';

/** A search in one row, with or without regard to case. */
interface Search {
  readonly row: RowScope;
  readonly caseSensitive: boolean;
  readonly lowering: Lowering;
}

/** What the stars at a term's ends make of it (manual: search operator). */
const searchFor = (term: string): { readonly search: TextSearch; readonly needle: string } => {
  const [, before = '', needle = '', after = ''] = /^(\*?)([^]*?)(\*?)$/.exec(term) ?? [];
  if (before) return { search: after ? 'contains' : 'hassuffix', needle };
  return { search: after ? 'hasprefix' : 'has', needle };
};

/** A term with stars inside: its pieces in this order, the outer ones at the ends of terms. */
const patternOf = (term: string, caseSensitive: boolean): Expression => {
  const [first = '', ...rest] = term.split('*').map(quoteRegex);
  const inner = [first, ...rest].join('.*');
  const start = first === '' ? '' : '\\b';
  const end = rest.at(-1) === '' ? '' : '\\b';
  return constant('string', `${caseSensitive ? '' : '(?i)'}${start}${inner}${end}`);
};

const termIn = (subject: Expression, term: string, { caseSensitive }: Search): Expression => {
  const { search, needle } = searchFor(term);
  if (needle.includes('*'))
    return call('matches_regex', 'bool', asText(subject), patternOf(term, caseSensitive));
  const needles = [constant('string', needle)];
  const subjectText = asText(subject);
  return {
    kind: 'text-test',
    type: 'bool',
    search,
    caseSensitive,
    quantifier: 'any',
    subject: subjectText,
    needles,
  };
};

/** Any column that can hold the term; numbers are searched as texts, for terms that could be a part of one. */
const anywhere = (term: string, search: Search, node: BoundNode): Expression => {
  const mayBeNumber = /^[\d.*+-]+$/.test(term);
  const columns = visible(search.row.columns).filter(
    ({ type }) => isTextual(type) || type === 'dynamic' || (mayBeNumber && isNumeric(type)),
  );
  if (columns.length === 0) throw unsupported('A search in a table without texts', node);
  // A line end is no part of any term: all columns are one text for the search.
  const lines = [constant('string', '\n'), ...columns.map(column => asText(columnReference(column)))];
  return termIn(call('strcat_delim', 'string', ...lines), term, search);
};

const termOf = (node: BoundNode | undefined, at: BoundNode): string => {
  const text = node?.stringValue;
  if (text === undefined) throw unsupported('A search term that is not a literal', node ?? at);
  return text;
};

/** `column: "term"`. */
const columnTerm = (node: BoundNode, search: Search): Expression => {
  const subject = node.child('Left');
  const term = termOf(node.child('Right'), node);
  if (!subject || subject.kind === 'StarExpression') return anywhere(term, search, node);
  return termIn(search.lowering.expression(subject, search.row), term, search);
};

const both = (node: BoundNode, search: Search): Expression => {
  const operands = ['Left', 'Right'].flatMap(role => node.child(role) ?? []);
  return logical(
    node.kind === 'AndExpression' ? 'and' : 'or',
    operands.map(operand => lowerSearchPredicate(operand, search)),
  );
};

const isTerm = (node: BoundNode): boolean =>
  node.stringValue !== undefined && node.kind.endsWith('LiteralExpression');

const isNot = (node: BoundNode): boolean =>
  node.kind === 'FunctionCallExpression' && node.child('Name')?.simpleName === 'not';

const together = (sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined =>
  sets.includes(undefined) ? undefined : new Set(sets.flatMap(names => [...(names ?? [])]));

const columnsNamed = (node: BoundNode): ReadonlySet<string> | undefined => {
  if (node.kind === 'StarExpression') return undefined;
  if (node.kind === 'NameReference' && node.reference?.kind === 'column') return new Set([node.simpleName]);
  return together(node.children.map(columnsNamed));
};

/** The columns that a search predicate names; `undefined` where it looks for a term in any column. */
export const columnsSearched = (node: BoundNode): ReadonlySet<string> | undefined => {
  if (isTerm(node)) return undefined;
  if (node.kind === 'AndExpression' || node.kind === 'OrExpression')
    return together(['Left', 'Right'].flatMap(role => node.child(role) ?? []).map(columnsSearched));
  const inner = node.kind === 'ParenthesizedExpression' ? node.child('Expression') : undefined;
  const [negated] = isNot(node) ? (node.child('ArgumentList')?.list('Expressions') ?? []) : [];
  const part = inner ?? negated;
  return part ? columnsSearched(part) : columnsNamed(node);
};

/** Lowers the predicate of `search`: terms stand for themselves there. */
export const lowerSearchPredicate = (node: BoundNode, search: Search): Expression => {
  const inner = node.child('Expression');
  const [negated] = node.child('ArgumentList')?.list('Expressions') ?? [];
  if (node.stringValue !== undefined && isTerm(node)) return anywhere(node.stringValue, search, node);
  if (node.kind === 'AndExpression' || node.kind === 'OrExpression') return both(node, search);
  if (node.kind === 'ParenthesizedExpression' && inner) return lowerSearchPredicate(inner, search);
  if (node.kind === 'SearchExpression') return columnTerm(node, search);
  if (node.kind === 'StarExpression') return constant('bool', true);
  if (isNot(node) && negated) return not(lowerSearchPredicate(negated, search));
  return convert(search.lowering.expression(node, search.row), 'bool', node);
};
