import type { BoundNode } from '../bind/bound-node.ts';
import type { KustoType } from '../kusto-type.ts';
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
}

const MAX_ELEMENTS = 1_048_576;

/** The aggregates, by their names in the language. */
const forms: Readonly<Record<string, AggregateForm>> = {
  count: { name: 'count' },
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

/** Lowers a call of an aggregate over the rows of `input`; `undefined` when the node is no such call. */
export const lowerAggregate = (
  node: BoundNode,
  input: Relation,
  lowering: Lowering,
): AggregateCall | undefined => {
  const word = node.child('Name')?.simpleName ?? '';
  const form = Object.hasOwn(forms, word) ? forms[word] : undefined;
  if (!form) return undefined;
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  const predicate = form.condition === undefined ? undefined : given[form.condition];
  const values = given.filter(argument => argument !== predicate);
  // count(x) counts every row, null or not (reference: kql, section 6, 7).
  const value = form.name === 'count' ? undefined : values[0];
  return {
    kind: 'aggregate-call',
    name: form.name,
    type: typeOf(node),
    argument: value && lowering.expression(value, input),
    condition: predicate && convert(lowering.expression(predicate, input), 'bool', predicate),
    limit: limitOf(values[1], form, input, lowering),
  };
};
