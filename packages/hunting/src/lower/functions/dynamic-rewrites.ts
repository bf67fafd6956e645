import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { constantOf } from '../constants.ts';
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

/** `bag_pack(key, value, …)`. */
const bagPack: Rewrite = (given, node) =>
  call(
    'bag_pack',
    'dynamic',
    ...given.map((value, index) => convert(value, index % 2 === 0 ? 'string' : 'dynamic', node)),
  );

/** A key of the first level: a path into the levels below is refused. */
const plainKey = (key: Expression, what: string, node: BoundNode): Expression => {
  if (constantText(key)?.startsWith('$')) throw unsupported(`${what} with a JSON path`, node);
  return asText(key);
};

const bagSetKey: Rewrite = (given, node) =>
  call(
    'bag_set_key',
    'dynamic',
    convert(argumentAt(given, 0, node), 'dynamic', node),
    plainKey(argumentAt(given, 1, node), 'bag_set_key()', node),
    convert(argumentAt(given, 2, node), 'dynamic', node),
  );

/** `bag_has_key(bag, key)`: the key may be a path such as `$.a.b`. */
const bagHasKey: Rewrite = (given, node) => {
  const bag = convert(argumentAt(given, 0, node), 'dynamic', node);
  const key = argumentAt(given, 1, node);
  const path = constantText(key);
  if (!path?.startsWith('$')) return call('bag_has_key', 'bool', bag, asText(key));
  const steps = jsonSteps(path);
  if (!steps || steps.length === 0 || steps.some(step => step.type !== 'string'))
    throw unsupported('bag_has_key() with this path', node);
  return call('bag_has_key', 'bool', bag, ...steps);
};

/** The bag without a key of the bag that it has at another one. */
const withoutInner = (bag: Expression, outer: Expression, key: Expression): Expression => {
  const inner: Expression = { kind: 'dynamic-path', type: 'dynamic', value: bag, steps: [outer] };
  const rest = call('bag_remove_keys', 'dynamic', inner, call('pack_array', 'dynamic', key));
  const changed = call('bag_set_key', 'dynamic', bag, outer, rest);
  return call('iff', 'dynamic', call('bag_has_key', 'bool', bag, outer, key), changed, bag);
};

/** `bag_remove_keys(bag, keys)`: keys of the first level and one path `$.a.b`, because it names the bag several times. */
const bagRemoveKeys: Rewrite = (given, node) => {
  const bag = convert(argumentAt(given, 0, node), 'dynamic', node);
  const keys = convert(argumentAt(given, 1, node), 'dynamic', node);
  const known: unknown = keys.kind === 'constant' ? JSON.parse(String(keys.value)) : [];
  const names: readonly unknown[] = Array.isArray(known) ? known : [];
  const paths = names.filter(name => typeof name === 'string').filter(name => name.startsWith('$'));
  const shallow = call('bag_remove_keys', 'dynamic', bag, keys);
  const [path] = paths;
  if (path === undefined) return shallow;
  const [outer, key, ...deeper] = jsonSteps(path) ?? [];
  const isPlain = outer?.type === 'string' && key?.type === 'string' && deeper.length === 0;
  if (!isPlain || paths.length > 1) throw unsupported('bag_remove_keys() with these paths', node);
  return withoutInner(shallow, outer, key);
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

/** `series_fir(series, filter[, normalize[, center]])`: by default normalized unless a coefficient is negative. */
const seriesFir: Rewrite = (given, node) => {
  const [numbers, filter] = [0, 1].map(place => convert(argumentAt(given, place, node), 'dynamic', node));
  if (!numbers || filter?.kind !== 'constant')
    throw unsupported('series_fir() with a filter that is computed', node);
  const isNegative = /-\d/.test(String(filter.value));
  const normalize = given[2] ?? constant('bool', !isNegative);
  const centre = given[3] ?? constant('bool', false);
  if (normalize.kind !== 'constant' || centre.kind !== 'constant')
    throw unsupported('series_fir() with flags that are computed', node);
  if (isNegative && normalize.value === true) return constant('dynamic', null);
  return call('series_fir', 'dynamic', numbers, filter, normalize, centre);
};

/** `series_seasonal(series, period)`: a period that the service would look for itself is refused. */
const seriesSeasonal: Rewrite = (given, node) => {
  const period = given[1] && constantOf(given[1], 'long');
  if (typeof period?.value !== 'bigint' || period.value <= 0n)
    throw unsupported('series_seasonal() without a period', node);
  return call('series_seasonal', 'dynamic', convert(argumentAt(given, 0, node), 'dynamic', node), period);
};

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
  bag_remove_keys: bagRemoveKeys,
  range,
  array_sort_asc: sort('array_sort_asc'),
  array_sort_desc: sort('array_sort_desc'),
  jaccard_index: jaccardIndex,
  series_fir: seriesFir,
  series_seasonal: seriesSeasonal,
};
