import { type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const nothing = sql`NULL`;

const ofReal = (name: Sql): EmitFunction => simple((value = nothing) => sql`${name}(${value})`);

/** Null outside the numbers for which the function is defined. */
const within = (name: Sql, isDefined: (value: Sql) => Sql): EmitFunction =>
  simple((value = nothing) => sql`if(${isDefined(value)}, ${name}(${value}), NULL)`, true);

const bits = (name: Sql): EmitFunction =>
  simple((one = nothing, other = nothing) => sql`toInt64(${name}(${one}, ${other}))`);

/** By the count modulo 64; a negative count gives null (manual: binary_shift_left). */
const shift = (name: Sql): EmitFunction =>
  simple(
    (value = nothing, count = nothing) =>
      sql`if(${count} < 0, NULL, toInt64(${name}(toInt64(${value}), toUInt8(positiveModulo(${count}, 64)))))`,
    true,
  );

/** The first argument tells one call from another: the engine takes equal calls for one. */
const random: EmitFunction = ([site, limit], { type }) => {
  const tag = site?.sql ?? nothing;
  const text = limit
    ? sql`toFloat64(rand64(${tag}) % toUInt64(greatest(${plain(limit)}, 1)))`
    : sql`randCanonical(${tag})`;
  return { ...valueFrom(text, type, limit ? [limit] : []), steady: false };
};

const newGuid: EmitFunction = ([site], { type }) => ({
  ...valueFrom(sql`toString(generateUUIDv4(${site?.sql ?? nothing}))`, type, []),
  steady: false,
});

export const mathematics = {
  exp2: ofReal(sql`exp2`),
  exp10: ofReal(sql`exp10`),
  log2: within(sql`log2`, value => sql`${value} >= 0`),
  log10: within(sql`log10`, value => sql`${value} >= 0`),
  sin: ofReal(sql`sin`),
  cos: ofReal(sql`cos`),
  tan: ofReal(sql`tan`),
  cot: simple((value = nothing) => sql`(1 / tan(${value}))`),
  asin: within(sql`asin`, value => sql`abs(${value}) <= 1`),
  acos: within(sql`acos`, value => sql`abs(${value}) <= 1`),
  atan: ofReal(sql`atan`),
  atan2: simple((y = nothing, x = nothing) => sql`atan2(${y}, ${x})`),
  degrees: ofReal(sql`degrees`),
  radians: ofReal(sql`radians`),
  pi: (_given, { type }) => valueFrom(sql`pi()`, type, []),
  gamma: ofReal(sql`tgamma`),
  loggamma: ofReal(sql`lgamma`),
  erf: ofReal(sql`erf`),
  erfc: ofReal(sql`erfc`),
  rand: random,
  new_guid: newGuid,
  binary_and: bits(sql`bitAnd`),
  binary_or: bits(sql`bitOr`),
  binary_xor: bits(sql`bitXor`),
  binary_not: simple((value = nothing) => sql`toInt64(bitNot(toInt64(${value})))`),
  binary_shift_left: shift(sql`bitShiftLeft`),
  binary_shift_right: shift(sql`bitShiftRight`),
  bitset_count_ones: simple((value = nothing) => sql`toInt64(bitCount(toInt64(${value})))`),
} satisfies Record<string, EmitFunction>;
