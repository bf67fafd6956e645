import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { asText, convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';
import { jsonSteps } from './json-path.ts';
import { convertedTo } from './typed-text.ts';

/** `parse_json` of a dynamic value is that value (reference: kql, section 6, 57). */
const parseJson: Rewrite = (given, node) => {
  const value = argumentAt(given, 0, node);
  return value.type === 'dynamic' ? value : call('parse_json', 'dynamic', asText(value));
};

/** `extractjson("$.a[0].b", text[, typeof(T)])`: what a plain path leads to; `..`, `*` and filters are refused. */
const extractJson: Rewrite = (given, node) => {
  const path = constantText(given[0]);
  const steps = path === undefined ? undefined : jsonSteps(path);
  const text = argumentAt(given, 1, node);
  if (!steps || given.length > 2) throw unsupported('extractjson() with this path', node);
  const value = parseJson([text], node);
  const found: Expression =
    steps.length > 0 ? { kind: 'dynamic-path', type: 'dynamic', value, steps } : value;
  return convertedTo(asText(found), node);
};

/** `dynamic_to_json(value)`: what is not dynamic is its text. */
const dynamicToJson: Rewrite = (given, node) => {
  const value = argumentAt(given, 0, node);
  return value.type === 'dynamic' ? call('dynamic_to_json', 'string', value) : asText(value);
};

/** `bag_pack(key, value, …)`. */
const bagPack: Rewrite = (given, node) =>
  call(
    'bag_pack',
    'dynamic',
    ...given.map((value, index) => convert(value, index % 2 === 0 ? 'string' : 'dynamic', node)),
  );

/** The steps of a path through bags; elements of arrays are none of them. */
const bagSteps = (path: string, what: string, node: BoundNode): readonly Expression[] => {
  const steps = jsonSteps(path);
  if (!steps || steps.length === 0 || steps.some(step => step.type !== 'string'))
    throw unsupported(`${what} with this path`, node);
  return steps;
};

/** `bag_set_key(bag, key, value)`: the key may be a path such as `$.a.b`. */
const bagSetKey: Rewrite = (given, node) => {
  const bag = convert(argumentAt(given, 0, node), 'dynamic', node);
  const key = argumentAt(given, 1, node);
  const value = convert(argumentAt(given, 2, node), 'dynamic', node);
  const path = constantText(key);
  if (!path?.startsWith('$')) return call('bag_set_key', 'dynamic', bag, asText(key), value);
  return call('bag_set_path', 'dynamic', bag, value, ...bagSteps(path, 'bag_set_key()', node));
};

/** `bag_has_key(bag, key)`: the key may be a path such as `$.a.b`. */
const bagHasKey: Rewrite = (given, node) => {
  const bag = convert(argumentAt(given, 0, node), 'dynamic', node);
  const key = argumentAt(given, 1, node);
  const path = constantText(key);
  if (!path?.startsWith('$')) return call('bag_has_key', 'bool', bag, asText(key));
  return call('bag_has_key', 'bool', bag, ...bagSteps(path, 'bag_has_key()', node));
};

/** `bag_remove_keys(bag, keys)`: keys of the first level and paths such as `$.a.b`. */
const bagRemoveKeys: Rewrite = (given, node) => {
  const bag = convert(argumentAt(given, 0, node), 'dynamic', node);
  const keys = convert(argumentAt(given, 1, node), 'dynamic', node);
  const known: unknown = keys.kind === 'constant' ? JSON.parse(String(keys.value)) : [];
  const names: readonly unknown[] = Array.isArray(known) ? known : [];
  const paths = names.filter(name => typeof name === 'string').filter(name => name.startsWith('$'));
  return paths.reduce(
    (rest, path) => call('bag_remove_path', 'dynamic', rest, ...bagSteps(path, 'bag_remove_keys()', node)),
    call('bag_remove_keys', 'dynamic', bag, keys),
  );
};

/** `range(start, stop[, step])`: one by one, dates and spans by the hour. */
const range: Rewrite = (given, node) => {
  const start = argumentAt(given, 0, node);
  const isTime = start.type === 'datetime' || start.type === 'timespan';
  const step = given[2] ?? (isTime ? constant('timespan', 36_000_000_000n) : constant('long', 1n));
  const stop = argumentAt(given, 1, node);
  const isReal = [start, stop, step].some(({ type }) => type === 'real');
  const type = isTime ? start.type : isReal ? 'real' : 'long';
  if (!isTime && ![start, stop, step].every(value => isNumeric(value.type)))
    throw unsupported('range() of these types', node);
  const by = convert(step, isTime ? 'timespan' : type, node);
  return call('range', 'dynamic', convert(start, type, node), convert(stop, type, node), by);
};

/** `array_sort_asc(array[, nulls_last])`; several arrays sorted alike are several values, which are refused. */
const sort =
  (name: 'array_sort_asc' | 'array_sort_desc'): Rewrite =>
  (given, node) => {
    const [array, nullsLast = constant('bool', true)] = given;
    if (!array || given.length > 2 || nullsLast.type !== 'bool')
      throw unsupported(`${name}() of several arrays`, node);
    return call(name, 'dynamic', convert(array, 'dynamic', node), nullsLast);
  };

const jaccardIndex: Rewrite = (given, node) =>
  call('jaccard_index', 'real', ...given.map(value => convert(value, 'dynamic', node)));

/** Functions of dynamic values that become another expression. */
export const dynamicRewrites: Rewrites = {
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
  extractjson: extractJson,
  extract_json: extractJson,
  bag_pack: bagPack,
  pack: bagPack,
  pack_dictionary: bagPack,
  bag_set_key: bagSetKey,
  bag_has_key: bagHasKey,
  dynamic_to_json: dynamicToJson,
  bag_remove_keys: bagRemoveKeys,
  range,
  array_sort_asc: sort('array_sort_asc'),
  array_sort_desc: sort('array_sort_desc'),
  jaccard_index: jaccardIndex,
};
