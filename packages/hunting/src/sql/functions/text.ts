import type { Expression } from '../../plan/expression.ts';
import { translateRegex } from '../../value/regex.ts';
import { arrayJson } from '../dynamic.ts';
import type { Emitter } from '../emitter.ts';
import { list, type Sql, sql } from '../sql.ts';
import { nullOf, plain, type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

/** A pattern of the query in the engine's syntax; lowering has refused constant ones that have no form in it. */
const pattern = (expression: Expression | undefined, value: SqlValue, { parameters }: Emitter): Sql => {
  if (expression?.kind !== 'constant' || typeof expression.value !== 'string')
    return sql`concat('(?-s)', ${value.sql})`;
  const translated = translateRegex(expression.value);
  return 'pattern' in translated ? parameters.string(translated.pattern) : value.sql;
};

/** A function one of whose arguments is a pattern. */
const withPattern =
  (place: number, write: (given: readonly Sql[], pattern: Sql) => Sql): EmitFunction =>
  (given, call, emitter) => {
    const value = given[place];
    if (!value) return valueFrom(nullOf(call.type), call.type, given);
    const text = write(given.map(plain), pattern(call.arguments[place], value, emitter));
    return valueFrom(text, call.type, given);
  };

/** Zero-based; a negative start counts from the end; what lies outside is cut (reference: kql, section 6, 27). */
const substring: EmitFunction = ([text, start, length], { type }) => {
  if (!text || !start) return valueFrom(none, type, []);
  const size = sql`toInt64(lengthUTF8(${text.sql}))`;
  const from = sql`greatest(if(${plain(start)} < 0, ${size} + ${plain(start)}, ${plain(start)}), 0)`;
  const rest = length
    ? sql`substringUTF8(${text.sql}, ${from} + 1, greatest(${plain(length)}, 0))`
    : sql`substringUTF8(${text.sql}, ${from} + 1)`;
  const inputs = length ? [text, start, length] : [text, start];
  return valueFrom(inputs.some(({ nullable }) => nullable) ? sql`ifNull(${rest}, '')` : rest, type, inputs);
};

const textsJson = (texts: Sql): Sql => arrayJson(sql`arrayMap(x -> toJSONString(x), ${texts})`);

/** `split(text, delimiter[, index])`: an array, or the one element in an array. */
const split: EmitFunction = ([text, delimiter, index], { type }) => {
  if (!text || !delimiter) return valueFrom(none, type, []);
  const parts = sql`if(${delimiter.sql} = '', [${text.sql}], splitByString(${delimiter.sql}, ${text.sql}))`;
  if (!index) return valueFrom(textsJson(parts), type, [text, delimiter]);
  const place = sql`if(${plain(index)} < 0, ${plain(index)}, ${plain(index)} + 1)`;
  const isThere = sql`${plain(index)} < length(${parts}) AND ${plain(index)} >= -length(${parts})`;
  return valueFrom(sql`if(${isThere}, ${textsJson(sql`[arrayElement(${parts}, ${place})]`)}, '')`, type, [
    text,
    delimiter,
    index,
  ]);
};

/** Number of places, overlapping ones too, where a text is found. */
const countof: EmitFunction = ([text, needle], { type }) => {
  if (!text || !needle) return valueFrom(sql`0`, type, []);
  const starts = sql`arrayCount(i -> startsWith(substringUTF8(${text.sql}, i), ${needle.sql}), range(1, toUInt64(lengthUTF8(${text.sql}) + 1)))`;
  return valueFrom(sql`if(${needle.sql} = '', toInt64(0), toInt64(${starts}))`, type, [text, needle]);
};

/** `extract(regex, group, text)`: empty without a match; group 0 is the whole match. */
const extract: EmitFunction = ([regex, group, text], call, emitter) => {
  if (!regex || !group || !text) return valueFrom(none, call.type, []);
  const whole = pattern(call.arguments[0], regex, emitter);
  const found = sql`extractGroups(${text.sql}, concat('(', ${whole}, ')'))`;
  return valueFrom(
    sql`if(${plain(group)} >= 0, arrayElement(${found}, toUInt64(${plain(group)}) + 1), '')`,
    call.type,
    [regex, group, text],
  );
};

const trimmed =
  (start: boolean, end: boolean): EmitFunction =>
  ([regex, text], call, emitter) => {
    if (!regex || !text) return valueFrom(none, call.type, []);
    const inner = pattern(call.arguments[0], regex, emitter);
    const left = start ? sql`replaceRegexpOne(${text.sql}, concat('\\\\A(?:', ${inner}, ')'), '')` : text.sql;
    const both = end ? sql`replaceRegexpOne(${left}, concat('(?:', ${inner}, ')\\\\z'), '')` : left;
    return valueFrom(both, call.type, [regex, text]);
  };

const delimited: EmitFunction = ([delimiter, ...texts], { type }) =>
  valueFrom(
    sql`arrayStringConcat([${list(texts.map(plain))}], ${delimiter?.sql ?? none})`,
    type,
    delimiter ? [delimiter, ...texts] : texts,
  );

export const text = {
  strcat: (given, { type }) =>
    valueFrom(
      given.length > 1 ? sql`concat(${list(given.map(plain))})` : (given[0]?.sql ?? none),
      type,
      given,
    ),
  strcat_delim: delimited,
  strlen: simple((value = none) => sql`toInt64(lengthUTF8(${value}))`),
  string_size: simple((value = none) => sql`toInt64(length(${value}))`),
  substring,
  tolower: simple((value = none) => sql`lowerUTF8(${value})`),
  toupper: simple((value = none) => sql`upperUTF8(${value})`),
  indexof: simple((value = none, needle = none) => sql`(toInt64(positionUTF8(${value}, ${needle})) - 1)`),
  countof,
  replace_string: simple(
    (value = none, from = none, to = none) =>
      sql`if(${from} = '', ${value}, replaceAll(${value}, ${from}, ${to}))`,
  ),
  replace_regex: withPattern(
    1,
    ([value = none, , to = none], regex) => sql`replaceRegexpAll(${value}, ${regex}, ${to})`,
  ),
  matches_regex: withPattern(1, ([value = none], regex) => sql`match(${value}, ${regex})`),
  extract,
  split,
  trim: trimmed(true, true),
  trim_start: trimmed(true, false),
  trim_end: trimmed(false, true),
  base64_encode_tostring: simple((value = none) => sql`base64Encode(${value})`),
  base64_decode_tostring: simple((value = none) => sql`tryBase64Decode(${value})`),
} satisfies Record<string, EmitFunction>;
