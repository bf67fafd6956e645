import type { BoundColumn, BoundNode } from '../bind/bound-node.ts';
import type { Column } from '../plan/column.ts';
import { columnReference, type Expression } from '../plan/expression.ts';
import { type Expand, type Output, project, type Relation } from '../plan/relation.ts';
import { assigned, givenName } from './assignments.ts';
import { constantOf } from './constants.ts';
import { asElement } from './element-type.ts';
import { hidden, type Lowering, noRow, resolve, visible } from './lowering.ts';
import { operatorName, operatorParameter } from './operators/parameters.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

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

/** The type that `to typeof(…)` names. */
const wantedType = (node: BoundNode): string => {
  const word = node.child('ToTypeOf')?.child('TypeOf')?.list('Types')[0]?.text ?? 'dynamic';
  return ALIASES[word] ?? word;
};

/** Other spellings of types (manual: scalar data types). */
const ALIASES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  double: 'real',
  date: 'datetime',
  time: 'timespan',
  uuid: 'guid',
  uniqueid: 'guid',
};

const itemOf = (node: BoundNode, input: Relation, lowering: Lowering): Item => {
  const expression = node.child('Expression') ?? node;
  const name = givenName(expression) ?? '';
  const value = lowering.expression(assigned(expression), input);
  if (value.type !== 'dynamic') throw unsupported(`Expanding a ${value.type}`, node);
  const column = lowering.ids.column(name, 'dynamic');
  const type = scalarType(wantedType(node), node);
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
  const items = node.list('Expressions').map(item => itemOf(item, input, lowering));
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
  bound: readonly BoundColumn[],
  node: BoundNode,
  { ids }: Lowering,
): Relation => {
  const unnamed = [...values.entries()].filter(([name]) => !bound.some(column => column.name === name));
  const outputs = bound.map(({ name, type }): Output => {
    const value = values.get(name);
    if (value) return { column: ids.column(name, scalarType(type, node)), value };
    const passed = resolve({ columns: visible(expand.input.columns) }, name);
    if (passed?.kind === 'column') return { column: passed.column, value: passed };
    const [next] = unnamed.splice(0, 1);
    if (!next) throw unsupported(`The column '${name}' here`, node);
    return { column: ids.column(name, next[1].type), value: next[1] };
  });
  const alongside = hidden(expand.input.columns).map(column => ({ column, value: columnReference(column) }));
  return project(expand, [...outputs, ...alongside]);
};
