import type { BoundNode } from '../bind/bound-node.ts';
import { isTextual } from '../kusto-type.ts';
import { call, constant, type Expression, logical, not } from '../plan/expression.ts';
import { project } from '../plan/relation.ts';
import { isRandom, looksOutside } from '../plan/walk.ts';
import { lowerArithmetic } from './arithmetic.ts';
import { comparisonOperator, lowerBetween, lowerComparison } from './comparisons.ts';
import { negated } from './constants.ts';
import { convert } from './conversion.ts';
import { dynamicArithmetic } from './dynamic-arithmetic.ts';
import { dynamicJson } from './dynamic-literal.ts';
import { lowerCall } from './functions/call.ts';
import { isCurrentTime, lowerLiteral } from './literals.ts';
import { keyName, type Lowering, noRow, type RowScope, resolve, visible } from './lowering.ts';
import { lowerMembership } from './membership.ts';
import { meaningless, unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';
import { severalValues } from './several-values.ts';
import { lowerRegexMatch, lowerTextOperator } from './text-operators.ts';

const part = (node: BoundNode, role: string): BoundNode => {
  const child = node.child(role);
  if (!child) throw meaningless('The expression is incomplete.', node);
  return child;
};

const lowerName = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const name = node.reference?.name ?? node.simpleName;
  const isVariable = node.reference?.kind === 'variable';
  const declared = node.reference?.kind === 'column' ? undefined : lowering.environment.get(name);
  const variable = declared?.kind === 'function' ? declared.view : isVariable ? declared : undefined;
  if (variable?.kind === 'scalar') return variable.expression;
  const column = resolve(row, name) ?? row.absent?.(name, node);
  if (!column || isVariable) throw unsupported(`'${name}' here`, node);
  return column;
};

/** `and`/`or` chains lean to the left, thousands deep in published queries: walked in a loop. */
const lowerLogical = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const operands: Expression[] = [];
  let rest = node;
  const lower = (operand: BoundNode) => convert(lowering.expression(operand, row), 'bool', operand);
  while (rest.kind === node.kind) {
    operands.unshift(lower(part(rest, 'Right')));
    rest = part(rest, 'Left');
  }
  return logical(node.kind === 'AndExpression' ? 'and' : 'or', [lower(rest), ...operands]);
};

const lowerPath = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const source = part(node, 'Expression');
  const selector = part(node, 'Selector');
  const several = severalValues(source, row, lowering);
  if (several) return oneOfSeveral(several, selector);
  const value = lowering.expression(source, row);
  if (value.type !== 'dynamic') throw unsupported(`A member of a ${value.type}`, node);
  const inner = selector.kind === 'BracketedExpression' ? selector.children[1] : undefined;
  const step = inner ? lowering.expression(inner, row) : constant('string', selector.simpleName);
  if (step.type !== 'string' && step.type !== 'int' && step.type !== 'long')
    throw unsupported(`An index of type ${step.type}`, selector);
  const outer = value.kind === 'dynamic-path' ? value : { value, steps: [] };
  return { kind: 'dynamic-path', type: 'dynamic', value: outer.value, steps: [...outer.steps, step] };
};

/** `array_sort_asc(a, b)[1]`: the values of a call are counted from 0 (manual: array_sort_asc). */
const oneOfSeveral = (values: readonly Expression[], selector: BoundNode): Expression => {
  const place = /^\[(\d+)\]$/.exec(selector.text)?.[1];
  const value = place === undefined ? undefined : values[Number(place)];
  if (!value) throw unsupported(`${selector.text} of several values`, selector);
  return value;
};

/** What would differ from row to row by itself comes from a row of its own. */
const evaluatedOnce = (value: Expression, { ids }: Lowering): Expression => {
  if (!isRandom(value)) return value;
  const column = ids.column('', value.type);
  const relation = project({ kind: 'rows', columns: [], rows: [[]] }, [{ column, value }]);
  return { kind: 'scalar-subquery', type: value.type, relation, column };
};

const lowerToScalar = (node: BoundNode, lowering: Lowering): Expression => {
  const source = part(node, 'Expression');
  const partitionKey = lowering.environment.get(keyName(source.simpleName));
  if (partitionKey?.kind === 'scalar') return partitionKey.expression;
  if (!source.isTabular) return evaluatedOnce(lowering.expression(source, noRow), lowering);
  const relation = lowering.relation(source);
  const [column] = visible(relation.columns);
  if (!column) throw meaningless('toscalar() needs a column.', node);
  if (looksOutside(relation)) throw meaningless('toscalar() cannot look at the row around it.', node);
  return { kind: 'scalar-subquery', type: column.type, relation, column };
};

const lowerUnary = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const operand = lowering.expression(part(node, 'Expression'), row);
  if (node.kind === 'UnaryPlusExpression') return operand;
  const type = scalarType(node.typeName, node);
  const known = operand.kind === 'constant' && operand.type === type ? negated(operand) : undefined;
  if (known) return known;
  if (type === 'dynamic') return dynamicArithmetic('subtract', constant(type, '0'), operand, node);
  return call('negate', type, operand.type === 'dynamic' ? convert(operand, type, node) : operand);
};

const lowerBetweenNode = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const range = part(node, 'Right');
  const [value, low, high] = [part(node, 'Left'), part(range, 'First'), part(range, 'Second')].map(item =>
    lowering.expression(item, row),
  );
  if (!value || !low || !high) throw meaningless('between needs two ends.', node);
  const test = lowerBetween(value, low, high, node);
  return node.kind === 'NotBetweenExpression' ? not(test) : test;
};

/** `* has "x"`: true when any text column passes. */
const lowerStarTest = (
  word: string,
  node: BoundNode,
  row: RowScope,
  lowering: Lowering,
): Expression | undefined => {
  const needle = lowering.expression(part(node, 'Right'), row);
  const tests = visible(row.columns)
    .filter(({ type }) => isTextual(type) || type === 'dynamic')
    .flatMap(column => lowerTextOperator(word, { kind: 'column', type: column.type, column }, needle) ?? []);
  return tests.length > 0 ? logical('or', tests) : undefined;
};

const lowerOperator = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const word = part(node, 'Operator').text.toLowerCase();
  const member = lowerMembership(word, node, row, lowering);
  if (member) return member;
  if (part(node, 'Left').kind === 'StarExpression') {
    const test = lowerStarTest(word, node, row, lowering);
    if (test) return test;
    throw unsupported(`'* ${word}'`, node);
  }
  const left = lowering.expression(part(node, 'Left'), row);
  const right = lowering.expression(part(node, 'Right'), row);
  const comparison = comparisonOperator(word);
  const lowered = comparison
    ? lowerComparison(comparison, left, right, node)
    : word.startsWith('matches')
      ? lowerRegexMatch(left, right, node)
      : (lowerTextOperator(word, left, right) ??
        lowerArithmetic(word, left, right, node.type ?? 'dynamic', node));
  if (!lowered) throw unsupported(`The operator '${word}'`, node);
  return lowered;
};

/** Lowers a scalar expression in one row. */
export const lowerExpression = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  switch (node.kind) {
    case 'NameReference':
      return lowerName(node, row, lowering);
    case 'ParenthesizedExpression':
    case 'SimpleNamedExpression':
      return lowering.expression(part(node, 'Expression'), row);
    case 'FunctionCallExpression':
      return row.aggregate?.(node) ?? row.element?.(node) ?? lowerCall(node, row, lowering);
    case 'AndExpression':
    case 'OrExpression':
      return lowerLogical(node, row, lowering);
    case 'BetweenExpression':
    case 'NotBetweenExpression':
      return lowerBetweenNode(node, row, lowering);
    case 'PathExpression':
    case 'ElementExpression':
      return row.element?.(node) ?? lowerPath(node, row, lowering);
    case 'ToScalarExpression':
      return lowerToScalar(node, lowering);
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return lowerUnary(node, row, lowering);
    case 'DynamicExpression': {
      const json = dynamicJson(part(node, 'Expression'));
      return constant('dynamic', json === 'null' ? null : json);
    }
    case 'CompoundStringLiteralExpression':
      return lowerLiteral(node);
    default:
      if (isCurrentTime(node)) return call('now', 'datetime');
      if (node.kind.endsWith('LiteralExpression')) return lowerLiteral(node);
      if (node.child('Operator') && node.child('Left')) return lowerOperator(node, row, lowering);
      throw unsupported(`'${node.text}'`, node);
  }
};
