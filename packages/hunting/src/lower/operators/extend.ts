import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { assigned, givenName } from '../assignments.ts';
import { convert } from '../conversion.ts';
import { type Lowering, resolve, visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { alongHidden } from './project.ts';

interface Assignment {
  readonly name: string | undefined;
  readonly value: Expression;
  readonly node: BoundNode;
}

const assignmentOf = (node: BoundNode, input: Relation, lowering: Lowering): Assignment => {
  if (node.kind === 'CompoundNamedExpression') throw unsupported('Assigning several names at once', node);
  return { name: givenName(node), node, value: lowering.expression(assigned(node), input) };
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
  const bound = node.columns ?? [];
  const assignments = node.list('Expressions').map(item => assignmentOf(item, input, lowering));
  const free = unnamed(
    assignments,
    input,
    bound.map(({ name }) => name),
  );
  const byName = new Map(assignments.map(item => [item.name ?? free.shift(), item] as const));
  const outputs = bound.map(({ name, type }): Output => {
    const item = byName.get(name);
    if (item) {
      const wanted = scalarType(type, item.node);
      return { column: lowering.ids.column(name, wanted), value: convert(item.value, wanted, item.node) };
    }
    const value = resolve({ columns: visible(input.columns) }, name);
    if (value?.kind !== 'column') throw unsupported(`The column '${name}' here`, node);
    return { column: value.column, value: columnReference(value.column) };
  });
  return project(input, [...outputs, ...alongHidden(input)]);
};
