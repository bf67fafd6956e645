/** The beta distribution and what rests on it. */
import { once } from '../once.ts';
import { joined, type Sql, sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

const nothing = sql`NULL`;

/** Enough terms of the continued fraction for parameters up to 10,000, and halvings for all bits of a number below 1. */
const TERMS = sql`400`;
const HALVINGS = sql`60`;

const logBeta = (a: Sql, b: Sql): Sql => sql`(lgamma(${a}) + lgamma(${b}) - lgamma(${a} + ${b}))`;

/** The terms of the continued fraction of the incomplete beta function. */
const terms = (x: Sql, a: Sql, b: Sql): Sql => {
  const even = sql`intDiv(j, 2) * (${b} - intDiv(j, 2)) * ${x} / ((${a} + j - 1) * (${a} + j))`;
  const odd = sql`-(${a} + intDiv(j, 2)) * (${a} + ${b} + intDiv(j, 2)) * ${x} / ((${a} + j - 1) * (${a} + j))`;
  return sql`arrayMap(j -> if(j % 2 = 0, ${even}, ${odd}), range(1, ${TERMS}))`;
};

/** The fraction `1/(1+t/(1+t/(…)))` by Lentz's method: both continuants' ratios and the product so far are carried along. */
const fraction = (x: Sql, a: Sql, b: Sql): Sql => {
  const step = sql`(1 + t / f.1, 1 / (1 + t * f.2), f.3 * (1 + t / f.1) / (1 + t * f.2))`;
  return sql`(1 / arrayFold((f, t) -> ${step}, ${terms(x, a, b)}, (1., 0., 1.)).3)`;
};

/** The incomplete beta function below its mean, where the fraction converges. */
const lower = (x: Sql, a: Sql, b: Sql): Sql =>
  sql`(exp(${a} * log(${x}) + ${b} * log(1 - ${x}) - ${logBeta(a, b)}) / ${a} * ${fraction(x, a, b)})`;

/** The regularized incomplete beta function for `x` from 0 to 1. */
const incompleteBeta = (x: Sql, a: Sql, b: Sql): Sql =>
  sql`multiIf(${x} <= 0, 0., ${x} >= 1, 1., ${x} < (${a} + 1) / (${a} + ${b} + 2), ${lower(x, a, b)}, 1 - ${lower(sql`(1 - ${x})`, b, a)})`;

const areParameters = (a: Sql, b: Sql): Sql =>
  sql`(${a} > 0 AND ${a} <= 10000 AND ${b} > 0 AND ${b} <= 10000)`;

const cumulative = (x: Sql, a: Sql, b: Sql): Sql =>
  sql`if(${x} < 0 OR ${x} > 1 OR NOT ${areParameters(a, b)}, nan, ${incompleteBeta(x, a, b)})`;

const density = (x: Sql, a: Sql, b: Sql): Sql =>
  sql`if(${x} <= 0 OR ${x} >= 1 OR ${a} <= 0 OR ${b} <= 0, nan, exp((${a} - 1) * log(${x}) + (${b} - 1) * log(1 - ${x}) - ${logBeta(a, b)}))`;

/** Halves the interval in which the distribution reaches the probability. */
const inverse = (p: Sql, a: Sql, b: Sql): Sql => {
  const middle = sql`(i.1 + i.2) / 2`;
  const narrowed = once(
    sql`x`,
    middle,
    x => sql`if(${incompleteBeta(x, a, b)} < ${p}, (${x}, i.2), (i.1, ${x}))`,
  );
  const interval = sql`arrayFold((i, n) -> ${narrowed}, range(${HALVINGS}), (0., 1.))`;
  return sql`multiIf(${p} <= 0 OR ${p} > 1, NULL, NOT ${areParameters(a, b)}, nan, ${p} = 1, 1., ${interval}.2)`;
};

/** The probability of means that differ so much, or more, by Welch's test of two samples (manual: welch_test). */
const welch = (m1 = nothing, v1 = nothing, n1 = nothing, m2 = nothing, v2 = nothing, n2 = nothing): Sql => {
  const [e1, e2] = [sql`(${v1} / ${n1})`, sql`(${v2} / ${n2})`];
  const square = sql`pow(${m1} - ${m2}, 2) / (${e1} + ${e2})`;
  const freedom = sql`pow(${e1} + ${e2}, 2) / (pow(${e1}, 2) / (${n1} - 1) + pow(${e2}, 2) / (${n2} - 1))`;
  return once(sql`v`, freedom, v =>
    once(sql`y`, sql`${v} / (${v} + ${square})`, y => incompleteBeta(y, sql`(${v} / 2)`, sql`0.5`)),
  );
};

/** A function of numbers that are there; null where one of them is not. */
const known =
  (write: (...given: Sql[]) => Sql): EmitFunction =>
  (given, { type }) => {
    const missing = given.filter(value => value.nullable).map(value => sql`isNull(${value.sql})`);
    const result = write(
      ...given.map(value => (value.nullable ? sql`assumeNotNull(${value.sql})` : value.sql)),
    );
    const text = missing.length > 0 ? sql`if(${joined(missing, sql` OR `)}, NULL, ${result})` : result;
    return valueFrom(text, type, given, true);
  };

export const distributions = {
  beta_cdf: known((x = nothing, a = nothing, b = nothing) => cumulative(x, a, b)),
  beta_pdf: known((x = nothing, a = nothing, b = nothing) => density(x, a, b)),
  beta_inv: known((p = nothing, a = nothing, b = nothing) => inverse(p, a, b)),
  welch_test: known(welch),
} satisfies Record<string, EmitFunction>;
