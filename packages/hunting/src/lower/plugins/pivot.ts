import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference, comparison, constant, type Expression, logical } from '../../plan/expression.ts';
import {
  type AggregateCall,
  type AggregateOutput,
  countRows,
  type Output,
  project,
  type Relation,
  sort,
} from '../../plan/relation.ts';
import { columnsUsed, isInOrder } from '../../plan/walk.ts';
import { lowerAggregate } from '../aggregates.ts';
import { asText } from '../conversion.ts';
import { visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { numbered } from '../windows.ts';
import { askForSchema, type LowerPlugin, type PluginCall } from './plugin.ts';

/** What a call of `pivot` says. */
interface Pivoting {
  readonly value: Expression;
  readonly aggregate: AggregateCall;
  readonly groups: Output[];
}

/** `take_any(value)`, which is a row's pick elsewhere. */
const anyOf = (node: BoundNode, { input, lowering }: PluginCall): AggregateCall | undefined => {
  const [value, ...further] = node.child('ArgumentList')?.list('Expressions') ?? [];
  if (!['take_any', 'any'].includes(node.child('Name')?.simpleName ?? '') || !value || further.length > 0)
    return undefined;
  const argument = lowering.expression(value, input);
  return { ...countRows, name: 'take_any', type: argument.type, argument };
};

const aggregateOf = (node: BoundNode | undefined, plugin: PluginCall): AggregateCall => {
  const { input, lowering } = plugin;
  if (!node) return countRows;
  const lowered = anyOf(node, plugin) ?? lowerAggregate(node, input, lowering);
  if (!lowered) throw unsupported('A pivot of this aggregate', node);
  return lowered;
};

const groupColumn = (node: BoundNode, { input, lowering }: PluginCall): Output => {
  const value = lowering.expression(node, input);
  if (value.kind !== 'column') throw meaningless('pivot groups by columns.', node);
  return { column: lowering.ids.column(value.column.name, value.type), value };
};

/** Without columns of its own a pivot groups by every column that it does not use otherwise. */
const otherColumns = (used: readonly Expression[], { input, lowering }: PluginCall): Output[] => {
  const ids = new Set(columnsUsed(used).map(({ id }) => id));
  return visible(input.columns)
    .filter(({ id }) => !ids.has(id))
    .map(column => ({
      column: lowering.ids.column(column.name, column.type),
      value: columnReference(column),
    }));
};

const pivotingOf = (plugin: PluginCall): Pivoting => {
  const [first, second, ...rest] = plugin.arguments;
  if (!first) throw meaningless('pivot needs a column.', plugin.node);
  const value = plugin.lowering.expression(first, plugin.input);
  const aggregate = aggregateOf(second, plugin);
  const used = [value, aggregate.argument, aggregate.condition].flatMap(item => item ?? []);
  const groups = rest.length > 0 ? rest.map(item => groupColumn(item, plugin)) : otherColumns(used, plugin);
  return { value, aggregate, groups };
};

/** The values that columns are named after: in the order in which rows have them, where rows are in one. */
const valuesIn = ({ input, lowering: { ids } }: PluginCall, { value, aggregate }: Pivoting): Relation => {
  const name = ids.column('name', 'string');
  const kind = ids.column('kind', 'string');
  const kindName = aggregate.type === 'real' ? 'double' : aggregate.type;
  const keys: Output[] = [
    { column: name, value: asText(value) },
    { column: kind, value: constant('string', kindName) },
  ];
  if (!isInOrder(input))
    return { kind: 'aggregate', columns: [name, kind], input, keys, calls: [], picks: [] };
  const { rows, number } = numbered(input, ids);
  const place = ids.column('', 'long');
  const earliest: AggregateCall = { ...countRows, name: 'min', argument: columnReference(number) };
  const values: Relation = {
    kind: 'aggregate',
    columns: [name, kind, place],
    input: rows,
    keys,
    calls: [{ column: place, call: earliest }],
    picks: [],
  };
  const byPlace = sort(values, [{ value: columnReference(place), descending: false, nullsFirst: true }]);
  return project(
    byPlace,
    [name, kind].map(column => ({ column, value: columnReference(column) })),
  );
};

const ofValue = (name: string, { value, aggregate }: Pivoting): AggregateCall => {
  const isValue = comparison('==', asText(value), constant('string', name));
  const condition = aggregate.condition ? logical('and', [aggregate.condition, isValue]) : isValue;
  return { ...aggregate, condition };
};

/** `evaluate pivot(column, aggregate, groups…)`: a column for each value (manual: pivot plugin). */
export const lowerPivot: LowerPlugin = plugin => {
  const { input, stated, lowering } = plugin;
  const pivoting = pivotingOf(plugin);
  const { groups } = pivoting;
  const known = groups.map(({ column }) => column);
  if (!stated)
    throw askForSchema(plugin, {
      discovery: valuesIn(plugin, pivoting),
      keepsOrder: isInOrder(input),
      known,
      conflict: 'error',
    });
  const groupNames = new Map(groups.map(group => [group.column.name, group] as const));
  const keys = stated.flatMap(({ name }) => groupNames.get(name) ?? []);
  const calls = stated
    .filter(({ name }) => !groupNames.has(name))
    .map(({ name }): AggregateOutput => {
      const wanted = ofValue(name, pivoting);
      return { column: lowering.ids.column(name, wanted.type), call: wanted };
    });
  const columns = stated.flatMap(({ name }) => {
    const found = [...keys, ...calls].find(({ column }) => column.name === name);
    return found ? [found.column] : [];
  });
  return { kind: 'aggregate', columns, input, keys, calls, picks: [] };
};
