import type { BoundNode } from '../../bind/bound-node.ts';
import { parsedName } from '../../bind/parsed-names.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { captureGroups, quoteRegex } from '../../value/regex.ts';
import { constantOf } from '../constants.ts';
import { asText } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { checkPattern } from '../patterns.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { writtenType } from '../scalar-type.ts';
import { fromText } from './parse.ts';
import { projectNamed } from './project.ts';

/** The quotes around a key or a value, as patterns. */
interface Quotes {
  readonly open: string;
  readonly close: string;
}

/** How pairs are written, every text as a pattern. */
interface PairForm {
  /** What stands before a key that is not the first. */
  readonly beforeKey: string;
  /** What stands between a key and its value. */
  readonly betweenKeyAndValue: string;
  readonly quotes: readonly Quotes[];
  /** The characters that take the meaning from the one behind them inside quotes; empty when there are none. */
  readonly escapes: string;
  /** A value without quotes, in a group, and what follows it. */
  readonly plainValue: string;
}

const KNOWN: ReadonlySet<string> = new Set([
  'pair_delimiter',
  'kv_delimiter',
  'quote',
  'escape',
  'greedy',
  'regex',
]);

/** The values of each option: quotes and escapes may be given several times. */
type Options = ReadonlyMap<string, readonly (string | boolean)[]>;

const optionsOf = (node: BoundNode, lowering: Lowering): Options => {
  const options = new Map<string, (string | boolean)[]>();
  for (const property of node.child('WithClause')?.list('Properties') ?? []) {
    const name = property.child('Name')?.simpleName ?? '';
    const given = property.child('Expression');
    const value = given && constantOf(lowering.expression(given, noRow), given.type ?? 'string')?.value;
    if (!KNOWN.has(name)) throw unsupported(`'${name}' in parse-kv`, property);
    const known = typeof value === 'boolean' || typeof value === 'string' ? value : '';
    options.set(name, [...(options.get(name) ?? []), known]);
  }
  return options;
};

const textsOf = (options: Options, name: string): string[] => (options.get(name) ?? []).map(String);

const quotesOf = (text: string, node: BoundNode): Quotes => {
  const [open, close = open, more] = [...text].map(quoteRegex);
  if (open === undefined || close === undefined || more !== undefined)
    throw meaningless('A quote has one or two characters.', node);
  return { open, close };
};

const escapesOf = (texts: readonly string[], node: BoundNode): string => {
  if (texts.some(text => [...text].length !== 1)) throw meaningless('An escape has one character.', node);
  return texts.map(quoteRegex).join('');
};

const TERM = '\\p{L}\\p{N}';

/** Without delimiters, whatever is no letter and no digit is one. */
const formWithoutDelimiters = (quotes: readonly Quotes[], escapes: string): PairForm => ({
  beforeKey: `[^${TERM}]`,
  betweenKeyAndValue: `[^${TERM}${quotes.map(({ open }) => open).join('')}]*?`,
  quotes,
  escapes,
  plainValue: `[^${TERM}]([${TERM}]+)`,
});

const formOf = (options: Options, node: BoundNode): PairForm => {
  const [pair = '', key = ''] = [textsOf(options, 'pair_delimiter')[0], textsOf(options, 'kv_delimiter')[0]];
  const quotes = textsOf(options, 'quote').map(text => quotesOf(text, node));
  const escapes = escapesOf(textsOf(options, 'escape'), node);
  if (pair === '' && key === '') return formWithoutDelimiters(quotes, escapes);
  if (pair === '' || key === '') throw meaningless('parse-kv needs both delimiters or none.', node);
  const isGreedy = options.get('greedy')?.[0] === true;
  if (isGreedy && pair.length + key.length > 2)
    throw unsupported('A greedy parse-kv with delimiters of several characters', node);
  const [pairDelimiter, keyDelimiter] = [quoteRegex(pair), quoteRegex(key)];
  // A greedy value goes on until the next key.
  const nextKey = isGreedy ? `[^${pairDelimiter}${keyDelimiter}]+${keyDelimiter}` : '';
  return {
    beforeKey: `${pairDelimiter}\\s*`,
    betweenKeyAndValue: `\\s*${keyDelimiter}\\s*`,
    quotes,
    escapes,
    plainValue: `(.*?)(?:${pairDelimiter}${nextKey}|\\z)`,
  };
};

/** What lies between quotes. */
const quoted = ({ close }: Quotes, escapes: string): string =>
  escapes === '' ? `[^${close}]*` : `(?:[^${close}${escapes}]|[${escapes}].)*`;

/** The value of `key`, its groups those of each kind of quotes and then the plain one: before it all quotes are closed. */
const valuePattern = (key: string, form: PairForm): string => {
  const { beforeKey, betweenKeyAndValue, quotes, escapes, plainValue } = form;
  const name = quoteRegex(key);
  const whole = quotes.map(pair => `${pair.open}${quoted(pair, escapes)}${pair.close}`);
  const opens = quotes.map(({ open }) => open).join('');
  const before = quotes.length > 0 ? `(?:[^${opens}]|${whole.join('|')})*?` : '.*?';
  const names = [...quotes.map(({ open, close }) => `${open}${name}${close}`), name];
  const values = quotes.map(pair => `${pair.open}(${quoted(pair, escapes)})${pair.close}`);
  return `(?s)\\A(?:${before}${beforeKey})?\\s*(?:${names.join('|')})${betweenKeyAndValue}(?:${[...values, plainValue].join('|')})`;
};

const group = (text: Expression, pattern: string, index: number): Expression =>
  call('extract', 'string', constant('string', pattern), constant('long', BigInt(index)), text);

/** How the text of a key's value is found. */
type FindValue = (text: Expression, key: string) => Expression;

/** What was between quotes, each escape replaced by what it protects. */
const unescaped = (text: Expression, escapes: string): Expression =>
  escapes === ''
    ? text
    : call(
        'replace_regex',
        'string',
        text,
        constant('string', `(?s)[${escapes}](.)`),
        constant('string', '\\1'),
      );

const delimited =
  (form: PairForm): FindValue =>
  (text, key) => {
    const pattern = valuePattern(key, form);
    const plain = group(text, pattern, form.quotes.length + 1);
    const inQuotes = form.quotes.map((_, index) => unescaped(group(text, pattern, index + 1), form.escapes));
    return inQuotes.length > 0 ? call('strcat', 'string', ...inQuotes, plain) : plain;
  };

/** Of the matches whose first group is the key, the second group of the first one. */
const matched = (regex: string, node: BoundNode): FindValue => {
  const pattern = constant('string', regex);
  checkPattern(pattern, node);
  if (captureGroups(regex).length !== 2)
    throw meaningless(
      'The regular expression of parse-kv needs a group for the key and one for the value.',
      node,
    );
  return (text, key) => call('value_matched', 'string', text, pattern, constant('string', key));
};

const findValue = (node: BoundNode, lowering: Lowering): FindValue => {
  const options = optionsOf(node, lowering);
  const [regex] = textsOf(options, 'regex');
  return regex === undefined ? delimited(formOf(options, node)) : matched(regex, node);
};

/** `parse-kv text as (key: type, …) with (…)`: the value of each key, null where there is none. */
export const lowerParseKv = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const source = node.child('Expression');
  if (!source) throw meaningless('parse-kv needs a text.', node);
  const text = asText(lowering.expression(source, input));
  const find = findValue(node, lowering);
  const keys = node.child('Keys')?.list('Columns') ?? [];
  const values = keys.map((key): readonly [string, Expression] => {
    const name = key.child('Name')?.simpleName ?? '';
    const type = key.child('Type');
    if (!type) throw unsupported('A key without a type', key);
    return [name, fromText(find(text, parsedName(name)), writtenType(type))];
  });
  return projectNamed(node, input, new Map(values), lowering);
};
