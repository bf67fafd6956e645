import type { Column } from './column.ts';
import type { Expression } from './expression.ts';
import type { Relation, Rows } from './relation.ts';
import { stepExpressions } from './sequence.ts';

/** The direct operands of an expression; relations inside it are not entered. */
export const operandsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'call':
      return expression.arguments;
    case 'logical':
      return expression.operands;
    case 'comparison':
      return [expression.left, expression.right];
    case 'text-test':
      return [expression.subject, ...expression.needles];
    case 'membership':
      return [expression.subject, ...expression.values];
    case 'relation-membership':
      return [expression.subject];
    case 'dynamic-path':
      return [expression.value, ...expression.steps];
    default:
      return [];
  }
};

/** Calls `visit` for an expression and everything below it. */
export const walkExpression = (expression: Expression, visit: (node: Expression) => void): void => {
  visit(expression);
  for (const operand of operandsOf(expression)) walkExpression(operand, visit);
};

/** The columns that expressions refer to. */
export const columnsUsed = (expressions: readonly Expression[]): Column[] => {
  const columns = new Map<number, Column>();
  for (const expression of expressions)
    walkExpression(expression, node => {
      if (node.kind === 'column') columns.set(node.column.id, node.column);
    });
  return [...columns.values()];
};

/** Whether an expression has another value each time. */
export const isRandom = (expression: Expression): boolean => {
  let found = false;
  walkExpression(expression, node => {
    if (node.kind === 'call' && (node.name === 'rand' || node.name === 'new_guid')) found = true;
  });
  return found;
};

/** The expressions that a relation itself evaluates. */
export const expressionsOf = (relation: Relation): readonly Expression[] => {
  switch (relation.kind) {
    case 'filter':
      return [relation.predicate];
    case 'project':
      return relation.outputs.map(({ value }) => value);
    case 'range':
      return [relation.from, relation.to, relation.step];
    case 'window':
      return [
        ...relation.keys,
        ...relation.calls.flatMap(({ call }) => [...call.arguments, ...(call.restart ? [call.restart] : [])]),
      ];
    case 'sequence':
      return [...relation.keys, ...stepExpressions(relation)];
    case 'expand':
      return relation.items.map(({ value }) => value);
    case 'aggregate':
      return [
        ...relation.keys.map(({ value }) => value),
        ...relation.calls.flatMap(({ call: { argument, condition, second } }) =>
          [argument, condition, second].flatMap(item => item ?? []),
        ),
        ...relation.picks.flatMap(({ by, outputs }) => [
          ...(by ? [by] : []),
          ...outputs.map(({ value }) => value),
        ]),
      ];
    case 'first-per-key':
      return [...relation.keys, ...relation.order.map(({ value }) => value)];
    case 'join':
      return [
        ...relation.keys.flatMap(({ left, right }) => [left, right]),
        ...(relation.condition ? [relation.condition] : []),
      ];
    case 'sort':
      return relation.keys.map(({ value }) => value);
    default:
      return [];
  }
};

/** The relations that a relation reads rows from, those inside its expressions included. */
export const inputsOf = (relation: Relation): readonly Relation[] => {
  const nested: Relation[] = [];
  for (const expression of expressionsOf(relation))
    walkExpression(expression, node => {
      if (node.kind === 'relation-membership' || node.kind === 'scalar-subquery') nested.push(node.relation);
    });
  switch (relation.kind) {
    case 'scan':
    case 'rows':
    case 'range':
      return nested;
    case 'join':
      return [relation.left, relation.right, ...nested];
    case 'paths':
      return [relation.input, ...(relation.bound ? [relation.bound.nodes] : []), ...nested];
    case 'union':
      return [...relation.inputs, ...nested];
    default:
      return [relation.input, ...nested];
  }
};

const idsIn = (relation: Relation, made: Set<number>, used: Set<number>): void => {
  const states = relation.kind === 'sequence' ? relation.states.map(({ column }) => column) : [];
  for (const { id } of [...relation.columns, ...states]) made.add(id);
  for (const { id } of columnsUsed(expressionsOf(relation))) used.add(id);
  for (const input of inputsOf(relation)) idsIn(input, made, used);
};

/** Whether a relation inside an expression looks at the row around it: it would have to be evaluated for each row. */
export const looksOutside = (relation: Relation): boolean => {
  const [made, used] = [new Set<number>(), new Set<number>()];
  idsIn(relation, made, used);
  return [...used].some(id => !made.has(id));
};

/** The stored tables that a plan reads, each once, in the order of their first mention. */
export const tablesOf = (relation: Relation): string[] => {
  const own = relation.kind === 'scan' ? [relation.table] : [];
  return [...new Set([...own, ...inputsOf(relation).flatMap(tablesOf)])];
};

/** The documents outside the lake that a plan reads. */
export const externalRowsOf = (relation: Relation): Rows[] => {
  const own = relation.kind === 'rows' && relation.source ? [relation] : [];
  return [...own, ...inputsOf(relation).flatMap(externalRowsOf)];
};

/** Whether rows have an order, so that they have neighbours (manual: window functions, serialized row set). */
export const isSerialized = (relation: Relation): boolean => {
  switch (relation.kind) {
    case 'rows':
    case 'range':
    case 'sort':
      return true;
    case 'filter':
    case 'project':
    case 'expand':
    case 'limit':
    case 'window':
    case 'sequence':
      return isSerialized(relation.input);
    case 'aggregate':
      return relation.keys.length === 0;
    case 'first-per-key':
      return relation.order.length > 0;
    default:
      return false;
  }
};

/** Whether a relation may have other rows each time that it is evaluated: which ones, no order says. */
export const isArbitrary = (relation: Relation): boolean => {
  if (relation.kind === 'limit' && !(relation.input.kind === 'sort' && relation.input.keys.length > 0))
    return true;
  if (relation.kind === 'first-per-key' && relation.order.length === 0) return true;
  const takesAny =
    relation.kind === 'aggregate' &&
    (relation.picks.some(({ extreme }) => extreme === 'any') ||
      relation.calls.some(({ call }) => call.name === 'take_any'));
  return takesAny || expressionsOf(relation).some(isRandom) || inputsOf(relation).some(isArbitrary);
};

/** Relations that give their input's rows in their input's order. */
const KEEPING_ORDER: ReadonlySet<Relation['kind']> = new Set([
  'filter',
  'project',
  'expand',
  'window',
  'limit',
]);

/** Whether the rows are in an order that the query tells: literal ones, ranges, sorted ones. */
export const isInOrder = (relation: Relation): boolean => {
  if (relation.kind === 'rows' || relation.kind === 'range') return true;
  if (relation.kind === 'sort') return relation.keys.length > 0;
  return KEEPING_ORDER.has(relation.kind) && inputsOf(relation).every(isInOrder);
};

/** Whether each answer row comes from one stored row of one table, so that new rows can be asked alone. */
export const isEventWise = (relation: Relation): boolean => {
  if (relation.kind === 'scan') return true;
  if (!['filter', 'project', 'expand'].includes(relation.kind) || !('input' in relation)) return false;
  return inputsOf(relation).length === 1 && isEventWise(relation.input);
};
