import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, constant, type Expression, not } from '../../plan/expression.ts';
import { asText, convert } from '../conversion.ts';
import { checkPattern } from '../patterns.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';

type Rewrite = (given: readonly Expression[], node: BoundNode) => Expression;

const first = (given: readonly Expression[], node: BoundNode): Expression => {
  const [value] = given;
  if (!value) throw meaningless('An argument is missing.', node);
  return value;
};

/** `now()`, `now(span)`: bound once a query, from the injected clock. */
const now: Rewrite = ([offset], node) => {
  const time = call('now', 'datetime');
  return offset ? call('add', 'datetime', time, convert(offset, 'timespan', node)) : time;
};

const ago: Rewrite = (given, node) =>
  call('subtract', 'datetime', call('now', 'datetime'), convert(first(given, node), 'timespan', node));

/** `case(p1, v1, …, otherwise)`: predicates in the even places except the last. */
const caseOf: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const values = given.map((value, index) =>
    convert(value, index % 2 === 0 && index < given.length - 1 ? 'bool' : type, node),
  );
  return call('case', type, ...values);
};

/** `bin(value, size)`: of a datetime by a timespan, otherwise of two numbers of the result's type. */
const bin: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const value = first(given, node);
  const size = given[1] ?? constant('long', 1n);
  if (type === 'datetime') {
    if (size.type !== 'timespan') throw unsupported(`bin() of a datetime by ${size.type}`, node);
    return call('bin', type, convert(value, type, node), size);
  }
  return call('bin', type, convert(value, type, node), isNumeric(type) ? convert(size, type, node) : size);
};

/** `parse_json` of a dynamic value is that value (reference: kql, section 6, 57). */
const parseJson: Rewrite = (given, node) => {
  const value = first(given, node);
  return value.type === 'dynamic' ? value : call('parse_json', 'dynamic', asText(value));
};

/** `bag_pack(key, value, …)`. */
const bagPack: Rewrite = (given, node) =>
  call(
    'bag_pack',
    'dynamic',
    ...given.map((value, index) => convert(value, index % 2 === 0 ? 'string' : 'dynamic', node)),
  );

/** The parts in which `datetime_diff` counts; weeks are left out: the binder and the service disagree on their type. */
const DIFF_PARTS = /^(year|quarter|month|day|hour|minute|second|millisecond|microsecond)$/;

/** `datetime_diff(part, a, b)`: the part is part of the language, so it must be a literal. */
const datetimeDiff: Rewrite = ([part, later, earlier], node) => {
  const name = part?.kind === 'constant' && typeof part.value === 'string' ? part.value.toLowerCase() : '';
  if (!part || !later || !earlier || !DIFF_PARTS.test(name))
    throw unsupported('datetime_diff() by this part', node);
  const dates = [later, earlier].map(date => convert(date, 'datetime', node));
  return call('datetime_diff', 'long', constant('string', name), ...dates);
};

/** One step of a JSON path: `.name`, `['name']` or `[0]`. */
const JSON_STEP = /\.([\p{L}_][\p{L}\p{N}_]*)|\[(\d+)\]|\[(?:"([^"\\]+)"|'([^'\\]+)')\]/uy;

const jsonSteps = (path: string): Expression[] | undefined => {
  const steps: Expression[] = [];
  JSON_STEP.lastIndex = 1;
  while (path.startsWith('$') && JSON_STEP.lastIndex < path.length) {
    const found = JSON_STEP.exec(path);
    if (!found) return undefined;
    const [, name, index, double, single] = found;
    steps.push(
      index === undefined
        ? constant('string', name ?? double ?? single ?? '')
        : constant('long', BigInt(index)),
    );
  }
  return steps.length > 0 ? steps : undefined;
};

/** `extractjson("$.a[0].b", text)`: what a plain path leads to, as text; `..`, `*` and filters are refused. */
const extractJson: Rewrite = (given, node) => {
  const [path, text] = given;
  const steps =
    path?.kind === 'constant' && typeof path.value === 'string' ? jsonSteps(path.value) : undefined;
  if (!text || !steps || given.length > 2) throw unsupported('extractjson() with this path or type', node);
  const value = parseJson([text], node);
  return asText({ kind: 'dynamic-path', type: 'dynamic', value, steps });
};

/** The deprecated `replace(regex, with, text)` (reference: kql, section 6, 25). */
const replace: Rewrite = ([regex, replacement, text], node) => {
  if (!regex || !replacement || !text) throw meaningless('An argument is missing.', node);
  checkPattern(regex, node);
  return call('replace_regex', 'string', asText(text), asText(regex), asText(replacement));
};

/** Functions that become another expression, by name. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  now,
  ago,
  case: caseOf,
  bin,
  floor: bin,
  isnotnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  notnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  isnotempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  notempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
  replace,
  datetime_diff: datetimeDiff,
  extractjson: extractJson,
  extract_json: extractJson,
  bag_pack: bagPack,
  pack: bagPack,
  pack_dictionary: bagPack,
};
