/** Dynamic values: JSON text in a `String`, empty for null. Everything that looks inside one is in this file. */
import { once } from './once.ts';
import { list, type Sql, sql } from './sql.ts';
import { isTime, plain, type SqlValue, toStored, valueFrom } from './value.ts';

/** How the service prints a real that the engine printed (reference: kql, section 6, 13). */
const finiteText = (printed: Sql): Sql =>
  sql`if(match(${printed}, '[.e]'), replaceRegexpOne(replaceRegexpOne(${printed}, 'e(\\\\d)', 'e+\\\\1'), 'e([+-])(\\\\d)$', 'e\\\\10\\\\2'), concat(${printed}, '.0'))`;

/** The text of a real as the service prints it. */
export const realText = (real: Sql): Sql =>
  sql`multiIf(isNaN(${real}), 'NaN', isInfinite(${real}), if(${real} > 0, 'inf', '-inf'), ${finiteText(sql`toString(${real})`)})`;

/** `2026-01-01T00:00:00.1234567Z` between quotes or none; nothing for ticks that are no time. */
const quotedTime = (value: SqlValue, quote: Sql): Sql => {
  const text = sql`concat(${quote}, replaceOne(toString(${toStored(value)}), ' ', 'T'), 'Z', ${quote})`;
  return value.stored ? text : sql`if(${isTime(value.sql)}, ${text}, '')`;
};

/** `2026-01-01T00:00:00.1234567Z`. */
export const datetimeText = (value: SqlValue): Sql => quotedTime(value, sql`''`);

const two = (number: Sql): Sql => sql`leftPad(toString(${number}), 2, '0')`;

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export const timespanText = (ticks: Sql): Sql => {
  const size = sql`abs(${ticks})`;
  const days = sql`intDiv(${size}, 864000000000)`;
  const clock = sql`concat(${two(sql`intDiv(${size}, 36000000000) % 24`)}, ':', ${two(sql`intDiv(${size}, 600000000) % 60`)}, ':', ${two(sql`intDiv(${size}, 10000000) % 60`)})`;
  const fraction = sql`if(${size} % 10000000 = 0, '', concat('.', leftPad(toString(${size} % 10000000), 7, '0')))`;
  return sql`concat(if(${ticks} < 0, '-', ''), if(${days} > 0, concat(toString(${days}), '.'), ''), ${clock}, ${fraction})`;
};

const scalarJson = (value: SqlValue): Sql => {
  const text = plain(value);
  switch (value.type) {
    case 'real':
      return sql`if(isFinite(${text}), ${realText(text)}, concat('"', ${realText(text)}, '"'))`;
    case 'bool':
      return sql`transform(toInt8(${text}), [1, 0], ['true', 'false'], '')`;
    case 'datetime':
      return quotedTime(value, sql`'"'`);
    case 'timespan':
      return sql`concat('"', ${timespanText(text)}, '"')`;
    default:
      return sql`toString(${text})`;
  }
};

/** A value as JSON text; `''` for null. */
export const toJson = (value: SqlValue): SqlValue => {
  if (value.type === 'dynamic') return value;
  if (value.type === 'string') return valueFrom(sql`toJSONString(${value.sql})`, 'dynamic', [value]);
  if (value.type === 'guid')
    return valueFrom(sql`if(${value.sql} = '', '', toJSONString(${value.sql}))`, 'dynamic', [value]);
  const json = scalarJson(value);
  return valueFrom(value.nullable ? sql`ifNull(${json}, '')` : json, 'dynamic', [value]);
};

/** A value as an element of an array or bag: `null` for null. */
export const toElement = (value: SqlValue): Sql => {
  const json = toJson(value).sql;
  const canBeNull = value.nullable || ['dynamic', 'guid', 'datetime'].includes(value.type);
  return canBeNull ? sql`if(${json} = '', 'null', ${json})` : json;
};

/** The array with these elements, each JSON text. */
export const arrayJson = (elements: Sql): Sql => sql`concat('[', arrayStringConcat(${elements}, ','), ']')`;

/** A whole number that is written as a real, as a part of JSON. */
const WHOLE_REAL = sql`'[:,\\\\[]\\\\s*-?[0-9]+(?:\\\\.0+|(?:\\\\.[0-9]+)?[eE][-+]?[0-9]+)\\\\s*[,\\\\]}]'`;

/** JSON whose reals are texts with a mark: the engine would write `1.0` as `1`. */
const withMarkedReals = (json: Sql): Sql => {
  const tokens = sql`extractAll(${json}, '"(?:[^"\\\\\\\\]|\\\\\\\\.)*"|-?[0-9][-+.0-9eE]*|[^"0-9-]+')`;
  const marked = sql`concat('"\\\\u0001', ${realText(sql`toFloat64OrZero(t)`)}, '"')`;
  return sql`arrayStringConcat(arrayMap(t -> if(match(t, '^-?[0-9]+[.eE]'), ${marked}, t), ${tokens}))`;
};

const withoutMarks = (json: Sql): Sql => sql`replaceRegexpAll(${json}, '"\\\\\\\\u0001([^"]*)"', '\\\\1')`;

/**
 * What `read` gives of JSON, its reals kept as they are. The engine has no arrays that may be null: the text of a bag may be, by its
 * type, where one of its members is.
 */
const readExactly = (json: Sql, read: (json: Sql) => Sql, restored: (found: Sql) => Sql): Sql =>
  once(
    sql`v`,
    sql`ifNull(${json}, '')`,
    v => sql`if(match(${v}, ${WHOLE_REAL}), ${restored(read(withMarkedReals(v)))}, ${read(v)})`,
  );

/** The elements of a dynamic array as JSON texts; none when the value is no array. */
export const elementsOf = (dynamic: Sql): Sql =>
  readExactly(
    dynamic,
    json => sql`JSONExtractArrayRaw(${json})`,
    found => sql`arrayMap(x -> ${withoutMarks(sql`x`)}, ${found})`,
  );

/** An array's elements; what is no array stands for itself, null for nothing. */
export const elementsOrItself = (dynamic: Sql): Sql =>
  sql`multiIf(JSONType(${dynamic}) = 'Array', ${elementsOf(dynamic)}, ${dynamic} = '', [], [${dynamic}])`;

/** The elements of a dynamic array as texts: strings without quotes, anything else as its JSON. */
export const textsOf = (dynamic: Sql): Sql =>
  sql`arrayMap(x -> ${elementText(sql`x`)}, ${elementsOf(dynamic)})`;

/** What tells one element from another: a text by what it says, however it is escaped; a number by its value. */
export const elementIdentity = (element: Sql): Sql =>
  sql`multiIf(startsWith(${element}, '"'), concat('"', ${elementText(element)}), endsWith(${element}, '.0'), substring(${element}, 1, length(${element}) - 2), ${element})`;

/** The members of a bag as pairs of key and JSON text; none when the value is no bag. */
export const membersOf = (bag: Sql): Sql =>
  readExactly(
    bag,
    json => sql`JSONExtractKeysAndValuesRaw(${json})`,
    found => sql`arrayMap(m -> (m.1, ${withoutMarks(sql`m.2`)}), ${found})`,
  );

/** The bag with these pairs of key and JSON text. */
export const bagJson = (members: Sql): Sql =>
  sql`concat('{', arrayStringConcat(arrayMap(m -> concat(toJSONString(m.1), ':', m.2), ${members}), ','), '}')`;

/** The text of one element that is JSON text. */
export const elementText = (element: Sql): Sql =>
  sql`if(startsWith(${element}, '"'), JSONExtractString(concat('[', ${element}, ']'), 1), ${element})`;

/** The elements of a dynamic array as dynamic values: null is empty text. */
export const plainElements = (array: Sql): Sql =>
  sql`arrayMap(x -> if(x = 'null', '', x), ${elementsOf(array)})`;

/** The members of a bag as bags of one member. */
export const memberBags = (bag: Sql): Sql =>
  sql`arrayMap(m -> concat('{', toJSONString(m.1), ':', m.2, '}'), ${membersOf(bag)})`;

/** The members of a bag as arrays of key and value. */
export const memberPairs = (bag: Sql): Sql =>
  sql`arrayMap(m -> concat('[', toJSONString(m.1), ',', m.2, ']'), ${membersOf(bag)})`;

/** `parse_json(text)`: text that is not JSON becomes a dynamic string, empty text null. */
export const parseJson = (text: Sql): Sql =>
  sql`multiIf(trimBoth(${text}) IN ('', 'null'), '', isValidJSON(${text}), ${text}, toJSONString(${text}))`;

/**
 * What was extracted in one reading, put right where it is a real: the engine writes `1.0` as `1`. Only what begins as a
 * number does, with a sign from `-` to `9`, is read a second time to see.
 */
const withReals = (extracted: Sql, path: Sql): Sql =>
  sql`if(ascii(${extracted}) BETWEEN 45 AND 57 AND JSONType(${path}) = 'Double', ${finiteText(extracted)}, ${extracted})`;

/** JSON at a place, `''` when nothing or null is there. */
const rawAt = (path: Sql): Sql => withReals(sql`transform(JSONExtractRaw(${path}), ['null'], [''])`, path);

/** The text of a text, the JSON of anything else, `''` when nothing or null is there. */
const plainAt = (path: Sql): Sql =>
  withReals(sql`ifNull(JSONExtract(${path}, 'Nullable(String)'), '')`, path);

/** What a dynamic path needs: the arguments of a JSON function and the conditions under which they mean anything. */
export interface JsonPath {
  readonly arguments: Sql;
  readonly guards: readonly Sql[];
}

/**
 * The path of `steps` from `dynamic`. A position means an element only of an array (the engine would take the n-th
 * member of an object), a name means a member only of an object.
 */
export const jsonPath = (dynamic: Sql, steps: readonly SqlValue[]): JsonPath => {
  const taken: Sql[] = [dynamic];
  const guards: Sql[] = [];
  for (const step of steps) {
    if (step.type === 'string') taken.push(step.sql);
    else {
      guards.push(sql`JSONType(${list(taken)}) = 'Array'`);
      const place = sql`if(${step.sql} < 0, ${step.sql}, ${step.sql} + 1)`;
      // No array is that long: nothing is at a place that is null.
      taken.push(step.nullable ? sql`ifNull(${place}, 2147483647)` : place);
    }
  }
  return { arguments: list(taken), guards };
};

const guarded = ({ guards }: JsonPath, text: Sql): Sql =>
  guards.reduceRight<Sql>((inner, guard) => sql`if(${guard}, ${inner}, '')`, text);

/** The dynamic value at a path. */
export const memberAt = (path: JsonPath): Sql => guarded(path, rawAt(path.arguments));

/** `tostring` of a dynamic value: strings without quotes, bags and arrays as compact JSON, null as nothing. */
export const textAt = (path: JsonPath): Sql => guarded(path, plainAt(path.arguments));

/**
 * `tostring` of a dynamic value by itself. The engine would write the reals inside a bag or array without `.0`: there only
 * the white space between the tokens is taken out.
 */
export const wholeText = (dynamic: Sql): Sql => {
  const hasReals = sql`match(${dynamic}, '[:,\\\\[]\\\\s*-?[0-9]+(?:\\\\.[0-9]|[eE])')`;
  const compact = sql`replaceRegexpAll(${dynamic}, '("(?:[^"\\\\\\\\]|\\\\\\\\.)*")|\\\\s+', '\\\\1')`;
  return sql`if(${hasReals} AND match(${dynamic}, '^\\\\s*[\\\\[{]'), ${compact}, ${textAt(jsonPath(dynamic, []))})`;
};

/** A dynamic value read as a number: its own, or the one that its text spells. */
export const numberAt = (
  dynamic: Sql,
  fromText: (text: Sql) => Sql,
  fromReal: (real: Sql) => Sql,
  fromLong: (long: Sql) => Sql,
): Sql =>
  sql`multiIf(JSONType(${dynamic}) = 'Int64', ${fromLong(sql`JSONExtract(${dynamic}, 'Nullable(Int64)')`)}, \
JSONType(${dynamic}) IN ('Double', 'UInt64'), ${fromReal(sql`JSONExtract(${dynamic}, 'Nullable(Float64)')`)}, \
JSONType(${dynamic}) = 'Bool', ${fromLong(sql`toInt64(JSONExtractBool(${dynamic}))`)}, \
JSONType(${dynamic}) = 'String', ${fromText(sql`JSONExtractString(${dynamic})`)}, NULL)`;

/** `gettype` of a dynamic value. */
export const typeName = (dynamic: Sql): Sql =>
  sql`transform(toString(JSONType(${dynamic})), ['Array', 'Object', 'String', 'Bool', 'Int64', 'UInt64', 'Double'], ['array', 'dictionary', 'string', 'bool', 'long', 'long', 'double'], 'null')`;
