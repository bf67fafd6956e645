import type { BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { givenName, givenNames, valuesOf } from '../assignments.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { withWindows } from '../windows.ts';
import { projectNamed } from './project.ts';

interface Assignment {
  readonly name: string | undefined;
  readonly value: Expression;
}

/** The values of one item; those without names are taken away behind the operator where others have names. */
const assignmentsOf = (node: BoundNode, row: RowScope, lowering: Lowering): Assignment[] => {
  const values = valuesOf(node, row, lowering);
  const given = node.kind === 'CompoundNamedExpression' ? givenNames(node) : [givenName(node)];
  if (given.length > values.length) throw unsupported('Names that do not match the values', node);
  return values.map((value, place) => ({ name: given[place], value }));
};

/** The column that an assignment without a name of its own makes: the next one that nothing else explains. */
const unnamed = (assignments: readonly Assignment[], input: Relation, names: readonly string[]): string[] => {
  const known = new Set([
    ...input.columns.map(({ name }) => name),
    ...assignments.flatMap(({ name }) => name ?? []),
  ]);
  return names.filter(name => !known.has(name));
};

/**
 * `extend a = …`: a name of the input is replaced in place, any other is appended; every assignment sees the columns as
 * they were before (reference: kql, section 6, 47).
 */
export const lowerExtend = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const bound = (node.columns ?? []).map(({ name }) => name);
  return withWindows(
    input,
    lowering,
    row => node.list('Expressions').flatMap(item => assignmentsOf(item, row, lowering)),
    (rows, assignments) => {
      const free = unnamed(assignments, input, bound);
      const named = assignments.map(item => ({ ...item, name: item.name ?? free.shift() ?? '' }));
      const values = named.map(({ name, value }) => [name, value] as const);
      return projectNamed(node, rows, new Map(values), lowering);
    },
  );
};
