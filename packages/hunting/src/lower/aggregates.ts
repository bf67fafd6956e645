import type { BoundNode } from '../bind/bound-node.ts';
import type { KustoType } from '../kusto-type.ts';
import type { Expression } from '../plan/expression.ts';
import type { AggregateCall, AggregateName, Relation } from '../plan/relation.ts';
import { constantOf } from './constants.ts';
import { convert } from './conversion.ts';
import type { Lowering } from './lowering.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

interface AggregateForm {
  readonly name: AggregateName;
  /** Where the predicate stands among the arguments; the others are the value and the size or accuracy. */
  readonly condition?: number;
  /** The default number of elements (manual: make_set; the deprecated names stop at 128). */
  readonly limit?: number;
  /** Whether a weight or another variable follows the value. */
  readonly hasSecond?: boolean;
  /** Whether percentiles follow. */
  readonly hasRanks?: boolean;
  /** Whether the value is gathered as a dynamic one, so that its nulls are kept. */
  readonly asDynamic?: boolean;
}

const MAX_ELEMENTS = 1_048_576;

/** The aggregates, by their names in the language. */
const forms: Readonly<Record<string, AggregateForm>> = {
  count: { name: 'count' },
  cnt: { name: 'count' },
  countif: { name: 'count', condition: 0 },
  dcount: { name: 'dcount' },
  dcountif: { name: 'dcount', condition: 1 },
  count_distinct: { name: 'dcount' },
  count_distinctif: { name: 'dcount', condition: 1 },
  min: { name: 'min' },
  minif: { name: 'min', condition: 1 },
  max: { name: 'max' },
  maxif: { name: 'max', condition: 1 },
  sum: { name: 'sum' },
  sumif: { name: 'sum', condition: 1 },
  avg: { name: 'avg' },
  avgif: { name: 'avg', condition: 1 },
  stdev: { name: 'stdev' },
  stdevif: { name: 'stdev', condition: 1 },
  variance: { name: 'variance' },
  varianceif: { name: 'variance', condition: 1 },
  make_set: { name: 'make_set', limit: MAX_ELEMENTS },
  make_set_if: { name: 'make_set', condition: 1, limit: MAX_ELEMENTS },
  makeset: { name: 'make_set', limit: 128 },
  make_list: { name: 'make_list', limit: MAX_ELEMENTS },
  make_list_if: { name: 'make_list', condition: 1, limit: MAX_ELEMENTS },
  makelist: { name: 'make_list', limit: 128 },
  make_list_with_nulls: { name: 'make_list', limit: MAX_ELEMENTS, asDynamic: true },
  make_bag: { name: 'make_bag', limit: MAX_ELEMENTS },
  make_bag_if: { name: 'make_bag', condition: 1, limit: MAX_ELEMENTS },
  make_dictionary: { name: 'make_bag', limit: 128 },
  stdevp: { name: 'stdevp' },
  variancep: { name: 'variancep' },
  variancepif: { name: 'variancep', condition: 1 },
  covariance: { name: 'covariance', hasSecond: true },
  covarianceif: { name: 'covariance', hasSecond: true, condition: 2 },
  covariancep: { name: 'covariancep', hasSecond: true },
  covariancepif: { name: 'covariancep', hasSecond: true, condition: 2 },
  take_anyif: { name: 'take_any', condition: 1 },
  anyif: { name: 'take_any', condition: 1 },
  binary_all_and: { name: 'binary_all_and' },
  binary_all_or: { name: 'binary_all_or' },
  binary_all_xor: { name: 'binary_all_xor' },
  buildschema: { name: 'buildschema' },
  hll: { name: 'hll' },
  hll_if: { name: 'hll', condition: 1 },
  hll_merge: { name: 'hll_merge' },
  tdigest: { name: 'tdigest', hasSecond: true },
  tdigest_merge: { name: 'tdigest_merge' },
  merge_tdigest: { name: 'tdigest_merge' },
  percentile: { name: 'percentile', hasRanks: true },
  percentilew: { name: 'percentile', hasSecond: true, hasRanks: true },
  percentiles_array: { name: 'percentiles_array', hasRanks: true },
  percentilesw_array: { name: 'percentiles_array', hasSecond: true, hasRanks: true },
};

const limitOf = (
  node: BoundNode | undefined,
  form: AggregateForm,
  input: Relation,
  lowering: Lowering,
): number | undefined => {
  if (form.limit === undefined || !node) return form.limit;
  const size = constantOf(lowering.expression(node, input), 'long')?.value;
  if (typeof size !== 'bigint') throw unsupported('A size that is not a literal', node);
  return Number(size < 0n || size > BigInt(MAX_ELEMENTS) ? BigInt(MAX_ELEMENTS) : size);
};

const typeOf = (node: BoundNode): KustoType => scalarType(node.typeName, node);

/** A percentile, or an array of some: literals, because the manual asks for constants. */
const ranksOf = (node: BoundNode, input: Relation, lowering: Lowering): number[] => {
  const value = lowering.expression(node, input);
  const known = constantOf(value, value.type === 'dynamic' ? 'dynamic' : 'real')?.value;
  const parsed: unknown = typeof known === 'string' ? JSON.parse(known) : known;
  const ranks: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return ranks.map(rank => {
    if (typeof rank !== 'number' || !(rank >= 0 && rank <= 100))
      throw unsupported('A percentile that is not a number from 0 to 100', node);
    return rank;
  });
};

const partsOf = (node: BoundNode, form: AggregateForm) => {
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  const predicate = form.condition === undefined ? undefined : given[form.condition];
  const [value, ...rest] = given.filter(argument => argument !== predicate);
  const second = form.hasSecond ? rest[0] : undefined;
  return { predicate, value, second, rest: second ? rest.slice(1) : rest };
};

const callOf = (node: BoundNode, form: AggregateForm, input: Relation, lowering: Lowering): AggregateCall => {
  const { predicate, value, second, rest } = partsOf(node, form);
  // count(x) counts every row, null or not (reference: kql, section 6, 7).
  const argument = form.name === 'count' ? undefined : value && lowering.expression(value, input);
  if (argument && (form.hasRanks || form.name === 'tdigest')) checkRanked(argument, node);
  return {
    kind: 'aggregate-call',
    name: form.name,
    type: typeOf(node),
    argument: argument && form.asDynamic ? convert(argument, 'dynamic', node) : argument,
    condition: predicate && convert(lowering.expression(predicate, input), 'bool', predicate),
    limit: limitOf(form.hasRanks ? undefined : rest[0], form, input, lowering),
    ...(second && { second: lowering.expression(second, input) }),
    ...(form.hasRanks && { ranks: rest.flatMap(rank => ranksOf(rank, input, lowering)) }),
  };
};

/** Percentiles of decimals come as reals, with digits of the service's own. */
const checkRanked = (argument: Expression, node: BoundNode): Expression => {
  if (argument.type === 'decimal') throw unsupported('A percentile of decimals', node);
  return argument;
};

/** Lowers a call of an aggregate over the rows of `input`; `undefined` when the node is no such call. */
export const lowerAggregate = (
  node: BoundNode,
  input: Relation,
  lowering: Lowering,
): AggregateCall | undefined => {
  const word = node.child('Name')?.simpleName ?? '';
  const form = Object.hasOwn(forms, word) ? forms[word] : undefined;
  return form && callOf(node, form, input, lowering);
};

const severalForms: Readonly<Record<string, AggregateForm>> = {
  percentiles: { name: 'percentile', hasRanks: true },
  percentilesw: { name: 'percentile', hasSecond: true, hasRanks: true },
};

/** Lowers an aggregate with a column for each percentile; `undefined` for any other expression. */
export const lowerPercentiles = (
  node: BoundNode,
  input: Relation,
  lowering: Lowering,
): AggregateCall[] | undefined => {
  const word = node.kind === 'FunctionCallExpression' ? (node.child('Name')?.simpleName ?? '') : '';
  const form = Object.hasOwn(severalForms, word) ? severalForms[word] : undefined;
  if (!form) return undefined;
  const { value, second, rest } = partsOf(node, form);
  if (!value) throw unsupported(`'${word}' without a value`, node);
  const argument = checkRanked(lowering.expression(value, input), node);
  const shared = {
    kind: 'aggregate-call' as const,
    name: form.name,
    type: argument.type,
    argument,
    condition: undefined,
    limit: undefined,
    ...(second && { second: lowering.expression(second, input) }),
  };
  return rest.flatMap(rank => ranksOf(rank, input, lowering)).map(rank => ({ ...shared, ranks: [rank] }));
};
