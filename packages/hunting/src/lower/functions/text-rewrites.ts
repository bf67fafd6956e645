import type { BoundNode } from '../../bind/bound-node.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { columnsUsed } from '../../plan/walk.ts';
import { captureGroups } from '../../value/regex.ts';
import { constantOf } from '../constants.ts';
import { asText, convert } from '../conversion.ts';
import { checkPattern } from '../patterns.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';
import { convertedTo } from './typed-text.ts';

/** A pattern that is taken apart: the engine reads it before the rows. */
const fixedPattern = (value: Expression, node: BoundNode): Expression => {
  checkPattern(value, node);
  if (columnsUsed([value]).length > 0)
    throw unsupported('A regular expression that differs from row to row here', node);
  return asText(value);
};

/** `extract(regex, group, text[, typeof(T)])`: the binder took the last argument as the type of the result. */
const extract: Rewrite = (given, node) => {
  const [regex, group, text] = [0, 1, 2].map(place => argumentAt(given, place, node));
  if (!regex || !group || !text) throw meaningless('An argument is missing.', node);
  const found = call(
    'extract',
    'string',
    fixedPattern(regex, node),
    convert(group, 'long', node),
    asText(text),
  );
  return convertedTo(found, node);
};

/** The groups that are wanted, by number or name, as numbers from 1; all of them when none are named. */
const wantedGroups = (
  value: Expression | undefined,
  groups: readonly (string | undefined)[],
  node: BoundNode,
): number[] => {
  if (!value) return groups.map((_, index) => index + 1);
  const known = constantOf(value, 'dynamic')?.value;
  const parsed: unknown = typeof known === 'string' ? JSON.parse(known) : undefined;
  const wanted = Array.isArray(parsed)
    ? parsed.map(item => (typeof item === 'string' ? groups.indexOf(item) + 1 : Number(item)))
    : [0];
  if (!wanted.every(item => Number.isInteger(item) && item >= 1 && item <= groups.length))
    throw unsupported('extract_all() with these capture groups', node);
  return wanted;
};

/** `extract_all(regex[, groups], text)`. */
const extractAll: Rewrite = (given, node) => {
  const regex = argumentAt(given, 0, node);
  const pattern = constantText(regex);
  if (pattern === undefined)
    throw unsupported('extract_all() with a regular expression that is computed', node);
  const names = captureGroups(pattern);
  if (names.length === 0 || names.length > 16)
    throw meaningless('extract_all() needs 1 to 16 capture groups.', node);
  const groups = wantedGroups(given.length > 2 ? given[1] : undefined, names, node);
  const text = argumentAt(given, given.length - 1, node);
  return call(
    'extract_all',
    'dynamic',
    fixedPattern(regex, node),
    constant('dynamic', JSON.stringify(groups)),
    asText(text),
  );
};

const indexofRegex: Rewrite = (given, node) => {
  const [text, regex, ...places] = given;
  if (!text || !regex) throw meaningless('An argument is missing.', node);
  const numbers = places.map(place => convert(place, 'long', node));
  return call('indexof_regex', 'long', asText(text), fixedPattern(regex, node), ...numbers);
};

/** `countof(text, search[, kind])`: `normal` counts texts, `regex` matches. */
const countof: Rewrite = (given, node) => {
  const [text, search, kind] = given;
  if (!text || !search) throw meaningless('An argument is missing.', node);
  const word = kind ? constantText(kind)?.toLowerCase() : 'normal';
  if (word === 'normal') return call('countof', 'long', asText(text), asText(search));
  if (word !== 'regex') throw unsupported('countof() of this kind', node);
  if (constantText(search) === undefined)
    throw unsupported('countof() of a regular expression that is computed', node);
  return call('countof_regex', 'long', asText(text), fixedPattern(search, node));
};

const textsOf = (value: Expression, node: BoundNode): unknown[] => {
  const known = constantOf(value, 'dynamic')?.value;
  const parsed: unknown = typeof known === 'string' ? JSON.parse(known) : undefined;
  if (!Array.isArray(parsed)) throw unsupported('replace_strings() with arrays that are computed', node);
  return parsed;
};

/** `replace_strings(text, lookups, rewrites)`: what is no text among them replaces nothing. */
const replaceStrings: Rewrite = (given, node) => {
  const lookups = textsOf(argumentAt(given, 1, node), node);
  const rewrites = textsOf(argumentAt(given, 2, node), node);
  if (lookups.length !== rewrites.length)
    throw meaningless('replace_strings() needs as many rewrites as lookups.', node);
  const pairs = lookups.flatMap((lookup, index) => {
    if (typeof lookup !== 'string' || lookup === '') return [];
    const rewrite = rewrites[index];
    return [constant('string', lookup), constant('string', typeof rewrite === 'string' ? rewrite : lookup)];
  });
  return call('replace_strings', 'string', asText(argumentAt(given, 0, node)), ...pairs);
};

/** The deprecated `replace(regex, with, text)` (reference: kql, section 6, 25). */
const replace: Rewrite = ([regex, replacement, text], node) => {
  if (!regex || !replacement || !text) throw meaningless('An argument is missing.', node);
  checkPattern(regex, node);
  return call('replace_regex', 'string', asText(text), asText(regex), asText(replacement));
};

/** `parse_command_line(text, "windows")`: the only rules there are. */
const parseCommandLine: Rewrite = (given, node) => {
  if (constantText(argumentAt(given, 1, node))?.toLowerCase() !== 'windows')
    throw unsupported('parse_command_line() for this parser', node);
  return call('parse_command_line', 'dynamic', asText(argumentAt(given, 0, node)));
};

const HASHED: ReadonlySet<string> = new Set(['string', 'int', 'long', 'real', 'datetime', 'timespan']);

const hashed = (value: Expression, node: BoundNode): Expression => {
  if (!HASHED.has(value.type)) throw unsupported(`hash() of a ${value.type}`, node);
  return call('hash', 'long', value);
};

/** `hash(value[, modulus])`: of the types whose bytes are known. */
const hash: Rewrite = (given, node) => {
  const whole = hashed(argumentAt(given, 0, node), node);
  const [, modulus] = given;
  return modulus && whole.kind === 'call'
    ? { ...whole, arguments: [...whole.arguments, convert(modulus, 'long', node)] }
    : whole;
};

const hashCombine: Rewrite = (given, node) =>
  call('hash_combine', 'long', ...given.map(value => convert(value, 'long', node)));

const hashMany: Rewrite = (given, node) => {
  const hashes = given.map(value => hashed(value, node));
  const [only] = hashes;
  return hashes.length === 1 && only ? only : call('hash_combine', 'long', ...hashes);
};

/** The numbers and arrays of numbers as one array. */
const codepointsToText: Rewrite = (given, node) => {
  const arrays = given.map(value => convert(value, 'dynamic', node));
  const [only] = arrays;
  const isOne = arrays.length === 1 && given[0]?.type === 'dynamic';
  const joined = isOne && only ? only : call('array_concat', 'dynamic', ...arrays.map(asArray));
  return call('unicode_codepoints_to_string', 'string', joined);
};

const asArray = (value: Expression): Expression =>
  call('iff', 'dynamic', isArray(value), value, call('pack_array', 'dynamic', value));

const isArray = (value: Expression): Expression => ({
  kind: 'comparison',
  type: 'bool',
  operator: '==',
  left: call('gettype', 'string', value),
  right: constant('string', 'array'),
});

/** Functions of texts that become another expression. */
export const textRewrites: Rewrites = {
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  indexof_regex: indexofRegex,
  countof,
  replace_strings: replaceStrings,
  replace,
  parse_command_line: parseCommandLine,
  hash,
  hash_xxhash64: hash,
  hash_combine: hashCombine,
  hash_many: hashMany,
  unicode_codepoints_to_string: codepointsToText,
  make_string: codepointsToText,
};
