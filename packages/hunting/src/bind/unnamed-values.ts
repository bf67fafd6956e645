import { stringLiteral } from '../string-literal.ts';
import type { AmendedText, Insertion } from './amended-text.ts';
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

const dropping = (node: BoundNode, inputNames: ReadonlySet<string>, amended: AmendedText): Insertion[] => {
  const names = dropped(node, inputNames);
  const end = node.start + node.length;
  if (names.length === 0 || amended.isInserted(end)) return [];
  const away = names.map(name => `[${stringLiteral(name)}]`).join(', ');
  return [{ at: amended.originalOffset(end - 1) + 1, text: ` | project-away ${away}` }];
};

const insertionsIn = (
  node: BoundNode,
  amended: AmendedText,
  inputNames: ReadonlySet<string>,
): Insertion[] => {
  const isNaming = node.kind === 'ExtendOperator' || node.kind === 'ProjectOperator';
  const own = isNaming ? dropping(node, inputNames, amended) : [];
  const input = node.kind === 'PipeExpression' ? node.child('Expression')?.columns : undefined;
  const names = new Set(input?.map(({ name }) => name));
  return [...own, ...node.children.flatMap(child => insertionsIn(child, amended, names))];
};

/**
 * What takes away the values of a function with several results that a query gives no names beside others: `x =
 * series_stats(y)` is the first of them alone and `extend (a, b) = …` two, though the service keeps them all (manual:
 * series_fit_2lines; reference: kql, section 2.4).
 */
export const unnamedValues = (root: BoundNode, amended: AmendedText): Insertion[] =>
  MAY_NAME_FEWER.test(amended.text) ? insertionsIn(root, amended, new Set()) : [];
