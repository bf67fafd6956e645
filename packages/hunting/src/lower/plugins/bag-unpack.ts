import {
  call,
  columnReference,
  comparison,
  constant,
  type Expression,
  logical,
  not,
} from '../../plan/expression.ts';
import type { NameConflict } from '../../plan/open-schema.ts';
import { filter, type Output, project, type Relation } from '../../plan/relation.ts';
import { asElement } from '../element-type.ts';
import { type Lowering, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { askForSchema, type LowerPlugin, literalText, type PluginCall, pluginArgument } from './plugin.ts';

/** What a call of `bag_unpack` says. */
interface Unpacking {
  readonly bag: Expression;
  readonly prefix: string;
  readonly conflict: NameConflict;
  readonly ignored: readonly string[];
}

const ignoredOf = (text: string | undefined): string[] => {
  const parsed: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

const conflictOf = (call: PluginCall): NameConflict => {
  const word = literalText(pluginArgument(call, 'columnsConflict', 2), 'string', call.lowering) ?? 'error';
  if (word !== 'error' && word !== 'keep_source' && word !== 'replace_source')
    throw unsupported(`bag_unpack() with columnsConflict='${word}'`, call.node);
  return word;
};

const unpackingOf = (call: PluginCall): Unpacking => {
  const [first] = call.arguments;
  const bag = first && call.lowering.expression(first, call.input);
  if (bag?.kind !== 'column' || bag.type !== 'dynamic')
    throw meaningless('bag_unpack needs a dynamic column.', call.node);
  return {
    bag,
    prefix: literalText(pluginArgument(call, 'OutputColumnPrefix', 1), 'string', call.lowering) ?? '',
    conflict: conflictOf(call),
    ignored: ignoredOf(literalText(pluginArgument(call, 'ignoredProperties', 3), 'dynamic', call.lowering)),
  };
};

const member = (bag: Expression, key: string | bigint): Expression => ({
  kind: 'dynamic-path',
  type: 'dynamic',
  value: bag,
  steps: [typeof key === 'string' ? constant('string', key) : constant('long', key)],
});

/** Each key of the bags with the kinds of its values. */
const keysIn = (input: Relation, { bag, prefix, ignored }: Unpacking, { ids }: Lowering): Relation => {
  const isBag: Expression = {
    kind: 'membership',
    type: 'bool',
    subject: call('gettype', 'string', bag),
    caseSensitive: true,
    values: [constant('string', 'dictionary')],
  };
  const pair = ids.column('pair', 'dynamic');
  const expanded: Relation = {
    kind: 'expand',
    columns: [...input.columns, pair],
    input: filter(input, isBag),
    items: [{ column: pair, value: bag }],
    index: undefined,
    members: 'pairs',
    limit: undefined,
  };
  const key = call('tostring', 'string', member(columnReference(pair), 0n));
  const name = ids.column('name', 'string');
  const kind = ids.column('kind', 'string');
  const wanted: Expression = {
    kind: 'membership',
    type: 'bool',
    subject: key,
    caseSensitive: true,
    values: ignored.map(text => constant('string', text)),
  };
  const keys: Output[] = [
    { column: name, value: call('strcat', 'string', constant('string', prefix), key) },
    { column: kind, value: call('gettype', 'string', member(columnReference(pair), 1n)) },
  ];
  const rows = ignored.length > 0 ? filter(expanded, logical('and', [not(wanted)])) : expanded;
  return { kind: 'aggregate', columns: [name, kind], input: rows, keys, calls: [], picks: [] };
};

/** Whether any row's bag has a key under which a column of this name stands; null when none has. */
const isFound = (name: string, keys: Relation, { ids }: Lowering): Expression => {
  const [found] = keys.columns;
  if (!found) return constant('bool', null);
  const rows = filter(keys, comparison('==', columnReference(found), constant('string', name)));
  const column = ids.column('', 'bool');
  return {
    kind: 'scalar-subquery',
    type: 'bool',
    relation: project(rows, [{ column, value: constant('bool', true) }]),
    column,
  };
};

/** `evaluate bag_unpack(bag, prefix, …)`: a column for each key (manual: bag_unpack plugin). */
export const lowerBagUnpack: LowerPlugin = plugin => {
  const { input, stated, lowering, node } = plugin;
  const unpacking = unpackingOf(plugin);
  const { bag, prefix, conflict } = unpacking;
  const others = visible(input.columns).filter(({ id }) => bag.kind !== 'column' || id !== bag.column.id);
  if (!stated)
    throw askForSchema(plugin, { discovery: keysIn(input, unpacking, lowering), known: others, conflict });
  const outputs = stated.map(({ name, type }): Output => {
    const own = others.find(column => column.name === name);
    if (own && conflict !== 'replace_source') return { column: own, value: columnReference(own) };
    const wanted = scalarType(type, node);
    const column = lowering.ids.column(name, wanted);
    const key = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const value = asElement(member(bag, key), wanted);
    if (own?.type !== wanted) return { column, value };
    const isReplaced = isFound(name, keysIn(input, unpacking, lowering), lowering);
    return { column, value: call('iff', wanted, isReplaced, value, columnReference(own)) };
  });
  return project(input, outputs);
};
