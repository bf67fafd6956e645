import { call, type Expression } from '../../plan/expression.ts';
import type { FunctionName } from '../../plan/functions.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { argumentAt, type Rewrite, type Rewrites } from './arguments.ts';

/** `percentile_tdigest(sketch, percentile[, typeof(T)])`: dynamic where no type is told. */
const percentile: Rewrite = (given, node) => {
  const sketch = convert(argumentAt(given, 0, node), 'dynamic', node);
  const rank = convert(argumentAt(given, 1, node), 'real', node);
  const value = call('percentile_tdigest', 'dynamic', sketch, rank);
  return convert(value, scalarType(node.typeName, node), node);
};

/** `percentiles_array_tdigest(sketch, p1, p2, …)`, or the percentiles as one array. */
const percentiles: Rewrite = (given, node) => {
  const [sketch, first, ...rest] = given.map(value => convert(value, 'dynamic', node));
  if (!sketch || !first) throw unsupported('percentiles_array_tdigest() without percentiles', node);
  const isArray = rest.length === 0 && given[1]?.type === 'dynamic';
  const ranks = isArray ? first : call('pack_array', 'dynamic', first, ...rest);
  return call('percentiles_array_tdigest', 'dynamic', sketch, ranks);
};

/** The type in which a value is looked for in a sketch. */
const sought = (value: Expression): Expression => {
  if (value.type === 'dynamic' || value.type === 'decimal') return call('todouble', 'real', value);
  return value.type === 'int' ? call('tolong', 'long', value) : value;
};

const RANKED: ReadonlySet<string> = new Set(['long', 'real', 'datetime', 'timespan']);

const rank =
  (name: FunctionName): Rewrite =>
  (given, node) => {
    const value = sought(argumentAt(given, 1, node));
    if (!RANKED.has(value.type)) throw unsupported(`The rank of a ${value.type}`, node);
    return call(name, 'real', convert(argumentAt(given, 0, node), 'dynamic', node), value);
  };

const merge =
  (name: FunctionName): Rewrite =>
  (given, node) =>
    call(name, 'dynamic', ...given.map(value => convert(value, 'dynamic', node)));

/** Functions of what `hll` and `tdigest` keep. */
export const sketchRewrites: Rewrites = {
  percentile_tdigest: percentile,
  percentiles_array_tdigest: percentiles,
  rank_tdigest: rank('rank_tdigest'),
  percentrank_tdigest: rank('percentrank_tdigest'),
  tdigest_merge: merge('tdigest_merge'),
  merge_tdigest: merge('tdigest_merge'),
  hll_merge: merge('hll_merge'),
};
