import { arrayJson, elementIdentity, elementsOf, toElement, toJson } from '../dynamic.ts';
import { once } from '../once.ts';
import { identifier, joined, list, type Sql, sql } from '../sql.ts';
import { plain, type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { windowOf } from './windows.ts';

const none = sql`''`;

const isArray = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) = 'Array'`;

/** The array that `write` makes of an array's elements; null when the argument is none. */
const rearranged = (array: Sql, write: (elements: Sql) => Sql): Sql =>
  sql`if(${isArray(array)}, ${arrayJson(once(sql`e`, elementsOf(array), write))}, '')`;

/** Null as soon as one of the arguments is no array (manual: array_concat). */
const concat: EmitFunction = (given, { type }) => {
  const arrays = sql`arrayConcat(${list(given.map(value => elementsOf(value.sql)))})`;
  const all = joined(
    given.map(value => isArray(value.sql)),
    sql` AND `,
  );
  return valueFrom(sql`if(${all}, ${arrayJson(arrays)}, '')`, type, given);
};

/** A place counted from the end where it is negative. */
const placeIn = (elements: Sql, place: Sql): Sql =>
  sql`if(${place} < 0, ${place} + toInt64(length(${elements})), ${place})`;

/** Both ends included; what lies outside is cut. */
const slice = simple((array = none, start = sql`0`, end = sql`-1`) =>
  rearranged(array, e => {
    const from = sql`greatest(${placeIn(e, start)}, 0)`;
    return sql`arraySlice(${e}, ${from} + 1, greatest(${placeIn(e, end)} - ${from} + 1, 0))`;
  }),
);

const indexOf: EmitFunction = ([array, value, ...places], { type }) => {
  if (!array || !value) return valueFrom(sql`NULL`, type, [], true);
  const elements = elementsOf(array.sql);
  const { start, length, occurrence, isValid } = windowOf(sql`length(${elements})`, places, false);
  const last = sql`if(${length} < 0, length(${elements}), ${start} + ${length})`;
  const isWanted = sql`${elementIdentity(sql`x`)} = ${elementIdentity(toElement(value))} AND i > ${start} AND i <= ${last}`;
  const found = sql`arrayFilter((i, x) -> ${isWanted}, arrayEnumerate(${elements}), ${elements})`;
  return valueFrom(
    sql`if(${isArray(array.sql)} AND ${isValid}, toInt64(arrayElement(${found}, ${occurrence})) - 1, NULL)`,
    type,
    [array, value, ...places],
    true,
  );
};

const isNumber = sql`match(x, '^-?[0-9]')`;
const isText = sql`startsWith(x, '"')`;

/**
 * `values` in the order of the elements of `by`: numbers, then texts, then the rest, nulls at an end (manual: array_sort_asc). Both arrays go
 * side by side through each function: an array that a function of elements names besides would be copied for each of them.
 */
const inOrder = (name: Sql, values: Sql, by: Sql, nullsLast: Sql): Sql => {
  const those = (wanted: Sql): Sql => sql`arrayFilter((y, x) -> ${wanted}, ${values}, ${by})`;
  const sortedBy = (key: Sql, wanted: Sql): Sql =>
    sql`${name}((y, x) -> ${key}, ${those(wanted)}, arrayFilter(x -> ${wanted}, ${by}))`;
  const numbers = sortedBy(sql`(toFloat64OrZero(x), toInt64OrZero(x))`, isNumber);
  const texts = sortedBy(elementIdentity(sql`x`), isText);
  const others = sortedBy(sql`x`, sql`NOT (${isNumber}) AND NOT ${isText} AND x != 'null'`);
  const nulls = (wanted: Sql): Sql => those(sql`x = 'null' AND ${wanted}`);
  return sql`arrayConcat(${list([nulls(sql`NOT ${nullsLast}`), numbers, texts, others, nulls(nullsLast)])})`;
};

const sorted = (name: Sql): EmitFunction =>
  simple((array = none, nullsLast = sql`true`) => rearranged(array, e => inOrder(name, e, e, nullsLast)));

/** An array in the order that sorts another one; null when they differ in length. */
const sortedBy = (name: Sql): EmitFunction =>
  simple((array = none, by = none, nullsLast = sql`true`) => {
    const elements = once(sql`e`, elementsOf(by), e =>
      once(sql`f`, elementsOf(array), f => inOrder(name, f, e, nullsLast)),
    );
    const fits = sql`${isArray(array)} AND ${isArray(by)} AND JSONLength(${array}) = JSONLength(${by})`;
    return sql`if(${fits}, ${arrayJson(elements)}, '')`;
  });

/** Null when an element is no number. */
const sum = simple(
  (array = none) =>
    sql`if(${isArray(array)} AND arrayAll(x -> ${isNumber}, ${elementsOf(array)}), arraySum(arrayMap(x -> toFloat64OrZero(x), ${elementsOf(array)})), NULL)`,
  true,
);

/** One branch of `array_iff` beside `size` conditions: an array's elements, or one value for all. */
const branch = (value: SqlValue, size: Sql): Sql => {
  const same = sql`arrayWithConstant(${size}, ${toElement(value)})`;
  if (value.type !== 'dynamic') return same;
  const elements = sql`arrayResize(${elementsOf(value.sql)}, ${size}, 'null')`;
  return sql`if(${isArray(value.sql)}, ${elements}, ${same})`;
};

const choose: EmitFunction = ([conditions, whenTrue, whenFalse], { type }) => {
  if (!conditions || !whenTrue || !whenFalse) return valueFrom(none, type, []);
  const isKnown = sql`(c IN ('true', 'false') OR match(c, '^-?[0-9]'))`;
  const holds = sql`(c = 'true' OR (c != 'false' AND toFloat64OrZero(c) != 0))`;
  const result = rearranged(conditions.sql, e => {
    const branches = [whenTrue, whenFalse].map(value => branch(value, sql`length(${e})`));
    return sql`arrayMap((c, y, n) -> multiIf(NOT ${isKnown}, 'null', ${holds}, y, n), ${list([e, ...branches])})`;
  });
  return valueFrom(result, type, [conditions, whenTrue, whenFalse]);
};

/** Cut before each of the places. */
const split: EmitFunction = ([array, places], { type }) => {
  if (!array || !places) return valueFrom(none, type, []);
  const given =
    places.type === 'dynamic'
      ? sql`arrayMap(x -> toInt64OrZero(x), if(${isArray(places.sql)}, ${elementsOf(places.sql)}, [${places.sql}]))`
      : sql`[toInt64(${plain(places)})]`;
  const result = rearranged(array.sql, e => {
    const size = sql`toInt64(length(${e}))`;
    const cuts = sql`arrayMap(p -> least(greatest(${placeIn(e, sql`p`)}, 0), ${size}), ${given})`;
    const ends = sql`arrayPushBack(${cuts}, ${size})`;
    const starts = sql`arrayPushFront(${cuts}, toInt64(0))`;
    const part = arrayJson(sql`arraySlice(${e}, s + 1, greatest(t - s, 0))`);
    return sql`arrayMap((s, t) -> ${part}, ${starts}, ${ends})`;
  });
  return valueFrom(result, type, [array, places]);
};

/** What fills the places that became free: the given value, empty text among texts, null otherwise. */
const filling = (value: SqlValue | undefined, elements: Sql): Sql =>
  value
    ? toElement(value)
    : sql`if(notEmpty(${elements}) AND arrayAll(x -> ${isText}, ${elements}), '""', 'null')`;

const shift =
  (direction: Sql): EmitFunction =>
  ([array, count, fill], { type }) => {
    if (!array || !count) return valueFrom(none, type, []);
    const by = sql`(${plain(count)} * ${direction})`;
    const result = rearranged(array.sql, e => {
      const size = sql`toInt64(length(${e}))`;
      const free = sql`arrayWithConstant(toUInt64(least(toInt64(abs(ifNull(${by}, 0))), ${size})), ${filling(fill, e)})`;
      const left = sql`arrayConcat(arraySlice(${e}, greatest(least(${by}, ${size}), 0) + 1), ${free})`;
      const right = sql`arrayConcat(${free}, arraySlice(${e}, 1, greatest(${size} + ${by}, 0)))`;
      return sql`if(${by} >= 0, ${left}, ${right})`;
    });
    return valueFrom(result, type, fill ? [array, count, fill] : [array, count]);
  };

const rotate = (direction: Sql): EmitFunction =>
  simple((array = none, count = sql`0`) =>
    rearranged(array, e => {
      const by = sql`positiveModulo(${count} * ${direction}, greatest(toInt64(length(${e})), 1))`;
      return sql`arrayConcat(arraySlice(${e}, ${by} + 1), arraySlice(${e}, 1, ${by}))`;
    }),
  );

/** At most as many elements as the service makes (manual: range). */
const MAX_ELEMENTS = sql`1048576`;

/** `range(start, stop, step)`: up to `stop`, in the type of `start`; null when an argument is. */
const range: EmitFunction = (given, { type }) => {
  const [start, stop, step] = given;
  if (!start || !stop || !step) return valueFrom(none, type, []);
  const [from, to, by] = [plain(start), plain(stop), plain(step)];
  const count = sql`if(${by} = 0, 0, floor(toFloat64(${to} - ${from}) / toFloat64(${by})) + 1)`;
  const size = sql`toUInt64(least(greatest(ifNull(${count}, 0), 0), ${MAX_ELEMENTS}))`;
  const element = toJson({ ...valueFrom(sql`n`, start.type, []), nullable: false }).sql;
  const values = sql`arrayMap(i -> assumeNotNull(${from}) + i * assumeNotNull(${by}), arrayMap(i -> toInt64(i), range(${size})))`;
  const isNull = given.map(value => sql`isNull(${plain(value)})`);
  const json = arrayJson(sql`arrayMap(n -> ${element}, ${values})`);
  return valueFrom(sql`if(${joined(isNull, sql` OR `)}, '', ${json})`, type, given);
};

const repeat: EmitFunction = ([value, count], { type }) => {
  if (!value || !count) return valueFrom(none, type, []);
  const size = sql`toUInt64(least(ifNull(${plain(count)}, 0), ${MAX_ELEMENTS}))`;
  const json = arrayJson(sql`arrayWithConstant(${size}, ${toElement(value)})`);
  return valueFrom(sql`if(ifNull(${plain(count)} >= 0, false), ${json}, '')`, type, [value, count]);
};

/** Arrays side by side, the shorter ones filled with nulls. */
const zip: EmitFunction = (given, { type }) => {
  const sizes = list(given.map(({ sql: array }) => sql`JSONLength(${array})`));
  const names = given.map((_, place) => identifier(`z${place}`));
  const columns = given.map(
    ({ sql: array }) => sql`arrayResize(${elementsOf(array)}, arrayMax([${sizes}]), 'null')`,
  );
  const rows = sql`arrayMap((${list(names)}) -> ${arrayJson(sql`[${list(names)}]`)}, ${list(columns)})`;
  const all = joined(
    given.map(({ sql: array }) => isArray(array)),
    sql` AND `,
  );
  return valueFrom(sql`if(${all}, ${arrayJson(rows)}, '')`, type, given);
};

export const arrays = {
  array_concat: concat,
  array_slice: slice,
  array_index_of: indexOf,
  array_sort_asc: sorted(sql`arraySort`),
  array_sort_desc: sorted(sql`arrayReverseSort`),
  array_sort_asc_by: sortedBy(sql`arraySort`),
  array_sort_desc_by: sortedBy(sql`arrayReverseSort`),
  array_sum: sum,
  array_iff: choose,
  array_split: split,
  array_shift_left: shift(sql`1`),
  array_shift_right: shift(sql`-1`),
  array_rotate_left: rotate(sql`1`),
  array_rotate_right: rotate(sql`-1`),
  array_reverse: simple((array = none) => rearranged(array, e => sql`arrayReverse(${e})`)),
  range,
  repeat,
  zip,
} satisfies Record<string, EmitFunction>;
