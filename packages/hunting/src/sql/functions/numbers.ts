import { isInteger, type KustoType } from '../../kusto-type.ts';
import type { Call, Expression } from '../../plan/expression.ts';
import { type Sql, sql } from '../sql.ts';
import { plain, sqlType, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const isWhole = (type: KustoType): boolean => isInteger(type) || type === 'timespan' || type === 'datetime';

/** The result in its exact type. */
const as = (text: Sql, type: KustoType): Sql => sql`CAST(${text}, 'Nullable(${sqlType(type)})')`;

/** A real cut to whole ticks; null where there are not so many. */
const asTicks = (real: Sql): Sql => sql`accurateCastOrNull(trunc(${real}), 'Int64')`;

/** A divisor in its own place: null and zero, by which the engine does not divide, as 1. */
const divisorOf = (bottom: Sql): Sql =>
  sql`if(ifNull(${bottom}, 0) = 0, toDecimal256(1, 34), assumeNotNull(${bottom}))`;

/** `quotient` unless the divisor is null or zero. */
const unlessZero = (bottom: Sql, quotient: Sql): Sql => sql`if(ifNull(${bottom}, 0) = 0, NULL, ${quotient})`;

const binary =
  (write: (left: Sql, right: Sql) => Sql): EmitFunction =>
  (given, { type }) => {
    const [left, right] = given;
    if (!left || !right) return valueFrom(sql`NULL`, type, given, true);
    const result = write(plain(left), plain(right));
    const isExact = given.every(({ type: operand }) => isWhole(operand) || operand === type);
    if (isExact) return valueFrom(result, type, given);
    return isWhole(type)
      ? valueFrom(asTicks(result), type, given, true)
      : valueFrom(as(result, type), type, given);
  };

const multiply: EmitFunction = (given, call, emitter) => {
  const [left, right] = given;
  if (call.type !== 'decimal' || !left || !right)
    return binary((x, y) => sql`(${x} * ${y})`)(given, call, emitter);
  return valueFrom(sql`multiplyDecimal(${left.sql}, ${right.sql}, 34)`, call.type, given);
};

/** Whole numbers divide towards zero and give null by zero; reals divide as reals (reference: kql, section 6, 8 and 10). */
const divide: EmitFunction = (given, { type }) => {
  const [left, right] = given;
  if (!left || !right) return valueFrom(sql`NULL`, type, given, true);
  const [top, bottom] = [plain(left), plain(right)];
  if (isWhole(left.type) && isWhole(right.type) && type !== 'real')
    return valueFrom(sql`intDivOrNull(${top}, ${bottom})`, type, given, true);
  if (type === 'decimal') {
    const quotient = sql`divideDecimal(${top}, ${divisorOf(bottom)}, 34)`;
    return valueFrom(unlessZero(bottom, quotient), type, given, true);
  }
  const real = sql`(toFloat64(${top}) / toFloat64(${bottom}))`;
  return valueFrom(type === 'real' ? real : asTicks(real), type, given, true);
};

/** How often a decimal goes into another one, rounded down, times that decimal. */
const wholeTimes = (number: Sql, step: Sql): Sql =>
  sql`multiplyDecimal(floor(divideDecimal(${number}, ${divisorOf(step)}, 34)), ${step}, 34)`;

/** Never negative (reference: kql, section 6, 11). */
const modulo: EmitFunction = (given, { type }) => {
  const [left, right] = given;
  if (!left || !right) return valueFrom(sql`NULL`, type, given, true);
  const [top, bottom] = [plain(left), plain(right)];
  if (type === 'decimal') {
    const rest = sql`${top} - ${wholeTimes(top, sql`abs(${bottom})`)}`;
    return valueFrom(unlessZero(bottom, rest), type, given, true);
  }
  if (type === 'real') {
    const size = sql`abs(toFloat64(${bottom}))`;
    return valueFrom(sql`(toFloat64(${top}) - ${size} * floor(toFloat64(${top}) / ${size}))`, type, given);
  }
  return valueFrom(as(sql`positiveModuloOrNull(${top}, ${bottom})`, type), type, given, true);
};

/** Whether the second argument is a positive number, or span, that the query itself says. */
const hasKnownSize = ({ arguments: [, size] }: Call): boolean =>
  size?.kind === 'constant' && typeof size.value === 'bigint' && size.value > 0n;

/** Rounds down to a multiple of a positive size, from year 1 for dates; another size gives null. */
const bin: EmitFunction = (given, call) => {
  const { type } = call;
  const [value, size] = given;
  if (!value || !size) return valueFrom(sql`NULL`, type, given, true);
  // No stored time is before year 1, from where its ticks count.
  if (value.stored && hasKnownSize(call))
    return valueFrom(sql`(intDiv(${plain(value)}, ${plain(size)}) * ${plain(size)})`, type, [value]);
  const [number, step] = [plain(value), plain(size)];
  if (type === 'real')
    return valueFrom(sql`if(${step} > 0, floor(${number} / ${step}) * ${step}, NULL)`, type, given, true);
  if (type === 'decimal')
    return valueFrom(sql`if(${step} > 0, ${wholeTimes(number, step)}, NULL)`, type, given, true);
  const floor = sql`${number} - positiveModuloOrNull(${number}, ${step})`;
  return valueFrom(as(sql`if(${step} > 0, ${floor}, NULL)`, type), type, given, true);
};

/** Rounds down to the nearest place that lies whole sizes from a fixed point. */
const binAt: EmitFunction = (given, { type }) => {
  const [value, size, fixed] = given;
  if (!value || !size || !fixed) return valueFrom(sql`NULL`, type, given, true);
  const [number, step, point] = [plain(value), plain(size), plain(fixed)];
  const floor =
    type === 'real'
      ? sql`${point} + floor((${number} - ${point}) / ${step}) * ${step}`
      : sql`${number} - positiveModuloOrNull(${number} - ${point}, ${step})`;
  return valueFrom(as(sql`if(${step} > 0, ${floor}, NULL)`, type), type, given, true);
};

/** To the nearest whole number, halves away from zero; the largest number below a half leaves all other numbers where they are. */
const rounded = (real: Sql): Sql => sql`(sign(${real}) * floor(abs(${real}) + 0.49999999999999994))`;

/** A real rounded to so many decimal places; negative ones are tens, hundreds and so on. */
const roundedTo = (real: Sql, places: Sql, written: Expression | undefined): Sql => {
  const power = sql`pow(10, abs(${places}))`;
  const up = sql`${rounded(sql`(${real} * ${power})`)} / ${power}`;
  const down = sql`${rounded(sql`(${real} / ${power})`)} * ${power}`;
  if (written?.kind !== 'constant' || typeof written.value !== 'bigint')
    return sql`if(${places} >= 0, ${up}, ${down})`;
  return written.value >= 0n ? up : down;
};

const round: EmitFunction = ([value, digits], { type, arguments: [, written] }) => {
  if (!value) return valueFrom(sql`NULL`, type, [], true);
  const number = plain(value);
  if (!digits) return valueFrom(type === 'real' ? rounded(number) : sql`round(${number})`, type, [value]);
  const places = plain(digits);
  const result = type === 'real' ? roundedTo(number, places, written) : sql`round(${number}, ${places})`;
  return valueFrom(result, type, [value, digits]);
};

export const numbers = {
  add: binary((left, right) => sql`(${left} + ${right})`),
  subtract: binary((left, right) => sql`(${left} - ${right})`),
  multiply,
  divide,
  modulo,
  negate: ([value], { type }) =>
    value
      ? valueFrom(as(sql`negate(${plain(value)})`, type), type, [value])
      : valueFrom(sql`NULL`, type, [], true),
  abs: ([value], { type }) =>
    value
      ? valueFrom(as(sql`abs(${plain(value)})`, type), type, [value])
      : valueFrom(sql`NULL`, type, [], true),
  bin,
  bin_at: binAt,
  round,
  ceiling: ([value], { type }) =>
    value
      ? valueFrom(as(sql`ceil(${plain(value)})`, type), type, [value])
      : valueFrom(sql`NULL`, type, [], true),
  sqrt: simple((value = sql`NULL`) => sql`if(${value} < 0, NULL, sqrt(${value}))`, true),
  pow: simple((base = sql`NULL`, power = sql`NULL`) => sql`pow(${base}, ${power})`),
  log: simple((value = sql`NULL`) => sql`if(${value} < 0, NULL, log(${value}))`, true),
  exp: simple((value = sql`NULL`) => sql`exp(${value})`),
  sign: ([value], { type }) =>
    value
      ? valueFrom(as(sql`sign(${plain(value)})`, type), type, [value])
      : valueFrom(sql`NULL`, type, [], true),
  isnan: simple((value = sql`NULL`) => sql`isNaN(${value})`),
  isinf: simple((value = sql`NULL`) => sql`isInfinite(${value})`),
  isfinite: simple((value = sql`NULL`) => sql`isFinite(${value})`),
} satisfies Record<string, EmitFunction>;
