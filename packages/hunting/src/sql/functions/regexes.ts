import type { Expression } from '../../plan/expression.ts';
import { captureGroups, translateRegex, withShortMatches } from '../../value/regex.ts';
import { arrayJson, elementsOf, elementText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { nullOf, plain, type SqlValue, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';
import { patternSql } from './patterns.ts';
import { windowOf } from './windows.ts';

const none = sql`''`;

/** A function one of whose arguments is a pattern. */
const withPattern =
  (place: number, write: (given: readonly Sql[], pattern: Sql) => Sql): EmitFunction =>
  (given, call, emitter) => {
    const value = given[place];
    if (!value) return valueFrom(nullOf(call.type), call.type, given);
    const text = write(given.map(plain), patternSql(call.arguments[place], value, emitter));
    return valueFrom(text, call.type, given);
  };

/** The pattern in whose first group the engine finds what is wanted, when the query itself says pattern and group. */
const firstGroup = ([pattern, group]: readonly (Expression | undefined)[], whole: Sql): Sql | undefined => {
  if (pattern?.kind !== 'constant' || group?.kind !== 'constant') return undefined;
  if (group.value === 0n) return sql`concat('(', ${whole}, ')')`;
  return group.value === 1n && captureGroups(String(pattern.value)).length > 0 ? whole : undefined;
};

/** `extract(regex, group, text)`: empty without a match; group 0 is the whole match. */
const extract: EmitFunction = ([regex, group, text], call, emitter) => {
  if (!regex || !group || !text) return valueFrom(none, call.type, []);
  const whole = patternSql(call.arguments[0], regex, emitter);
  const only = firstGroup(call.arguments, whole);
  if (only) return valueFrom(sql`extract(${text.sql}, ${only})`, call.type, [regex, group, text]);
  const found = sql`extractGroups(${text.sql}, concat('(', ${whole}, ')'))`;
  return valueFrom(
    sql`if(${plain(group)} >= 0, arrayElement(${found}, toUInt64(${plain(group)}) + 1), '')`,
    call.type,
    [regex, group, text],
  );
};

/** The wanted groups of one match as an array, a single one by itself. */
const groupsJson = (match: Sql, wanted: Sql): Sql =>
  once(sql`w`, wanted, w => {
    const texts = sql`arrayMap(i -> toJSONString(${match}[i]), ${w})`;
    return sql`if(length(${w}) = 1, ${texts}[1], ${arrayJson(texts)})`;
  });

/** `extract_all(regex, groups, text)`: what each match caught; null without a match. */
const extractAll: EmitFunction = ([regex, groups, text], call, emitter) => {
  if (!regex || !groups || !text) return valueFrom(none, call.type, []);
  const pattern = patternSql(call.arguments[0], regex, emitter);
  const found = sql`extractAllGroupsVertical(${text.sql}, ${pattern})`;
  const wanted = sql`arrayMap(x -> toUInt64OrZero(${elementText(sql`x`)}), ${elementsOf(groups.sql)})`;
  const json = sql`arrayMap(m -> ${groupsJson(sql`m`, wanted)}, ${found})`;
  return valueFrom(sql`if(empty(${found}), '', ${arrayJson(json)})`, call.type, [regex, groups, text]);
};

const trimmed =
  (start: boolean, end: boolean): EmitFunction =>
  ([regex, text], call, emitter) => {
    if (!regex || !text) return valueFrom(none, call.type, []);
    const inner = patternSql(call.arguments[0], regex, emitter);
    const left = start ? sql`replaceRegexpOne(${text.sql}, concat('\\\\A(?:', ${inner}, ')'), '')` : text.sql;
    const both = end ? sql`replaceRegexpOne(${left}, concat('(?:', ${inner}, ')\\\\z'), '')` : left;
    return valueFrom(both, call.type, [regex, text]);
  };

/** Where the wanted match begins, matches not overlapping: each is read with what lies before it. */
const indexofRegex: EmitFunction = ([text, regex, ...places], call, emitter) => {
  if (!text || !regex) return valueFrom(sql`NULL`, call.type, [], true);
  const pattern = patternSql(call.arguments[1], regex, emitter);
  const { start, length, occurrence, isValid } = windowOf(sql`lengthUTF8(${text.sql})`, places, true);
  const rest = sql`substringUTF8(${text.sql}, ${start} + 1)`;
  const window = sql`if(${length} < 0, ${rest}, substringUTF8(${rest}, 1, toUInt64(greatest(${length}, 0))))`;
  const found = sql`extractAllGroupsVertical(${window}, concat('(?s:(.*?))(', ${pattern}, ')'))`;
  const sizes = sql`arraySum(arrayMap(m -> lengthUTF8(m[1]) + lengthUTF8(m[2]), arraySlice(f, 1, ${occurrence})))`;
  const place = once(
    sql`f`,
    found,
    f =>
      sql`if(length(${f}) < ${occurrence}, toInt64(-1), toInt64(${start} + ${sizes}) - toInt64(lengthUTF8(${f}[${occurrence}][2])))`,
  );
  return valueFrom(sql`if(${isValid}, ${place}, NULL)`, call.type, [text, regex, ...places], true);
};

/**
 * Counts matches, none inside another, each as short as can be: what the manual's example and the service's answers have in common (manual:
 * countof; reference: kql, section 6, 27).
 */
const countRegex: EmitFunction = ([text, regex], call, { parameters }) => {
  const given = call.arguments[1];
  if (!text || !regex || given?.kind !== 'constant') return valueFrom(sql`0`, call.type, []);
  const translated = translateRegex(String(given.value));
  const pattern = 'pattern' in translated ? withShortMatches(translated.pattern) : '';
  const matches = sql`extractAllGroupsVertical(${text.sql}, ${parameters.string(`(${pattern})`)})`;
  return valueFrom(sql`toInt64(length(${matches}))`, call.type, [text, regex]);
};

/** Of the matches that catch the key first, what the first one catches second. */
const valueMatched: EmitFunction = ([text, regex, key], call, emitter) => {
  if (!text || !regex || !key) return valueFrom(none, call.type, []);
  const pattern = patternSql(call.arguments[1], regex, emitter);
  const pairs = sql`extractAllGroupsVertical(${text.sql}, ${pattern})`;
  return valueFrom(sql`arrayElement(arrayFirst(m -> m[1] = ${key.sql}, ${pairs}), 2)`, call.type, [text]);
};

const inputs = (given: readonly (SqlValue | undefined)[]): SqlValue[] => given.flatMap(value => value ?? []);

export const regexes = {
  replace_regex: withPattern(
    1,
    ([value = none, , to = none], regex) => sql`replaceRegexpAll(${value}, ${regex}, ${to})`,
  ),
  matches_regex: withPattern(1, ([value = none], regex) => sql`match(${value}, ${regex})`),
  extract,
  extract_all: extractAll,
  indexof_regex: indexofRegex,
  countof_regex: countRegex,
  value_matched: valueMatched,
  trim: trimmed(true, true),
  trim_start: trimmed(true, false),
  trim_end: trimmed(false, true),
  regex_quote: ([text], { type }) =>
    valueFrom(sql`regexpQuoteMeta(${text?.sql ?? none})`, type, inputs([text])),
} satisfies Record<string, EmitFunction>;
