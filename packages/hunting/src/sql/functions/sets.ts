import { arrayJson, elementIdentity, elementsOf, toElement } from '../dynamic.ts';
import { joined, list, type Sql, sql } from '../sql.ts';
import { type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

const allArrays = (given: readonly SqlValue[]): Sql =>
  joined(
    given.map(({ sql: array }) => sql`JSONType(${array}) = 'Array'`),
    sql` AND `,
  );

/** The elements for which `isWanted` holds of `k`, each once, as first seen. */
const distinct = (elements: Sql, isWanted: Sql): Sql => {
  const keys = sql`arrayMap(x -> ${elementIdentity(sql`x`)}, ${elements})`;
  const first = sql`arrayEnumerateUniq(${keys})`;
  return sql`arrayFilter((x, k, n) -> n = 1 AND ${isWanted}, ${elements}, ${keys}, ${first})`;
};

const keysOf = ({ sql: array }: SqlValue): Sql =>
  sql`arrayMap(x -> ${elementIdentity(sql`x`)}, ${elementsOf(array)})`;

const setOf =
  (write: (given: readonly SqlValue[]) => Sql): EmitFunction =>
  (given, { type }) =>
    valueFrom(sql`if(${allArrays(given)}, ${arrayJson(write(given))}, '')`, type, given);

const first = ([array]: readonly SqlValue[]): Sql => elementsOf(array?.sql ?? none);

const union = setOf(given =>
  distinct(sql`arrayConcat(${list(given.map(({ sql: array }) => elementsOf(array)))})`, sql`true`),
);

const among = (given: readonly SqlValue[], separator: Sql): Sql =>
  joined(
    given.slice(1).map(value => sql`has(${keysOf(value)}, k)`),
    separator,
  );

const intersect = setOf(given => distinct(first(given), among(given, sql` AND `)));

const difference = setOf(given => distinct(first(given), sql`NOT (${among(given, sql` OR `)})`));

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
