import { type Expression, expression, type Maker, pick } from './expression.ts';
import { type Type, textOf, type Value } from './value.ts';

const fold = (text: string): string => text.toLowerCase();

const isTerm = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Places at which `needle` stands in `text`, as lists of letters. */
const places = (text: readonly string[], needle: readonly string[]): number[] =>
  text.flatMap((_, at) => (needle.every((letter, index) => text[at + index] === letter) ? [at] : []));

const atTerms =
  (start: boolean, end: boolean) =>
  (text: string, needle: string): boolean => {
    if (needle === '') return true;
    const [letters, wanted] = [[...text], [...needle]];
    return places(letters, wanted).some(at => {
      const opens = !start || !isTerm(wanted[0]) || !isTerm(letters[at - 1]);
      const closes = !end || !isTerm(wanted.at(-1)) || !isTerm(letters[at + wanted.length]);
      return opens && closes;
    });
  };

type Test = (text: string, needle: string) => boolean;

const anyCase =
  (test: Test): Test =>
  (text, needle) =>
    test(fold(text), fold(needle));

const contains: Test = (text, needle) => text.includes(needle);
const starts: Test = (text, needle) => text.startsWith(needle);
const ends: Test = (text, needle) => text.endsWith(needle);
const same: Test = (text, needle) => text === needle;
const has = atTerms(true, true);
const hasPrefix = atTerms(true, false);
const hasSuffix = atTerms(false, true);

/** String operators by their names (manual: string operators). */
const OPERATORS: readonly [readonly [string, Test], ...(readonly [string, Test])[]] = [
  ['==', same],
  ['=~', anyCase(same)],
  ['contains', anyCase(contains)],
  ['contains_cs', contains],
  ['startswith', anyCase(starts)],
  ['startswith_cs', starts],
  ['endswith', anyCase(ends)],
  ['endswith_cs', ends],
  ['has', anyCase(has)],
  ['has_cs', has],
  ['hasprefix', anyCase(hasPrefix)],
  ['hasprefix_cs', hasPrefix],
  ['hassuffix', anyCase(hasSuffix)],
  ['hassuffix_cs', hasSuffix],
];

const NEGATED: Readonly<Record<string, string>> = { '==': '!=', '=~': '!~' };

const NEEDLES: readonly [string, ...string[]] = [
  'abc',
  'FOO',
  'bar',
  'über',
  'y',
  'a',
  '7',
  '-',
  'o b',
  'exe',
  'straße',
  'c',
];

/** `text operator needle` and its negation. */
export const textTest: Maker = ({ roll, make }) => {
  const [name, test] = pick(roll, OPERATORS);
  const text = make('string');
  const needle = pick(roll, NEEDLES);
  const isNegated = roll(3) === 0;
  const written = isNegated ? (NEGATED[name] ?? `!${name}`) : name;
  return expression(
    'bool',
    `(${text.text} ${written} ${JSON.stringify(needle)})`,
    row => test(String(text.of(row)), needle) !== isNegated,
  );
};

const LISTS: readonly [readonly [string, Test, boolean], ...(readonly [string, Test, boolean])[]] = [
  ['in', same, false],
  ['!in', same, false],
  ['in~', anyCase(same), false],
  ['!in~', anyCase(same), false],
  ['has_any', anyCase(has), false],
  ['has_all', anyCase(has), true],
];

/** `text in (…)` and its kind, over a list of literals or a dynamic array. */
export const textInList: Maker = ({ roll, make }) => {
  const [name, test, isAll] = pick(roll, LISTS);
  const text = make('string');
  const needles = Array.from({ length: 1 + roll(4) }, () => pick(roll, NEEDLES));
  const list = needles.map(needle => JSON.stringify(needle)).join(', ');
  const written = roll(2) === 0 ? `(${list})` : `(dynamic([${list}]))`;
  return expression('bool', `(${text.text} ${name} ${written})`, row => {
    const value = String(text.of(row));
    const found = isAll
      ? needles.every(needle => test(value, needle))
      : needles.some(needle => test(value, needle));
    return found !== name.startsWith('!');
  });
};

const textFunction =
  (
    type: Type,
    write: (text: string, needle: string) => string,
    of: (text: string, needle: string) => Value,
  ): Maker =>
  ({ roll, make }) => {
    const text = make('string');
    const needle = pick(roll, NEEDLES);
    return expression(type, write(text.text, JSON.stringify(needle)), row =>
      of(String(text.of(row)), needle),
    );
  };

const letters = (text: string): string[] => [...text];

const indexOf = (text: string, needle: string): bigint => {
  const at = text.indexOf(needle);
  return at < 0 ? -1n : BigInt(letters(text.slice(0, at)).length);
};

const join =
  (parts: readonly Expression[], between: string): Maker =>
  () =>
    expression(
      'string',
      between === ''
        ? `strcat(${parts.map(({ text }) => text).join(', ')})`
        : `strcat_delim(${JSON.stringify(between)}, ${parts.map(({ text }) => text).join(', ')})`,
      row => parts.map(part => textOf(part.of(row), part.type)).join(between),
    );

const concatenation: Maker = making => {
  const parts = Array.from({ length: 2 + making.roll(2) }, () =>
    making.make(pick(making.roll, ['string', 'long', 'bool', 'real', 'datetime'])),
  );
  return join(parts, pick(making.roll, ['', '-']))(making);
};

const asText: Maker = ({ roll, make }) => {
  const value = make(pick(roll, ['long', 'real', 'bool', 'datetime', 'timespan', 'dynamic']));
  return expression('string', `tostring(${value.text})`, row => textOf(value.of(row), value.type));
};

const middle: Maker = ({ roll, make }) => {
  const text = make('string');
  const [start, length] = [roll(8) - 3, roll(6)];
  return expression('string', `substring(${text.text}, ${start}, ${length})`, row => {
    const all = letters(String(text.of(row)));
    const from = start < 0 ? Math.max(0, all.length + start) : start;
    return all.slice(from, from + length).join('');
  });
};

/** Functions that give a text. */
export const textMakers: readonly [Maker, ...Maker[]] = [
  textFunction(
    'string',
    (text, needle) => `strcat_array(split(${text}, ${needle}), "+")`,
    (text, needle) => text.split(needle).join('+'),
  ),
  textFunction(
    'string',
    text => `strrep(${text}, 2, ",")`,
    text => `${text},${text}`,
  ),
  textFunction(
    'string',
    text => `trim(@"[ab]+", ${text})`,
    text => text.replace(/^[ab]+/, '').replace(/[ab]+$/, ''),
  ),
  textFunction(
    'string',
    text => `replace_regex(${text}, @"([a-z])(\\d)", @"\\2\\1")`,
    text => text.replace(/([a-z])(\d)/g, '$2$1'),
  ),
  concatenation,
  asText,
  middle,
  textFunction('string', text => `tolower(${text})`, fold),
  textFunction(
    'string',
    text => `reverse(${text})`,
    text => letters(text).toReversed().join(''),
  ),
  textFunction(
    'string',
    (text, needle) => `replace_string(${text}, ${needle}, "<>")`,
    (text, needle) => text.replaceAll(needle, '<>'),
  ),
  textFunction(
    'string',
    text => `extract(@"(\\d+)", 1, ${text})`,
    text => /([0-9]+)/.exec(text)?.[1] ?? '',
  ),
  textFunction(
    'string',
    (text, needle) => `tostring(split(${text}, ${needle})[1])`,
    (text, needle) => text.split(needle)[1] ?? '',
  ),
];

/** Functions of a text that give a number. */
export const countMakers: readonly [Maker, ...Maker[]] = [
  textFunction(
    'long',
    text => `strlen(${text})`,
    text => BigInt(letters(text).length),
  ),
  textFunction('long', (text, needle) => `indexof(${text}, ${needle})`, indexOf),
  textFunction(
    'long',
    (text, needle) => `countof(${text}, ${needle})`,
    (text, needle) => BigInt(text.split(needle).length - 1),
  ),
  textFunction(
    'long',
    text => `tolong(${text})`,
    text => (/^-?\d+$/.test(text) ? BigInt(text) : null),
  ),
  textFunction(
    'long',
    (text, needle) => `array_length(split(${text}, ${needle}))`,
    (text, needle) => BigInt(text.split(needle).length),
  ),
];
