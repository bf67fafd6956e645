import type { BoundNode } from '../../bind/bound-node.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { quoteRegex } from '../../value/regex.ts';
import { constantOf } from '../constants.ts';
import { asText } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { writtenType } from '../scalar-type.ts';
import { fromText } from './parse.ts';
import { projectNamed } from './project.ts';

/** How pairs are written, every text as a pattern. */
interface PairForm {
  readonly pairDelimiter: string;
  readonly keyDelimiter: string;
  readonly quote: string | undefined;
}

const KNOWN: ReadonlySet<string> = new Set(['pair_delimiter', 'kv_delimiter', 'quote', 'greedy']);

const textsOf = (properties: readonly BoundNode[], lowering: Lowering): Map<string, string> =>
  new Map(
    properties.map(property => {
      const name = property.child('Name')?.simpleName ?? '';
      const given = property.child('Expression');
      const value = given && constantOf(lowering.expression(given, noRow), given.type ?? 'string')?.value;
      if (!KNOWN.has(name) || value === true) throw unsupported(`'${name}' in parse-kv`, property);
      return [name, typeof value === 'string' ? value : ''] as const;
    }),
  );

const formOf = (node: BoundNode, lowering: Lowering): PairForm => {
  const texts = textsOf(node.child('WithClause')?.list('Properties') ?? [], lowering);
  const pairDelimiter = texts.get('pair_delimiter') ?? '';
  const keyDelimiter = texts.get('kv_delimiter') ?? '';
  const quote = texts.get('quote') ?? '';
  if (pairDelimiter === '' || keyDelimiter === '') throw unsupported('parse-kv without delimiters', node);
  if (quote.length > 1) throw unsupported('Two different quotes in parse-kv', node);
  return {
    pairDelimiter: quoteRegex(pairDelimiter),
    keyDelimiter: quoteRegex(keyDelimiter),
    quote: quote === '' ? undefined : quoteRegex(quote),
  };
};

/** The value of `key`: what stands before it is whole pairs, in which quotes are closed. */
const valuePattern = (key: string, { pairDelimiter, keyDelimiter, quote }: PairForm): string => {
  const before = quote ? `(?:[^${quote}]|${quote}[^${quote}]*${quote})*?` : '.*?';
  const plain = `(.*?)(?:${pairDelimiter}|\\z)`;
  const value = quote ? `(?:${quote}([^${quote}]*)${quote}|${plain})` : plain;
  return `(?s)\\A(?:${before}${pairDelimiter})?\\s*${quoteRegex(key)}\\s*${keyDelimiter}${value}`;
};

const group = (text: Expression, pattern: string, index: bigint): Expression =>
  call('extract', 'string', constant('string', pattern), constant('long', index), text);

/** `parse-kv text as (key: type, …) with (…)`: the value of each key, null where there is none. */
export const lowerParseKv = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const source = node.child('Expression');
  if (!source) throw meaningless('parse-kv needs a text.', node);
  const text = asText(lowering.expression(source, input));
  const form = formOf(node, lowering);
  const keys = node.child('Keys')?.list('Columns') ?? [];
  const values = keys.map((key): readonly [string, Expression] => {
    const name = key.child('Name')?.simpleName ?? '';
    const type = key.child('Type');
    const pattern = valuePattern(name, form);
    const groups = form.quote
      ? [group(text, pattern, 1n), group(text, pattern, 2n)]
      : [group(text, pattern, 1n)];
    const value = groups.length === 1 ? groups[0] : call('strcat', 'string', ...groups);
    if (!type || !value) throw unsupported('A key without a type', key);
    return [name, fromText(value, writtenType(type))];
  });
  return projectNamed(node, input, new Map(values), lowering);
};
