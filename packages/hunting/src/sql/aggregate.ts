import type { Aggregate, AggregateCall, AggregateName, RowPick } from '../plan/relation.ts';
import { applied, type EmitCall, isTextLike, type Parts } from './aggregate-parts.ts';
import { builtSchema } from './build-schema.ts';
import { collected, collectedBag } from './collected.ts';
import { distinctSketches } from './distinct-sketch.ts';
import type { ExpressionEmitter } from './expression.ts';
import { addOutputs } from './outputs.ts';
import { percentileSketches } from './percentile-sketch.ts';
import { type Select, weigh } from './select.ts';
import { seriesSteps } from './series-steps.ts';
import { computedAlias, identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { statistics } from './statistics.ts';
import { nullOf, plain, renamed, type SqlValue, sqlType, valueFrom } from './value.ts';

/** Over no rows null, over a set with NaN NaN (reference: kql, section 6, 5 and 8). */
const extreme = (name: Sql, parts: Parts): SqlValue => {
  const { argument, call } = parts;
  if (isTextLike(argument)) return valueFrom(applied(name, parts, argument.sql), call.type, []);
  const best = applied(parts.mayBeEmpty ? sql`${name}OrNull` : name, parts, argument.sql);
  const result = { ...valueFrom(best, call.type, [], parts.mayBeEmpty), stored: argument.stored };
  if (argument.type !== 'real') return result;
  const hasNaN = applied(sql`max`, parts, sql`isNaN(ifNull(${argument.sql}, 0))`);
  return { ...result, sql: sql`if(${hasNaN}, nan, ${best})` };
};

/** Sums and averages of spans and dates go over 128 bits, so that no row count overflows them. */
const average = (parts: Parts): SqlValue => {
  const { argument, call } = parts;
  const text = plain(argument);
  if (call.type === 'real')
    return valueFrom(
      sql`ifNull(${applied(sql`avgOrNull`, parts, sql`toFloat64(${text})`)}, nan)`,
      'real',
      [],
    );
  if (call.type === 'decimal') {
    const count = sql`toDecimal256(${applied(sql`count`, parts, text)}, 34)`;
    const average = sql`divideDecimal(${applied(sql`sumOrNull`, parts, text)}, nullIf(${count}, 0), 34)`;
    return valueFrom(average, call.type, [], true);
  }
  const total = applied(sql`sumOrNull`, parts, sql`toInt128(${text})`);
  const count = applied(sql`count`, parts, text);
  return valueFrom(
    sql`accurateCastOrNull(intDivOrNull(${total}, toInt128(${count})), 'Int64')`,
    call.type,
    [],
    true,
  );
};

const sum = (parts: Parts): SqlValue => {
  const { argument, call } = parts;
  return valueFrom(
    sql`CAST(ifNull(${applied(sql`sum`, parts, plain(argument))}, 0), '${sqlType(call.type)}')`,
    call.type,
    [],
  );
};

const distinctCount = (parts: Parts): SqlValue =>
  valueFrom(sql`toInt64(${applied(sql`uniqExact`, parts, parts.argument.sql)})`, 'long', []);

/** A value of some row, of one that has a value if there is such a row (manual: take_any). */
const anyOf = (value: SqlValue, condition: readonly Sql[]): Sql => {
  const isThere = value.type === 'dynamic' ? sql`${value.sql} NOT IN ('', 'null')` : sql`${value.sql} != ''`;
  const wanted = isTextLike(value) ? [...condition, isThere] : condition;
  const name = isTextLike(value) ? sql`any` : sql`anyOrNull`;
  return wanted.length === 0
    ? sql`${name}(${value.sql})`
    : sql`${name}If(${value.sql}, ${joined(wanted, sql` AND `)})`;
};

const anyValue = ({ argument, call, condition }: Parts): SqlValue => ({
  ...valueFrom(anyOf(argument, condition), call.type, [], true),
  stored: argument.stored,
});

const forms: Readonly<Record<Exclude<AggregateName, 'count'>, EmitCall>> = {
  dcount: distinctCount,
  min: parts => extreme(sql`min`, parts),
  max: parts => extreme(sql`max`, parts),
  sum,
  avg: average,
  make_set: collected,
  make_list: collected,
  make_bag: collectedBag,
  ...statistics,
  buildschema: builtSchema,
  ...distinctSketches,
  ...percentileSketches,
  take_any: anyValue,
  series_steps: seriesSteps,
};

/** What gathers and counts values passes over guids that are null. */
const counted = (value: SqlValue, { name }: AggregateCall): SqlValue =>
  value.type === 'guid' && name !== 'take_any'
    ? { ...value, sql: sql`nullIf(${value.sql}, '')`, nullable: true }
    : value;

const emitCall = (
  call: AggregateCall,
  isGrouped: boolean,
  expressions: ExpressionEmitter,
  rank: Sql | undefined,
): SqlValue => {
  const condition = call.condition ? [sql`ifNull(${expressions.value(call.condition).sql}, false)`] : [];
  const suffix = condition.length > 0 ? sql`If` : sql``;
  if (call.name === 'count') return valueFrom(sql`toInt64(count${suffix}(${list(condition)}))`, 'long', []);
  const argument = call.argument && counted(expressions.value(call.argument), call);
  if (!argument) throw new Error(`the aggregate ${call.name} has no argument`);
  const second = call.second && expressions.value(call.second);
  // A group by keys has rows.
  const mayBeEmpty = !isGrouped || condition.length > 0 || argument.nullable;
  return forms[call.name]({ argument, second, suffix, condition, call, mayBeEmpty, rank });
};

/** A value that can hold "no row": text is empty then. */
const orNothing = (value: SqlValue): Sql =>
  isTextLike(value) || value.nullable ? value.sql : sql`toNullable(${value.sql})`;

/** Something to compare in place of a null. */
const zero = (value: SqlValue): Sql => (value.stored ? sql`toDateTime64(0, 7, 'UTC')` : sql`0`);

/** What `argMax` or `argMin` compares so that rows without a value lose. */
const contest = (by: SqlValue, missingLoses: Sql): Sql =>
  by.nullable ? sql`(${missingLoses}(${by.sql}), ifNull(${by.sql}, ${zero(by)}))` : by.sql;

/** One row's values as a tuple; rows whose rank is null come last. */
const pickSql = ({ extreme: which, by, outputs }: RowPick, expressions: ExpressionEmitter): Sql => {
  const values = outputs.map(({ value }) => expressions.value(value));
  const [only] = values;
  if (which === 'any' && only && values.length === 1) return sql`tuple(${anyOf(only, [])})`;
  const row = sql`tuple(${list(values.map(orNothing))})`;
  const rank = by && expressions.value(by);
  if (which === 'any' || !rank) return sql`any(${row})`;
  return which === 'max'
    ? sql`argMax(${row}, ${contest(rank, sql`isNotNull`)})`
    : sql`argMin(${row}, ${contest(rank, sql`isNull`)})`;
};

/** Adds grouping and aggregates to a statement over rows; `rank` numbers them where lists keep their order. */
export const emitAggregate = (
  { keys, calls, picks }: Aggregate,
  input: Select,
  expressions: ExpressionEmitter,
  rank: Sql | undefined,
): Select => {
  const grouped = addOutputs({ ...input, orderBy: [] }, keys, expressions);
  const aliases = [...grouped.aliases];
  const weights = new Map(grouped.weights);
  const columns = new Map(
    keys.map(({ column }) => [column.id, grouped.columns.get(column.id) ?? missing(column.type)]),
  );
  for (const { column, call } of calls) {
    const value = emitCall(call, keys.length > 0, expressions, rank);
    const alias = computedAlias(column.id);
    aliases.push(sql`${value.sql} AS ${alias}`);
    weights.set(alias, weigh(value.sql, weights));
    columns.set(column.id, renamed(value, alias));
  }
  picks.forEach((pick, place) => {
    const tuple = identifier(`t${pick.outputs[0]?.column.id ?? place}`);
    aliases.push(sql`${pickSql(pick, expressions)} AS ${tuple}`);
    pick.outputs.forEach(({ column, value }, index) => {
      const original = expressions.value(value);
      const element = sql`tupleElement(${tuple}, ${integer(index + 1)})`;
      columns.set(column.id, { ...renamed(original, element), nullable: !isTextLike(original) });
    });
  });
  const groupBy = keys.map(({ column }) => (columns.get(column.id) ?? missing(column.type)).sql);
  return { ...grouped, columns, aliases, groupBy, weights };
};

const missing = (type: SqlValue['type']): SqlValue => valueFrom(nullOf(type), type, [], true);
