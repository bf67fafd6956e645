/** Aggregates that gather values: sets, lists and bags. */
import { type Parts } from './aggregate-parts.ts';
import { arrayJson, bagJson, elementsOf, membersOf, toElement, toJson } from './dynamic.ts';
import { identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { type SqlValue, valueFrom } from './value.ts';

/** The values of a list in the order of their rows. */
const ranked = (values: Sql, rank: Sql, { suffix, condition, call, argument }: Parts): Sql => {
  const isThere = argument.nullable ? [sql`isNotNull(${argument.sql})`] : [];
  const wanted = [...condition, ...isThere];
  const kept = wanted.length > 0 ? sql`, ${joined(wanted, sql` AND `)}` : sql``;
  const pairs = sql`groupArray${wanted.length > 0 ? sql`If` : suffix}((${rank}, ${values})${kept})`;
  const inOrder = sql`arrayMap(t -> t.2, arraySort(t -> t.1, ${pairs}))`;
  return sql`arraySlice(${argument.type === 'dynamic' ? sql`arrayFlatten(${inOrder})` : inOrder}, 1, ${integer(call.limit ?? 0)})`;
};

/** So many of the first values are looked at for the order of a set. */
const SEEN_FIRST = integer(64);

/** At most the wanted number of values: of each row one, or with `perRow` an array. Small sets are in the order of rows. */
const gathered = (values: Sql, perRow: Sql, parts: Parts): Sql => {
  const { call, rank, suffix, condition } = parts;
  if (rank && call.name === 'make_list') return ranked(values, rank, parts);
  const size = integer(call.limit ?? 0);
  const given = list([values, ...condition]);
  if (call.name !== 'make_set')
    return sql`arraySlice(groupArray${perRow}${suffix}(${size})(${given}), 1, ${size})`;
  const first = sql`groupArray${perRow}${suffix}(${SEEN_FIRST})(${given})`;
  const all = sql`groupUniqArray${perRow}${suffix}(${size})(${given})`;
  return sql`arraySlice(arrayDistinct(arrayConcat(${first}, ${all})), 1, ${size})`;
};

/** Elements as JSON texts; the elements of arrays one by one, nulls left out (but kept by lists of dynamics). */
export const collected = (parts: Parts): SqlValue => {
  const { argument, call } = parts;
  const x = identifier('x');
  if (argument.type !== 'dynamic') {
    const element = toJson({ ...argument, sql: x, nullable: false }).sql;
    const values = gathered(argument.sql, sql``, parts);
    return valueFrom(arrayJson(sql`arrayMap(${x} -> ${element}, ${values})`), 'dynamic', []);
  }
  const whole =
    call.name === 'make_set'
      ? sql`if(${argument.sql} IN ('', 'null'), [], [${argument.sql}])`
      : sql`[${toElement(argument)}]`;
  const elements = sql`if(JSONType(${argument.sql}) = 'Array', ${elementsOf(argument.sql)}, ${whole})`;
  return valueFrom(arrayJson(gathered(elements, sql`Array`, parts)), 'dynamic', []);
};

/** The members of all bags; of equal keys the first wins (reference: kql, section 6, 41). */
export const collectedBag = (parts: Parts): SqlValue => {
  const { argument, call, suffix, condition } = parts;
  const all = sql`groupArrayArray${suffix}(${list([membersOf(argument.sql), ...condition])})`;
  const firsts = sql`arrayFilter((m, n) -> n = 1, ${all}, arrayEnumerateUniq(arrayMap(m -> m.1, ${all})))`;
  return valueFrom(bagJson(sql`arraySlice(${firsts}, 1, ${integer(call.limit ?? 0)})`), 'dynamic', []);
};
