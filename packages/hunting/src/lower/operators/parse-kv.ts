import type { BoundNode } from '../../bind/bound-node.ts';
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
  readonly pairDelimiter: string;
  readonly keyDelimiter: string;
  readonly quotes: Quotes | undefined;
  /** What follows a value without quotes. */
  readonly end: string;
}

const KNOWN: ReadonlySet<string> = new Set(['pair_delimiter', 'kv_delimiter', 'quote', 'greedy', 'regex']);

type Options = ReadonlyMap<string, string | boolean>;

const optionsOf = (node: BoundNode, lowering: Lowering): Options =>
  new Map(
    (node.child('WithClause')?.list('Properties') ?? []).map(property => {
      const name = property.child('Name')?.simpleName ?? '';
      const given = property.child('Expression');
      const value = given && constantOf(lowering.expression(given, noRow), given.type ?? 'string')?.value;
      if (!KNOWN.has(name)) throw unsupported(`'${name}' in parse-kv`, property);
      return [name, typeof value === 'boolean' || typeof value === 'string' ? value : ''] as const;
    }),
  );

const quotesOf = (text: string, node: BoundNode): Quotes | undefined => {
  const [open, close = open] = [...text].map(quoteRegex);
  if ([...text].length > 2) throw meaningless('A quote has one or two characters.', node);
  return open === undefined || close === undefined ? undefined : { open, close };
};

const formOf = (options: Options, node: BoundNode): PairForm => {
  const text = (name: string) => String(options.get(name) ?? '');
  const [pair, key] = [text('pair_delimiter'), text('kv_delimiter')];
  if (pair === '' || key === '') throw unsupported('parse-kv without delimiters', node);
  const isGreedy = options.get('greedy') === true;
  if (isGreedy && pair.length + key.length > 2)
    throw unsupported('A greedy parse-kv with delimiters of several characters', node);
  const [pairDelimiter, keyDelimiter] = [quoteRegex(pair), quoteRegex(key)];
  // A greedy value goes on until the next key.
  const nextKey = isGreedy ? `[^${pairDelimiter}${keyDelimiter}]+${keyDelimiter}` : '';
  const end = `(?:${pairDelimiter}${nextKey}|\\z)`;
  return { pairDelimiter, keyDelimiter, quotes: quotesOf(text('quote'), node), end };
};

/** The value of `key`: what stands before it is whole pairs, in which quotes are closed. */
const valuePattern = (key: string, { pairDelimiter, keyDelimiter, quotes, end }: PairForm): string => {
  const name = quoteRegex(key);
  const plain = `(.*?)${end}`;
  if (!quotes) return `(?s)\\A(?:.*?${pairDelimiter})?\\s*${name}\\s*${keyDelimiter}${plain}`;
  const { open, close } = quotes;
  const before = `(?:[^${open}]|${open}[^${close}]*${close})*?`;
  const named = `(?:${open}${name}${close}|${name})`;
  const value = `(?:${open}([^${close}]*)${close}|${plain})`;
  return `(?s)\\A(?:${before}${pairDelimiter})?\\s*${named}\\s*${keyDelimiter}${value}`;
};

const group = (text: Expression, pattern: string, index: bigint): Expression =>
  call('extract', 'string', constant('string', pattern), constant('long', index), text);

/** How the text of a key's value is found. */
type FindValue = (text: Expression, key: string) => Expression;

const delimited =
  (form: PairForm): FindValue =>
  (text, key) => {
    const pattern = valuePattern(key, form);
    const found = group(text, pattern, 1n);
    return form.quotes ? call('strcat', 'string', found, group(text, pattern, 2n)) : found;
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
  const regex = options.get('regex');
  return typeof regex === 'string' ? matched(regex, node) : delimited(formOf(options, node));
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
    return [name, fromText(find(text, name), writtenType(type))];
  });
  return projectNamed(node, input, new Map(values), lowering);
};
