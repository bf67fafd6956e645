import type { BoundNode } from '../bind/bound-node.ts';
import type { Column } from '../plan/column.ts';
import { columnReference, type Expression } from '../plan/expression.ts';
import type { Expand, Output, Relation } from '../plan/relation.ts';
import { assigned, givenName } from './assignments.ts';
import { constantOf } from './constants.ts';
import { asElement } from './element-type.ts';
import { type Lowering, noRow, visible } from './lowering.ts';
import { operatorName, operatorParameter } from './operators/parameters.ts';
import { projectNamed } from './operators/project.ts';
import { unsupported } from './refusal.ts';
import { writtenType } from './scalar-type.ts';

/** The rows that `mv-expand` and `mv-apply` make: each element in a row, by the names that the query gives. */
interface Expansion {
  readonly expand: Expand;
  /** The value of each new column over the expanded rows, by name. */
  readonly values: ReadonlyMap<string, Expression>;
}

interface Item {
  readonly name: string;
  readonly output: Output;
  readonly value: Expression;
}

const itemOf = (node: BoundNode, place: number, input: Relation, lowering: Lowering): Item => {
  const expression = node.child('Expression') ?? node;
  const name = givenName(expression) ?? `#${place}`;
  const value = lowering.expression(assigned(expression), input);
  if (value.type !== 'dynamic') throw unsupported(`Expanding a ${value.type}`, node);
  const column = lowering.ids.column(name, 'dynamic');
  const wanted = node.child('ToTypeOf')?.child('TypeOf')?.list('Types')[0];
  const type = wanted ? writtenType(wanted) : 'dynamic';
  return { name, output: { column, value }, value: asElement(columnReference(column), type) };
};

const limitOf = (node: BoundNode, lowering: Lowering): bigint | undefined => {
  const limit = node.child('RowLimitClause')?.child('RowLimit');
  if (!limit) return undefined;
  const count = constantOf(lowering.expression(limit, noRow), 'long')?.value;
  if (typeof count !== 'bigint') throw unsupported('A row limit that is not a literal', limit);
  return count < 0n ? 0n : count;
};

const membersOf = (node: BoundNode): Expand['members'] => {
  const kind = operatorParameter(node, 'kind') ?? operatorParameter(node, 'bagexpansion');
  return kind === 'array' ? 'pairs' : 'bags';
};

/** The expansion of `node`'s columns over `input`; `limit` is the row limit where the text gives none. */
export const lowerExpansion = (
  node: BoundNode,
  input: Relation,
  lowering: Lowering,
  limit?: bigint,
): Expansion => {
  const items = node.list('Expressions').map((item, place) => itemOf(item, place, input, lowering));
  const indexName = operatorName(node, 'with_itemindex');
  const index = indexName === undefined ? undefined : lowering.ids.column(indexName, 'long');
  const own: Column[] = [...items.map(({ output }) => output.column), ...(index ? [index] : [])];
  const expand: Expand = {
    kind: 'expand',
    columns: [...input.columns, ...own],
    input,
    items: items.map(({ output }) => output),
    index,
    members: membersOf(node),
    limit: limitOf(node, lowering) ?? limit,
  };
  const values = new Map(items.map(({ name, value }) => [name, value] as const));
  if (index) values.set(index.name, columnReference(index));
  return { expand, values };
};

/** The expanded rows with the columns that the binder names: new values by name, all others from the input. */
export const expandedRows = (
  { expand, values }: Expansion,
  node: BoundNode,
  lowering: Lowering,
): Relation => {
  const bound = (node.columns ?? []).map(({ name }) => name);
  const passed = new Set(visible(expand.input.columns).map(({ name }) => name));
  // A value without a name of its own makes the next column that nothing else explains.
  const free = bound.filter(name => !passed.has(name) && !values.has(name));
  const named = [...values].map(
    ([name, value]) => [bound.includes(name) ? name : (free.shift() ?? name), value] as const,
  );
  return projectNamed(node, expand, new Map(named), lowering);
};
