import { isInteger, isNumeric, isTextual, type KustoType } from '../kusto-type.ts';
import { type Constant, constant, type Expression } from '../plan/expression.ts';
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from '../value/ticks.ts';
import { calculated } from './constant-arithmetic.ts';

/** A constant's value as an element of a dynamic value: JSON text. */
export const toJsonText = ({ type, value }: Constant): string => {
  if (value === null) return 'null';
  if (type === 'dynamic' || type === 'decimal') return String(value);
  if (type === 'datetime' && typeof value === 'bigint') return JSON.stringify(formatDatetime(value));
  if (type === 'timespan' && typeof value === 'bigint') return JSON.stringify(formatTimespan(value));
  if (type === 'real' && typeof value === 'number' && !Number.isFinite(value))
    return JSON.stringify(Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf');
  if (type === 'real' && typeof value === 'number')
    return Number.isInteger(value) ? value.toFixed(1) : String(value);
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
};

/** The constant with the other sign, wrapped as the engine wraps it; `undefined` when it is no number. */
export const negated = ({ type, value }: Constant): Constant | undefined => {
  if (typeof value === 'bigint') return constant(type, BigInt.asIntN(type === 'int' ? 32 : 64, -value));
  if (type === 'decimal' && typeof value === 'string')
    return constant(type, value.startsWith('-') ? value.slice(1) : `-${value.replace(/^\+/, '')}`);
  return typeof value === 'number' ? constant(type, -value) : undefined;
};

const textAs = (text: string, type: KustoType): Constant | undefined => {
  if (type === 'datetime') return constant(type, parseDatetime(text) ?? null);
  if (type === 'timespan') return constant(type, parseTimespan(text) ?? null);
  return undefined;
};

const converted = (source: Constant, type: KustoType): Constant | undefined => {
  if (source.type === type) return source;
  const { value } = source;
  if (value === null) return constant(type, isTextual(type) ? '' : null);
  if (isInteger(source.type) && isInteger(type)) return constant(type, value);
  if (isInteger(source.type) && type === 'real') return constant(type, Number(value));
  if (isNumeric(source.type) && type === 'decimal') return constant(type, String(value));
  if (type === 'dynamic') return constant(type, toJsonText(source));
  return typeof value === 'string' ? textAs(value, type) : undefined;
};

/** The constant that `expression` is, as `type`; `undefined` when it is none. */
export const constantOf = (expression: Expression, type: KustoType): Constant | undefined => {
  if (expression.kind === 'constant') return converted(expression, type);
  if (expression.kind !== 'call') return undefined;
  const [operand, other] = expression.arguments;
  const inner = operand && constantOf(operand, operand.type);
  if (!inner) return undefined;
  if (other) {
    const second = expression.arguments.length === 2 ? constantOf(other, other.type) : undefined;
    const value = second && calculated(expression.name, expression.type, inner, second);
    return value && converted(value, type);
  }
  if (expression.name === 'negate') {
    const value = negated(inner);
    return value && converted(value, type);
  }
  return ['todynamic', 'todouble', 'tolong', 'todatetime', 'totimespan'].includes(expression.name)
    ? converted(inner, type)
    : undefined;
};
