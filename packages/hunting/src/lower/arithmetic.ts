import type { BoundNode } from '../bind/bound-node.ts';
import { isNumeric, type KustoType } from '../kusto-type.ts';
import { call, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { convert } from './conversion.ts';
import { dynamicArithmetic } from './dynamic-arithmetic.ts';
import { unsupported } from './refusal.ts';

const OPERATORS: Readonly<Record<string, FunctionName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

/** A dynamic operand takes the type that the other operand, or else the result, has. */
const operand = (value: Expression, other: Expression, result: KustoType, node: BoundNode): Expression => {
  if (value.type !== 'dynamic') return value;
  return convert(value, other.type === 'dynamic' || isNumeric(other.type) ? result : other.type, node);
};

/** Lowers `left + right` and the other four; `undefined` for another operator. The binder knows the result's type. */
export const lowerArithmetic = (
  operator: string,
  left: Expression,
  right: Expression,
  result: KustoType,
  node: BoundNode,
): Expression | undefined => {
  const name = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!name) return undefined;
  if (result === 'dynamic' && left.type === 'dynamic' && right.type === 'dynamic')
    return dynamicArithmetic(name, left, right, node);
  const operands = [operand(left, right, result, node), operand(right, left, result, node)];
  const hasDecimal = operands.some(({ type }) => type === 'decimal');
  if (hasDecimal && result !== 'decimal') throw unsupported(`'${operator}' of a decimal here`, node);
  return call(name, result, ...operands.map(value => (hasDecimal ? convert(value, 'decimal', node) : value)));
};
