import { formatDatetime, formatTimespan } from '../value/ticks.ts';
import type { Column } from './column.ts';
import type { Constant, Expression } from './expression.ts';
import type { Aggregate, AggregateCall, Output, Relation, RowPick, SortKey, Window } from './relation.ts';

const columnText = ({ id, name, type }: Column): string => `${name}#${id}:${type}`;

const constantText = ({ type, value }: Constant): string => {
  if (value === null) return `${type}(null)`;
  if (type === 'datetime' && typeof value === 'bigint') return `datetime(${formatDatetime(value)})`;
  if (type === 'timespan' && typeof value === 'bigint') return `timespan(${formatTimespan(value)})`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};

const some = (expressions: readonly Expression[]): string => expressions.map(printExpression).join(', ');

/** An expression as text, for people and for golden tests. */
export const printExpression = (expression: Expression): string => {
  switch (expression.kind) {
    case 'column':
      return `${expression.column.name}#${expression.column.id}`;
    case 'constant':
      return constantText(expression);
    case 'call':
      return `${expression.name}(${some(expression.arguments)})`;
    case 'logical':
      return `(${expression.operands.map(printExpression).join(` ${expression.operator} `)})`;
    case 'comparison':
      return `(${printExpression(expression.left)} ${expression.operator} ${printExpression(expression.right)})`;
    case 'text-test': {
      const name = `${expression.search}${expression.caseSensitive ? '_cs' : ''}`;
      return `${name} ${expression.quantifier}(${printExpression(expression.subject)}; ${some(expression.needles)})`;
    }
    case 'membership':
      return `in${expression.caseSensitive ? '' : '~'}(${printExpression(expression.subject)}; ${some(expression.values)})`;
    case 'relation-membership':
      return `${expression.test}(${printExpression(expression.subject)}; ${inline(expression.relation)})`;
    case 'scalar-subquery':
      return `toscalar(${inline(expression.relation)})`;
    case 'dynamic-path':
      return `${printExpression(expression.value)}${expression.steps.map(step => `[${printExpression(step)}]`).join('')}`;
  }
};

const inline = (relation: Relation): string =>
  printPlan(relation)
    .split('\n')
    .map(line => line.trim())
    .join(' <- ');

const outputsText = (outputs: readonly Output[]): string =>
  outputs
    .map(({ column, value }) => {
      const text = printExpression(value);
      return value.kind === 'column' && value.column.id === column.id
        ? text
        : `${columnText(column)} = ${text}`;
    })
    .join(', ');

const callText = ({ name, argument, condition, limit, second, ranks = [] }: AggregateCall): string => {
  const size = limit === undefined ? '' : `, limit ${limit}`;
  const rest = [...(second ? [printExpression(second)] : []), ...ranks].map(item => `, ${item}`).join('');
  return `${name}(${argument ? printExpression(argument) : ''}${size}${rest})${condition ? ` where ${printExpression(condition)}` : ''}`;
};

const pickText = ({ extreme, by, outputs }: RowPick): string =>
  `row ${extreme}(${by ? printExpression(by) : ''}) -> ${outputsText(outputs)}`;

const aggregateText = ({ keys, calls, picks }: Aggregate): string => {
  const parts = [
    ...calls.map(({ column, call }) => `${columnText(column)} = ${callText(call)}`),
    ...picks.map(pickText),
  ];
  return `${parts.join(', ')} by ${outputsText(keys)}`;
};

const orderText = (keys: readonly SortKey[]): string =>
  keys
    .map(
      ({ value, descending, nullsFirst }) =>
        `${printExpression(value)} ${descending ? 'desc' : 'asc'} nulls ${nullsFirst ? 'first' : 'last'}`,
    )
    .join(', ');

const windowText = ({ column, call }: Window['calls'][number]): string =>
  `${columnText(column)} = ${call.name}(${some(call.arguments)})${call.restart ? ` restart ${some([call.restart])}` : ''}`;

const headText = (relation: Relation): string => {
  switch (relation.kind) {
    case 'scan':
      return `scan ${relation.table}`;
    case 'rows': {
      // Not where they are: an address may carry a secret.
      const size = relation.source
        ? `of ${relation.source.locations.length} documents`
        : relation.rows.length;
      return `rows ${size} (${relation.columns.map(columnText).join(', ')})`;
    }
    case 'filter':
      return `filter ${printExpression(relation.predicate)}`;
    case 'project':
      return `project ${outputsText(relation.outputs)}`;
    case 'range':
      return `range ${columnText(relation.column)} from ${some([relation.from])} to ${some([relation.to])} step ${some([relation.step])}`;
    case 'window':
      return `window ${relation.calls.map(windowText).join(', ')}${relation.keys.length > 0 ? ` by ${some(relation.keys)}` : ''}`;
    case 'sequence':
      return `sequence of ${relation.steps.map(({ condition }) => printExpression(condition)).join(', then ')}${relation.keys.length > 0 ? ` by ${some(relation.keys)}` : ''}`;
    case 'expand':
      return `expand ${outputsText(relation.items)}${relation.limit === undefined ? '' : ` limit ${relation.limit}`}`;
    case 'aggregate':
      return `aggregate ${aggregateText(relation)}`;
    case 'first-per-key':
      return `first${relation.count === 1n ? '' : `-${relation.count}`}-per-key ${some(relation.keys)}${relation.order.length > 0 ? ` order ${orderText(relation.order)}` : ''}`;
    case 'join':
      return `join ${relation.join} on ${relation.keys.map(({ left, right }) => `${printExpression(left)} = ${printExpression(right)}`).join(', ')}${relation.condition ? ` where ${printExpression(relation.condition)}` : ''}`;
    case 'paths':
      return `paths ${relation.shortest}..${relation.longest} from ${columnText(relation.from)} to ${columnText(relation.to)}, ${relation.once} once`;
    case 'union':
      return `union (${relation.columns.map(columnText).join(', ')})`;
    case 'sort':
      return `sort ${orderText(relation.keys)}`;
    case 'limit':
      return `limit ${relation.count}`;
  }
};

const below = (relation: Relation): readonly Relation[] => {
  switch (relation.kind) {
    case 'scan':
    case 'rows':
    case 'range':
      return [];
    case 'join':
      return [relation.left, relation.right];
    case 'paths':
      return relation.bound ? [relation.input, relation.bound.nodes] : [relation.input];
    case 'union':
      return relation.inputs;
    default:
      return [relation.input];
  }
};

/** A plan as text, one relation a line, inputs indented below. */
export const printPlan = (relation: Relation): string =>
  [headText(relation), ...below(relation).map(input => printPlan(input).replaceAll(/^/gm, '  '))].join('\n');
