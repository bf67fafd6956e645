/** Aggregates of numbers: spread, percentiles, bits. */
import { applied, type EmitCall, type Parts } from './aggregate-parts.ts';
import { arrayJson, toJson } from './dynamic.ts';
import { integer, joined, list, type Sql, sql } from './sql.ts';
import { plain, type SqlValue, valueFrom } from './value.ts';

/** Zero where there is too little to measure (reference: kql, section 6, 5). */
const settled = (result: Sql): SqlValue =>
  valueFrom(sql`if(isFinite(ifNull(${result}, 0)), ifNull(${result}, 0), 0)`, 'real', []);

const spread =
  (name: Sql): EmitCall =>
  parts =>
    settled(applied(name, parts, sql`toFloat64(${plain(parts.argument)})`));

const common =
  (name: Sql): EmitCall =>
  parts => {
    const { argument, second } = parts;
    const [x, y] = [argument, second ?? argument].map(value => sql`toFloat64(${plain(value)})`);
    return settled(sql`${applied(name, parts, x ?? sql`NULL`, y ?? sql`NULL`)}`);
  };

/** Pairs of value and weight in the order of the values, nulls left out. */
const weighted = ({ argument, second, condition }: Parts): Sql => {
  const value = plain(argument);
  const weight = second ? sql`toInt64(ifNull(${plain(second)}, 0))` : sql`toInt64(1)`;
  const wanted = [...condition, sql`isNotNull(${value})`];
  return sql`arraySort(groupArrayIf((assumeNotNull(${value}), ${weight}), ${joined(wanted, sql` AND `)}))`;
};

/** The smallest value up to which the wanted part of all weights lies (manual: nearest-rank percentile). */
const atRank = (pairs: Sql, rank: number): Sql => {
  const sums = sql`arrayCumSum(arrayMap(p -> p.2, ${pairs}))`;
  const wanted = sql`(arraySum(arrayMap(p -> p.2, ${pairs})) * ${integer(Math.round(rank * 1_000_000))} / 100000000)`;
  const place = sql`arrayFirstIndex(s -> s >= ${wanted}, ${sums})`;
  return sql`if(empty(${pairs}), NULL, ${pairs}[${place}].1)`;
};

const percentile: EmitCall = parts =>
  valueFrom(atRank(weighted(parts), parts.call.ranks?.[0] ?? 0), parts.call.type, [], true);

const percentileArray: EmitCall = parts => {
  const pairs = weighted(parts);
  const elements = (parts.call.ranks ?? []).map(rank => {
    const value = valueFrom(sql`assumeNotNull(${atRank(pairs, rank)})`, parts.argument.type, [], false);
    return toJson(value).sql;
  });
  return valueFrom(sql`if(empty(${pairs}), '', ${arrayJson(sql`[${list(elements)}]`)})`, 'dynamic', []);
};

const bits =
  (name: Sql): EmitCall =>
  parts => {
    const result = applied(name, parts, sql`toInt64(${plain(parts.argument)})`);
    const counted = applied(sql`count`, parts, plain(parts.argument));
    return valueFrom(sql`if(${counted} = 0, NULL, toInt64(${result}))`, parts.call.type, [], true);
  };

/** The forms of these aggregates by their names in the plan. */
export const statistics = {
  stdev: spread(sql`stddevSamp`),
  variance: spread(sql`varSamp`),
  stdevp: spread(sql`stddevPop`),
  variancep: spread(sql`varPop`),
  covariance: common(sql`covarSamp`),
  covariancep: common(sql`covarPop`),
  percentile,
  percentiles_array: percentileArray,
  binary_all_and: bits(sql`groupBitAnd`),
  binary_all_or: bits(sql`groupBitOr`),
  binary_all_xor: bits(sql`groupBitXor`),
};
