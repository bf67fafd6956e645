import type { BoundNode } from '../bind/bound-node.ts';
import { isInteger, isNumeric, isTextual, type KustoType } from '../kusto-type.ts';
import {
  type ComparisonOperator,
  call,
  comparison,
  constant,
  type Expression,
  logical,
} from '../plan/expression.ts';
import { asText, convert } from './conversion.ts';
import { unsupported } from './refusal.ts';

const OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

export const comparisonOperator = (text: string): ComparisonOperator | undefined =>
  Object.hasOwn(OPERATORS, text) ? OPERATORS[text] : undefined;

/** A dynamic number against a whole number: both as reals and, so that big ones stay exact, as longs. */
const wholeNumber = (operator: ComparisonOperator, dynamic: Expression, other: Expression): Expression => {
  const reals = comparison(operator, call('todouble', 'real', dynamic), call('todouble', 'real', other));
  const longs = comparison(operator, call('tolong', 'long', dynamic), other);
  if (operator === '==') return logical('and', [reals, longs]);
  return operator === '!=' ? logical('or', [reals, longs]) : reals;
};

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The operand that is dynamic takes the type of the other one (reference: kql, section 6, 22). */
const againstDynamic = (operator: ComparisonOperator, dynamic: Expression, other: Expression): Expression => {
  if (other.type === 'dynamic' || isTextual(other.type))
    return comparison(operator, asText(dynamic), asText(other));
  if (other.type === 'int' || other.type === 'long') return wholeNumber(operator, dynamic, other);
  const converters = {
    real: 'todouble',
    decimal: 'todecimal',
    bool: 'tobool',
    datetime: 'todatetime',
    timespan: 'totimespan',
  } as const;
  return comparison(
    operator,
    call(converters[other.type as keyof typeof converters], other.type, dynamic),
    other,
  );
};

const common = (left: KustoType, right: KustoType): boolean =>
  left === right || (isNumeric(left) && isNumeric(right)) || (isTextual(left) && isTextual(right));

/** A number or truth value against a text that spells one: the text counts as what it spells, and only then. */
const spelled = (text: Expression, type: KustoType): Expression | undefined => {
  if (text.kind !== 'constant' || typeof text.value !== 'string') return undefined;
  if (type === 'bool')
    return /^(true|false|[01])$/i.test(text.value) ? constant(type, /^[t1]/i.test(text.value)) : undefined;
  const isWhole = /^(0|-?[1-9]\d{0,17})$/.test(text.value);
  return isWhole && isInteger(type) ? constant('long', BigInt(text.value)) : undefined;
};

/** A text that is computed equals a whole number when it spells it; order between the two has no meaning. */
const asTexts = (left: Expression, right: Expression): readonly [Expression, Expression] | undefined => {
  const isWhole = (value: Expression): boolean => value.kind === 'constant' && isInteger(value.type);
  const isText = (value: Expression): boolean => value.kind !== 'constant' && value.type === 'string';
  const isPair = (isText(left) && isWhole(right)) || (isWhole(left) && isText(right));
  return isPair ? [asText(left), asText(right)] : undefined;
};

/** Truth values compare with numbers as 1 and 0. */
const asNumber = (value: Expression): Expression =>
  value.type === 'bool' ? call('tolong', 'long', value) : value;

/** A number beside a decimal is one too. */
const inDecimals = (value: Expression, other: Expression): Expression =>
  other.type === 'decimal' && value.type !== 'decimal' ? call('todecimal', 'decimal', value) : value;

/** The two sides in one type where the language converts one of them. */
const aligned = (left: Expression, right: Expression): readonly [Expression, Expression] | undefined => {
  if (common(left.type, right.type)) return [inDecimals(left, right), inDecimals(right, left)];
  const leftSpelled = spelled(left, right.type);
  const rightSpelled = spelled(right, left.type);
  if (leftSpelled) return [leftSpelled, right];
  if (rightSpelled) return [left, rightSpelled];
  const [one, other] = [asNumber(left), asNumber(right)];
  return isNumeric(one.type) && isNumeric(other.type) ? [one, other] : undefined;
};

/** Lowers a comparison of two values. */
export const lowerComparison = (
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  node: BoundNode,
): Expression => {
  if (left.type === 'dynamic') return againstDynamic(operator, left, right);
  if (right.type === 'dynamic') return againstDynamic(MIRRORED[operator], right, left);
  if (left.type !== right.type && isTextual(left.type) && isTextual(right.type))
    return comparison(operator, call('toguid', 'guid', left), call('toguid', 'guid', right));
  const texts = operator === '==' || operator === '!=' ? asTexts(left, right) : undefined;
  if (texts) return comparison(operator, ...texts);
  const pair = aligned(left, right);
  if (pair) return comparison(operator, ...pair);
  throw unsupported(`Comparing ${left.type} with ${right.type}`, node);
};

/** `value between (low .. high)`, both ends included; a timespan after a datetime is a distance from it. */
export const lowerBetween = (
  value: Expression,
  low: Expression,
  high: Expression,
  node: BoundNode,
): Expression => {
  const isDistance = low.type === 'datetime' && high.type === 'timespan';
  const end = isDistance ? call('add', 'datetime', low, convert(high, 'timespan', node)) : high;
  return logical('and', [lowerComparison('>=', value, low, node), lowerComparison('<=', value, end, node)]);
};
