import type { KustoType } from '../kusto-type.ts';
import { type Constant, constant } from '../plan/expression.ts';

type Operation<Value> = (left: Value, right: Value) => Value;

/** Whole numbers, spans and dates: ticks are whole numbers too. Division by zero is left to the engine. */
const WHOLE: Readonly<Record<string, Operation<bigint>>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
};

const REAL: Readonly<Record<string, Operation<number>>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
};

const isWhole = (type: KustoType): boolean => ['long', 'datetime', 'timespan'].includes(type);

/** What two constants make, wrapped as the engine wraps it; `undefined` where only the engine knows. */
export const calculated = (
  name: string,
  type: KustoType,
  { value: left }: Constant,
  { value: right }: Constant,
): Constant | undefined => {
  const whole = Object.hasOwn(WHOLE, name) ? WHOLE[name] : undefined;
  if (whole && isWhole(type) && typeof left === 'bigint' && typeof right === 'bigint')
    return constant(type, BigInt.asIntN(64, whole(left, right)));
  const real = Object.hasOwn(REAL, name) ? REAL[name] : undefined;
  const [one, other] = [left, right].map(value => (typeof value === 'bigint' ? Number(value) : value));
  return real && type === 'real' && typeof one === 'number' && typeof other === 'number'
    ? constant(type, real(one, other))
    : undefined;
};
