import { stringLiteral } from '../string-literal.ts';
import type { AmendedText } from './amended-text.ts';
import type { BoundNode } from './bound-node.ts';

/** `name = series_…(…)`: what a query has to hold for this to matter. */
const MAY_NAME_FEWER = /=\s*(?:series|array_sort)_\w+\s*\(/;

/** How many of an item's values have names; all where none has, or where the operator keeps those without (`project`). */
const countNamed = (item: BoundNode, operator: BoundNode): number => {
  if (item.kind === 'SimpleNamedExpression') return 1;
  const names = operator.kind === 'ExtendOperator' ? item.child('Names')?.list('Names') : undefined;
  return names?.length ?? Number.POSITIVE_INFINITY;
};

/** The names of the values that an operator gets beside those that the query gives names. */
const furtherNames = (operator: BoundNode): string[] =>
  operator
    .list('Expressions')
    .flatMap(item => item.columns?.slice(countNamed(item, operator)) ?? [])
    .map(({ name }) => name);

/** Whether a column is one of these, which the service numbers where the name is taken. */
const isOneOf = (name: string, names: readonly string[]): boolean =>
  names.some(known => name.startsWith(known) && /^\d*$/.test(name.slice(known.length)));

const dropped = (operator: BoundNode, inputNames: ReadonlySet<string>): string[] => {
  const further = furtherNames(operator);
  const columns = (operator.columns ?? []).map(({ name }) => name);
  return columns.filter(name => !inputNames.has(name) && isOneOf(name, further));
};

/** A piece of text and the offset in what is bound before which it has to stand. */
interface Piece {
  readonly offset: number;
  readonly text: string;
}

const dropping = (node: BoundNode, inputNames: ReadonlySet<string>, bound: string): Piece[] => {
  const names = dropped(node, inputNames);
  const offset = node.start + node.length;
  const text = ` | project-away ${names.map(name => `[${stringLiteral(name)}]`).join(', ')}`;
  return names.length === 0 || bound.startsWith(text, offset) ? [] : [{ offset, text }];
};

const piecesIn = (node: BoundNode, bound: string, inputNames: ReadonlySet<string>): Piece[] => {
  const isNaming = node.kind === 'ExtendOperator' || node.kind === 'ProjectOperator';
  const own = isNaming ? dropping(node, inputNames, bound) : [];
  const input = node.kind === 'PipeExpression' ? node.child('Expression')?.columns : undefined;
  const names = new Set(input?.map(({ name }) => name));
  return [...own, ...node.children.flatMap(child => piecesIn(child, bound, names))];
};

/**
 * The text with what takes away the values of a function with several results that a query gives no names beside others:
 * `x = series_stats(y)` is the first of them alone and `extend (a, b) = …` two, though the service keeps them all (manual:
 * series_fit_2lines; reference: kql, section 2.4). Of the first operator that has such values, since what is taken away
 * there bears on names behind; `undefined` when there are none.
 */
export const withoutUnnamedValues = (root: BoundNode, amended: AmendedText): AmendedText | undefined => {
  const { text } = amended;
  if (!MAY_NAME_FEWER.test(text)) return undefined;
  const [first] = piecesIn(root, text, new Set()).toSorted((one, other) => one.offset - other.offset);
  return first && amended.withPiece(first.offset, first.text);
};
