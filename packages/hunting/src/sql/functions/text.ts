import { arrayJson, textsOf } from '../dynamic.ts';
import { joinedTexts } from '../joined-texts.ts';
import { integer, list, type Sql, sql } from '../sql.ts';
import { variableTermPattern } from '../text-search.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { windowOf } from './windows.ts';

const none = sql`''`;

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
  // The engine splits by constants alone; byte 255 is in no text of UTF-8.
  const marked = sql`splitByChar(char(255), replaceAll(${text.sql}, ${delimiter.sql}, char(255)))`;
  const parts = sql`if(${delimiter.sql} = '', [${text.sql}], ${marked})`;
  if (!index) return valueFrom(textsJson(parts), type, [text, delimiter]);
  const place = sql`if(${plain(index)} < 0, ${plain(index)}, ${plain(index)} + 1)`;
  const isThere = sql`${plain(index)} < length(${parts}) AND ${plain(index)} >= -length(${parts})`;
  return valueFrom(sql`if(${isThere}, ${textsJson(sql`[arrayElement(${parts}, ${place})]`)}, '')`, type, [
    text,
    delimiter,
    index,
  ]);
};

/** Whether two occurrences of a text can overlap: some of its beginnings is an end of it. */
const canOverlap = (needle: string): boolean =>
  Array.from(needle).some((_, size, all) => size > 0 && needle.endsWith(all.slice(0, size).join('')));

/** Number of places, overlapping ones too, where a text is found. */
const countof: EmitFunction = ([text, needle], { type, arguments: [, search] }) => {
  if (!text || !needle) return valueFrom(sql`0`, type, []);
  const known = search?.kind === 'constant' && typeof search.value === 'string' ? search.value : undefined;
  if (known === '') return valueFrom(sql`toInt64(0)`, type, [text]);
  if (known === undefined) return valueFrom(countedByPlace(text.sql, needle.sql), type, [text, needle]);
  const count = canOverlap(known)
    ? sql`countEqual(ngrams(${text.sql}, ${integer(Array.from(known).length)}), ${needle.sql})`
    : sql`countSubstrings(${text.sql}, ${needle.sql})`;
  return valueFrom(sql`toInt64(${count})`, type, [text, needle]);
};

const countedByPlace = (text: Sql, needle: Sql): Sql => {
  const starts = sql`arrayCount(i -> startsWith(substringUTF8(${text}, i), ${needle}), range(1, toUInt64(lengthUTF8(${text}) + 1)))`;
  return sql`if(${needle} = '', toInt64(0), toInt64(${starts}))`;
};

/** `indexof(text, needle[, start[, length[, occurrence]]])`. */
const indexof: EmitFunction = ([text, needle, ...places], { type }) => {
  if (!text || !needle) return valueFrom(sql`NULL`, type, [], true);
  if (places.length === 0)
    return valueFrom(sql`(toInt64(positionUTF8(${text.sql}, ${needle.sql})) - 1)`, type, [text, needle]);
  const { start, length, occurrence, isValid } = windowOf(sql`lengthUTF8(${text.sql})`, places, false);
  const rest = sql`substringUTF8(${text.sql}, s + 1)`;
  const part = sql`if(${length} < 0, ${rest}, substringUTF8(${rest}, 1, toUInt64(greatest(${length}, 0))))`;
  const place = sql`toInt64(positionUTF8(${part}, ${needle.sql}))`;
  // Each occurrence is looked for in a part of the whole length behind the one before.
  const behind = sql`arrayFold((s, i) -> if(s < 0 OR ${place} = 0, toInt64(-1), s + ${place}), range(toUInt64(${occurrence})), toInt64(${start}))`;
  const found = sql`if(${behind} < 0, toInt64(-1), ${behind} - 1)`;
  return valueFrom(sql`if(${isValid}, ${found}, NULL)`, type, [text, needle, ...places], true);
};

const characters = (text: Sql): Sql => sql`extractAll(${text}, '(?s).')`;

/** Character by character: one whose other form is several characters, or depends on its neighbours, has none. */
const inCase = (text: Sql, ofAscii: Sql, ofAny: Sql): Sql => {
  const changed = sql`arrayMap(c -> if(lengthUTF8(${ofAny}(c)) = 1, ${ofAny}(c), c), ${characters(text)})`;
  return sql`if(isValidASCII(${text}), ${ofAscii}(${text}), arrayStringConcat(${changed}))`;
};

/** Character by character; where the replacements are fewer, the last one stands for the rest. */
const translate = simple((from = none, to = none, text = none) => {
  const place = sql`indexOf(${characters(from)}, c)`;
  const replacement = sql`arrayElement(${characters(to)}, least(${place}, toUInt64(lengthUTF8(${to}))))`;
  const replaced = sql`multiIf(${place} = 0, c, ${to} = '', '', ${replacement})`;
  return sql`arrayStringConcat(arrayMap(c -> ${replaced}, ${characters(text)}))`;
});

/** At most 1,024 times (manual: strrep). */
const strrep: EmitFunction = ([text, times, delimiter], { type, arguments: [, , written] }) => {
  if (!text || !times) return valueFrom(none, type, []);
  const count = sql`toUInt64(greatest(least(ifNull(${times.sql}, 0), 1024), 0))`;
  const copies = sql`arrayWithConstant(${count}, ${text.sql})`;
  return valueFrom(joinedTexts(copies, delimiter?.sql ?? none, written), type, [text]);
};

/**
 * Pairs of lookup and replacement: an earlier pair takes its matches before a later one looks at the rest. Pieces are
 * kept with a mark once they were replaced.
 */
const replaceStrings: EmitFunction = ([text, ...pairs], { type }) => {
  let pieces = sql`[(${text?.sql ?? none}, 0)]`;
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const [lookup, replacement] = [pairs[index]?.sql ?? none, pairs[index + 1]?.sql ?? none];
    const parts = sql`splitByString(${lookup}, s.1)`;
    const split = sql`arrayMap((p, j) -> if(j = 1, [(p, 0)], [(${replacement}, 1), (p, 0)]), ${parts}, arrayEnumerate(${parts}))`;
    pieces = sql`arrayFlatten(arrayMap(s -> if(s.2 = 1, [s], arrayFlatten(${split})), ${pieces}))`;
  }
  return valueFrom(sql`arrayStringConcat(arrayMap(s -> s.1, ${pieces}))`, type, text ? [text, ...pairs] : []);
};

/** The place of the first element that `text` has as a term. */
const hasAnyIndex: EmitFunction = ([text, needles], { type }, emitter) => {
  if (!text || !needles) return valueFrom(sql`-1`, type, []);
  const pattern = variableTermPattern(sql`w`, { start: true, end: true }, false, emitter);
  const place = sql`arrayFirstIndex(w -> match(${text.sql}, ${pattern}), ${textsOf(needles.sql)})`;
  return valueFrom(sql`(toInt64(${place}) - 1)`, type, [text, needles]);
};

const delimited: EmitFunction = ([delimiter, ...texts], { type, arguments: [written] }) =>
  valueFrom(
    joinedTexts(sql`[${list(texts.map(plain))}]`, delimiter?.sql ?? none, written),
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
  tolower: simple((value = none) => inCase(value, sql`lower`, sql`lowerUTF8`)),
  toupper: simple((value = none) => inCase(value, sql`upper`, sql`upperUTF8`)),
  indexof,
  reverse: simple((value = none) => sql`reverseUTF8(${value})`),
  translate,
  strrep,
  strcmp: simple(
    (one = none, other = none) =>
      sql`multiIf(${one} < ${other}, toInt64(-1), ${one} > ${other}, toInt64(1), toInt64(0))`,
  ),
  replace_strings: replaceStrings,
  has_any_index: hasAnyIndex,
  isascii: simple((value = none) => sql`(isValidASCII(${value}) = 1)`),
  isutf8: simple((value = none) => sql`(isValidUTF8(${value}) = 1)`),
  countof,
  replace_string: simple(
    (value = none, from = none, to = none) =>
      sql`if(${from} = '', ${value}, replaceAll(${value}, ${from}, ${to}))`,
  ),
  split,
} satisfies Record<string, EmitFunction>;
