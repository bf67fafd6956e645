import type { BoundNode } from '../../bind/bound-node.ts';
import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { type JoinKey, type Output, project, type Relation } from '../../plan/relation.ts';
import { constantOf } from '../constants.ts';
import { noRow, resolve, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import type { LowerPlugin, PluginCall } from './plugin.ts';

/** The input or the table to look in, with a column in which all its rows are equal: the join needs one. */
const withConstant = (relation: Relation, { lowering }: PluginCall): { rows: Relation; key: Expression } => {
  const column = lowering.ids.column('', 'long');
  const passing = relation.columns.map((own): Output => ({ column: own, value: columnReference(own) }));
  const rows = project(relation, [...passing, { column, value: constant('long', 1n) }]);
  return { rows, key: columnReference(column) };
};

const columnIn = (relation: Relation, node: BoundNode): Expression => {
  const column = resolve({ columns: visible(relation.columns) }, node.simpleName);
  if (!column) throw meaningless(`There is no column '${node.simpleName}' to look up.`, node);
  return column;
};

const isNamed = ({ kind }: BoundNode): boolean => kind === 'SimpleNamedExpression';

/** `return_unmatched = true`, or a truth value at the end. */
const unmatchedOption = ({ arguments: given }: PluginCall): BoundNode | undefined => {
  const named = given.find(isNamed);
  if (named && named.child('Name')?.simpleName !== 'return_unmatched')
    throw unsupported('This argument', named);
  const last = given.at(-1);
  return named ?? (last?.type === 'bool' && last.reference?.kind !== 'column' ? last : undefined);
};

const keepsUnmatched = (option: BoundNode | undefined, { lowering }: PluginCall): boolean => {
  const value = option?.child('Expression') ?? option;
  return !!value && constantOf(lowering.expression(value, noRow), 'bool')?.value === true;
};

/** `evaluate ipv4_lookup(table, address, range, …)`: the rows of a table whose range an address is in. */
const lookupBy =
  (isInRange: 'ipv4_is_in_range' | 'ipv6_is_in_range'): LowerPlugin =>
  plugin => {
    const { node, input, lowering } = plugin;
    const option = unmatchedOption(plugin);
    const positional = plugin.arguments.filter(argument => argument !== option);
    const [table, address, range, ...extra] = positional;
    if (!table || !address || !range) throw meaningless('A lookup needs a table and two columns.', node);
    const left = withConstant(input, plugin);
    const right = withConstant(lowering.relation(table), plugin);
    const keys = extra.map(
      (key): JoinKey => ({
        left: columnIn(input, key),
        right: columnIn(right.rows, key),
      }),
    );
    const condition = call(
      isInRange,
      'bool',
      lowering.expression(address, input),
      columnIn(right.rows, range),
    );
    const joined: Relation = {
      kind: 'join',
      columns: [...left.rows.columns, ...right.rows.columns],
      join: keepsUnmatched(option, plugin) ? 'leftouter' : 'inner',
      left: left.rows,
      right: right.rows,
      keys: [{ left: left.key, right: right.key }, ...keys],
      condition,
    };
    const isHelper = ({ name }: { readonly name: string }) => name === '';
    const extraNames = new Set(extra.map(({ simpleName }) => simpleName));
    const found = visible(right.rows.columns).filter(
      column => !isHelper(column) && !extraNames.has(column.name),
    );
    const columns = [...visible(input.columns), ...found];
    const bound = node.columns ?? [];
    if (bound.length !== columns.length) throw unsupported('A lookup with these columns', node);
    return project(
      joined,
      columns.map(
        (column, index): Output => ({
          column: { ...column, name: bound[index]?.name ?? column.name },
          value: columnReference(column),
        }),
      ),
    );
  };

export const lowerIpv4Lookup = lookupBy('ipv4_is_in_range');
export const lowerIpv6Lookup = lookupBy('ipv6_is_in_range');
