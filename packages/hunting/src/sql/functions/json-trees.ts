/** Functions that walk a whole dynamic value, however deep: token by token, with the open bags and arrays on a stack. */
import { arrayJson, elementText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { simple } from './emit-function.ts';

const none = sql`''`;

const noTexts = sql`CAST([], 'Array(String)')`;

/** The tokens of JSON text; a key has its colon, commas are left out. */
const tokensOf = (json: Sql): Sql =>
  sql`extractAll(${json}, '"(?:[^"\\\\\\\\]|\\\\\\\\.)*"\\\\s*:?|[\\\\[\\\\]{}]|[^\\\\s",:{}\\\\[\\\\]]+')`;

/** The text of a key's token. */
const keyText = (token: Sql): Sql =>
  elementText(sql`trimRight(substring(${token}, 1, length(${token}) - 1))`);

const isKey = sql`endsWith(t, ':')`;

/** `value` as the next piece of the innermost bag or array; behind its key where that came last. */
const put = (stack: Sql, value: Sql): Sql => {
  const last = sql`${stack}[-1][-1]`;
  const frame = sql`if(endsWith(${last}, ':'), arrayPushBack(arrayPopBack(${stack}[-1]), concat(${last}, ${value})), arrayPushBack(${stack}[-1], ${value}))`;
  return sql`arrayPushBack(arrayPopBack(${stack}), ${frame})`;
};

/** The members in the order of their names. */
const inOrder = (members: Sql): Sql =>
  sql`arraySort(m -> extract(m, '^"((?:[^"\\\\\\\\]|\\\\\\\\.)*)"'), ${members})`;

/** One text for all bags and arrays that are equal: compact, the keys of each bag in order. */
const canonical = (json: Sql): Sql => {
  const closed = once(sql`p`, sql`arrayPopBack(s)`, p => {
    const bag = sql`concat('{', arrayStringConcat(${inOrder(sql`s[-1]`)}, ','), '}')`;
    return put(p, sql`if(t = ']', ${arrayJson(sql`s[-1]`)}, ${bag})`);
  });
  const scalar = sql`multiIf(${isKey}, concat(toJSONString(${keyText(sql`t`)}), ':'), startsWith(t, '"'), toJSONString(${elementText(sql`t`)}), t)`;
  const step = sql`multiIf(t IN ('[', '{'), arrayPushBack(s, ${noTexts}), t IN (']', '}'), ${closed}, ${put(sql`s`, scalar)})`;
  return sql`arrayFold((s, t) -> ${step}, ${tokensOf(json)}, [${noTexts}])[1][1]`;
};

/**
 * The path of each member and, as one, of the elements of each array, outer ones first. The stack holds the paths of what is open, `a` or
 * `o` before them for what it is; beside it are the path of the last key and the paths so far.
 */
const paths = (json: Sql): Sql => {
  const key = sql`concat(substring(s.1[-1], 2), '[\\'', ${keyText(sql`t`)}, '\\']')`;
  const isElement = sql`startsWith(s.1[-1], 'a')`;
  const place = sql`if(${isElement}, concat(substring(s.1[-1], 2), '[0]'), s.2)`;
  const found = sql`if(${isElement}, arrayPushBack(s.3, ${place}), s.3)`;
  const opened = sql`arrayPushBack(s.1, concat(if(t = '[', 'a', 'o'), ${place}))`;
  const step = sql`multiIf(${isKey}, (s.1, ${key}, arrayPushBack(s.3, ${key})), t IN (']', '}'), (arrayPopBack(s.1), s.2, s.3), t IN ('[', '{'), (${opened}, s.2, ${found}), (s.1, s.2, ${found}))`;
  return sql`arrayDistinct(arrayFold((s, t) -> ${step}, ${tokensOf(json)}, (['o'], '', ${noTexts})).3)`;
};

export const jsonTrees = {
  dynamic_to_json: simple((json = none) => sql`if(${json} = '', '', ${canonical(json)})`),
  treepath: simple(
    (json = none) =>
      sql`if(JSONType(${json}) IN ('Array', 'Object'), ${arrayJson(sql`arrayMap(x -> toJSONString(x), ${paths(json)})`)}, '')`,
  ),
};
