/** Aggregates of numbers: spread, percentiles, bits. */
import { applied, countedRows, type EmitCall, type Parts } from './aggregate-parts.ts';
import { arrayJson, toJson } from './dynamic.ts';
import { once } from './once.ts';
import { integer, list, type Sql, sql } from './sql.ts';
import { plain, type SqlValue, valueFrom } from './value.ts';

/** Zero where there is too little to measure (reference: kql, section 6, 5); NaN among the values makes NaN. */
const settled = (result: Sql, count: Sql): SqlValue =>
  valueFrom(sql`if(${count} < 2, 0, ifNull(${result}, 0))`, 'real', []);

const counted = (parts: Parts): Sql => applied(sql`count`, parts, plain(parts.argument));

const spread =
  (name: Sql): EmitCall =>
  parts =>
    settled(applied(name, parts, sql`toFloat64(${plain(parts.argument)})`), counted(parts));

const common =
  (name: Sql): EmitCall =>
  parts => {
    const { argument, second } = parts;
    const [x, y] = [argument, second ?? argument].map(value => sql`toFloat64(${plain(value)})`);
    return settled(applied(name, parts, x ?? sql`NULL`, y ?? sql`NULL`), counted(parts));
  };

/** How the values of one group are ordered and one of them is found. */
interface Ranked {
  readonly values: Sql;
  /** The value at a rank, a percentile in millionths. */
  readonly at: (millionths: Sql) => Sql;
}

/** All values that are there, in order: the smallest one up to which the wanted part of them lies. */
const unweighted = (parts: Parts): Ranked => {
  const value = sql`assumeNotNull(${plain(parts.argument)})`;
  const values = sql`arraySort(groupArrayIf(${value}, ${countedRows(parts)}))`;
  const place = (rank: Sql): Sql =>
    sql`greatest(intDiv(toInt64(length(${values})) * ${rank} + 99999999, 100000000), 1)`;
  return { values, at: rank => sql`${values}[${place(rank)}]` };
};

/** The same where a value counts as often as its weight says. */
const weighted = (parts: Parts, second: SqlValue): Ranked => {
  const weight = sql`toInt64(ifNull(${plain(second)}, 0))`;
  const value = sql`assumeNotNull(${plain(parts.argument)})`;
  const values = sql`arraySort(groupArrayIf((${value}, ${weight}), ${countedRows(parts)}))`;
  const weights = sql`arrayMap(p -> p.2, ${values})`;
  const place = (rank: Sql): Sql =>
    once(
      sql`z`,
      sql`arraySum(${weights})`,
      total => sql`arrayFirstIndex(s -> s >= ${total} * ${rank} / 100000000, arrayCumSum(${weights}))`,
    );
  return { values, at: rank => sql`${values}[${place(rank)}].1` };
};

const rankedBy = (parts: Parts): Ranked => (parts.second ? weighted(parts, parts.second) : unweighted(parts));

/** The nearest rank (manual: percentile); null without values. */
const atRank = ({ values, at }: Ranked, rank: number): Sql =>
  sql`if(empty(${values}), NULL, ${at(integer(Math.round(rank * 1_000_000)))})`;

const percentile: EmitCall = parts =>
  valueFrom(atRank(rankedBy(parts), parts.call.ranks?.[0] ?? 0), parts.call.type, [], true);

const percentileArray: EmitCall = parts => {
  const ranked = rankedBy(parts);
  const elements = (parts.call.ranks ?? []).map(rank => {
    const value = valueFrom(sql`assumeNotNull(${atRank(ranked, rank)})`, parts.argument.type, [], false);
    return toJson(value).sql;
  });
  return valueFrom(
    sql`if(empty(${ranked.values}), '', ${arrayJson(sql`[${list(elements)}]`)})`,
    'dynamic',
    [],
  );
};

const bits =
  (name: Sql): EmitCall =>
  parts => {
    const value = plain(parts.argument);
    const isReal = parts.argument.type === 'real';
    const whole = isReal ? sql`accurateCastOrNull(trunc(${value}), 'Int64')` : sql`toInt64(${value})`;
    const result = applied(name, parts, whole);
    return valueFrom(sql`if(${counted(parts)} = 0, NULL, toInt64(${result}))`, parts.call.type, [], true);
  };

/** The forms of these aggregates by their names in the plan. */
export const statistics = {
  stdev: spread(sql`stddevSampStable`),
  variance: spread(sql`varSampStable`),
  stdevp: spread(sql`stddevPopStable`),
  variancep: spread(sql`varPopStable`),
  covariance: common(sql`covarSampStable`),
  covariancep: common(sql`covarPopStable`),
  percentile,
  percentiles_array: percentileArray,
  binary_all_and: bits(sql`groupBitAnd`),
  binary_all_or: bits(sql`groupBitOr`),
  binary_all_xor: bits(sql`groupBitXor`),
};
