import { arrayJson, elementIdentity, elementsOf, toElement } from '../dynamic.ts';
import { once } from '../once.ts';
import { integer, joined, list, type Sql, sql } from '../sql.ts';
import { type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

const allArrays = (given: readonly SqlValue[]): Sql =>
  joined(
    given.map(({ sql: array }) => sql`JSONType(${array}) = 'Array'`),
    sql` AND `,
  );

/** The elements, each once, as first seen. */
const distinct = (elements: Sql): Sql => {
  const keys = sql`arrayMap(x -> ${elementIdentity(sql`x`)}, ${elements})`;
  return sql`arrayFilter((x, n) -> n = 1, ${elements}, arrayEnumerateUniq(${keys}))`;
};

const keysOf = ({ sql: array }: SqlValue): Sql =>
  sql`arrayMap(x -> ${elementIdentity(sql`x`)}, ${elementsOf(array)})`;

const setOf =
  (write: (given: readonly SqlValue[]) => Sql): EmitFunction =>
  (given, { type }) =>
    valueFrom(sql`if(${allArrays(given)}, ${arrayJson(write(given))}, '')`, type, given);

const union = setOf(given =>
  distinct(sql`arrayConcat(${list(given.map(({ sql: array }) => elementsOf(array)))})`),
);

/**
 * The first set's elements whose key is in its place the `wanted`-th of its kind, those of the other sets counted before: one pass instead
 * of a search for each element.
 */
const countedBehind = (
  [first, ...others]: readonly SqlValue[],
  keysBefore: (set: SqlValue) => Sql,
  wanted: Sql,
): Sql => {
  const before = sql`arrayConcat(${list([sql`CAST([], 'Array(String)')`, ...others.map(keysBefore)])})`;
  return once(sql`e`, elementsOf(first?.sql ?? none), e =>
    once(sql`b`, before, b => {
      const keys = sql`arrayMap(x -> ${elementIdentity(sql`x`)}, ${e})`;
      const counts = sql`arraySlice(arrayEnumerateUniq(arrayConcat(${b}, ${keys})), toInt64(length(${b})) + 1)`;
      return sql`arrayFilter((x, n) -> n = ${wanted}, ${e}, ${counts})`;
    }),
  );
};

/** Of each other set a key is counted once: what is in all of them comes behind as many. */
const intersect = setOf(given =>
  countedBehind(given, set => sql`arrayDistinct(${keysOf(set)})`, integer(given.length)),
);

const difference = setOf(given => countedBehind(given, keysOf, integer(1)));

/** How much of two sets is common to both: the intersection's size by that of the union. */
const jaccard = simple((one = none, other = none) => {
  const [left, right] = [one, other].map(
    array => sql`arrayDistinct(arrayMap(x -> ${elementIdentity(sql`x`)}, ${elementsOf(array)}))`,
  );
  const common = sql`length(arrayIntersect(${left ?? none}, ${right ?? none}))`;
  const all = sql`length(arrayDistinct(arrayConcat(${left ?? none}, ${right ?? none})))`;
  return sql`if(JSONType(${one}) = 'Array' AND JSONType(${other}) = 'Array', ${common} / ${all}, NULL)`;
}, true);

/** Whether two arrays hold the same elements, however often and in whatever order. */
const equals = simple((one = none, other = none) => {
  const [left, right] = [one, other].map(
    array => sql`arraySort(arrayDistinct(arrayMap(x -> ${elementIdentity(sql`x`)}, ${elementsOf(array)})))`,
  );
  const both = sql`JSONType(${one}) = 'Array' AND JSONType(${other}) = 'Array'`;
  return sql`if(${both}, ${left ?? none} = ${right ?? none}, NULL)`;
}, true);

export const sets = {
  set_equals: equals,
  set_union: union,
  set_intersect: intersect,
  set_difference: difference,
  set_has_element: ([set, element], { type }) =>
    set && element
      ? valueFrom(
          sql`has(${keysOf(set)}, ${elementIdentity(toElement(element))})`,
          type,
          [set, element],
          false,
        )
      : valueFrom(sql`false`, type, []),
  jaccard_index: jaccard,
} satisfies Record<string, EmitFunction>;
