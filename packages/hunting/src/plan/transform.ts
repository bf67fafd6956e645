import type { Expression } from './expression.ts';
import type { Aggregate, Output, Relation, Window } from './relation.ts';
import type { Sequence } from './sequence.ts';

type Change<Node> = (node: Node) => Node;

/** A copy of `expression` with `change` applied to its direct operands. */
export const withOperands = (expression: Expression, change: Change<Expression>): Expression => {
  switch (expression.kind) {
    case 'call':
      return { ...expression, arguments: expression.arguments.map(change) };
    case 'logical':
      return { ...expression, operands: expression.operands.map(change) };
    case 'comparison':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'text-test':
      return { ...expression, subject: change(expression.subject), needles: expression.needles.map(change) };
    case 'membership':
      return { ...expression, subject: change(expression.subject), values: expression.values.map(change) };
    case 'relation-membership':
      return { ...expression, subject: change(expression.subject) };
    case 'dynamic-path':
      return { ...expression, value: change(expression.value), steps: expression.steps.map(change) };
    default:
      return expression;
  }
};

/** A copy of `expression` with `change` applied to every node, operands first. */
export const transformExpression = (expression: Expression, change: Change<Expression>): Expression =>
  change(withOperands(expression, operand => transformExpression(operand, change)));

const changedAll = (expressions: readonly Expression[], change: Change<Expression>): Expression[] =>
  expressions.map(expression => transformExpression(expression, change));

const outputsWith = (outputs: readonly Output[], change: Change<Expression>): Output[] =>
  outputs.map(({ column, value }) => ({ column, value: transformExpression(value, change) }));

const optional = (expression: Expression | undefined, change: Change<Expression>): Expression | undefined =>
  expression && transformExpression(expression, change);

const aggregateWith = (aggregate: Aggregate, change: Change<Expression>): Aggregate => ({
  ...aggregate,
  keys: outputsWith(aggregate.keys, change),
  calls: aggregate.calls.map(({ column, call }) => ({
    column,
    call: {
      ...call,
      argument: optional(call.argument, change),
      condition: optional(call.condition, change),
      second: optional(call.second, change),
    },
  })),
  picks: aggregate.picks.map(pick => ({
    ...pick,
    by: optional(pick.by, change),
    outputs: outputsWith(pick.outputs, change),
  })),
});

const windowWith = (window: Window, change: Change<Expression>): Window => ({
  ...window,
  keys: changedAll(window.keys, change),
  calls: window.calls.map(({ column, call }) => ({
    column,
    call: { ...call, arguments: changedAll(call.arguments, change), restart: optional(call.restart, change) },
  })),
});

const sequenceWith = (sequence: Sequence, change: Change<Expression>): Sequence => ({
  ...sequence,
  keys: changedAll(sequence.keys, change),
  steps: sequence.steps.map(step => ({
    ...step,
    condition: transformExpression(step.condition, change),
    values: outputsWith(step.values, change),
  })),
});

/** A copy of `relation` whose own expressions went through `change`; its inputs stay. */
export const transformExpressions = (relation: Relation, change: Change<Expression>): Relation => {
  switch (relation.kind) {
    case 'filter':
      return { ...relation, predicate: transformExpression(relation.predicate, change) };
    case 'project':
      return { ...relation, outputs: outputsWith(relation.outputs, change) };
    case 'range':
      return {
        ...relation,
        from: transformExpression(relation.from, change),
        to: transformExpression(relation.to, change),
        step: transformExpression(relation.step, change),
      };
    case 'window':
      return windowWith(relation, change);
    case 'sequence':
      return sequenceWith(relation, change);
    case 'expand':
      return { ...relation, items: outputsWith(relation.items, change) };
    case 'aggregate':
      return aggregateWith(relation, change);
    case 'sort':
      return {
        ...relation,
        keys: relation.keys.map(key => ({ ...key, value: transformExpression(key.value, change) })),
      };
    default:
      return relation;
  }
};

const withInputs = (relation: Relation, change: Change<Relation>): Relation => {
  switch (relation.kind) {
    case 'scan':
    case 'rows':
    case 'range':
      return relation;
    case 'join':
      return {
        ...relation,
        left: transformRelation(relation.left, change),
        right: transformRelation(relation.right, change),
      };
    case 'paths':
      return {
        ...relation,
        input: transformRelation(relation.input, change),
        bound: relation.bound && {
          ...relation.bound,
          nodes: transformRelation(relation.bound.nodes, change),
        },
      };
    case 'union':
      return { ...relation, inputs: relation.inputs.map(input => transformRelation(input, change)) };
    default:
      return { ...relation, input: transformRelation(relation.input, change) };
  }
};

/** A copy of `relation` with `change` applied to every relation, those inside expressions included, inputs first. */
export const transformRelation = (relation: Relation, change: Change<Relation>): Relation => {
  const inner = (expression: Expression): Expression =>
    expression.kind === 'relation-membership' || expression.kind === 'scalar-subquery'
      ? { ...expression, relation: transformRelation(expression.relation, change) }
      : expression;
  return change(transformExpressions(withInputs(relation, change), inner));
};
