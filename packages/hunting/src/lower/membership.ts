import type { BoundNode } from '../bind/bound-node.ts';
import { call, constant, type Expression, logical, not } from '../plan/expression.ts';
import { looksOutside } from '../plan/walk.ts';
import { lowerComparison } from './comparisons.ts';
import { constantOf } from './constants.ts';
import { asText, convert } from './conversion.ts';
import { type Lowering, type RowScope, visible } from './lowering.ts';
import { meaningless, unsupported } from './refusal.ts';

interface MembershipOperator {
  readonly test: 'in' | 'has_any' | 'has_all';
  readonly caseSensitive: boolean;
  readonly negated: boolean;
}

const operators: Readonly<Record<string, MembershipOperator>> = {
  in: { test: 'in', caseSensitive: true, negated: false },
  '!in': { test: 'in', caseSensitive: true, negated: true },
  'in~': { test: 'in', caseSensitive: false, negated: false },
  '!in~': { test: 'in', caseSensitive: false, negated: true },
  has_any: { test: 'has_any', caseSensitive: false, negated: false },
  has_all: { test: 'has_all', caseSensitive: false, negated: false },
};

/** The elements of a constant dynamic array as constants; a scalar stands for itself. */
const elementsOf = (value: Expression): Expression[] | undefined => {
  const known = value.type === 'dynamic' ? constantOf(value, 'dynamic') : undefined;
  if (!known || typeof known.value !== 'string') return undefined;
  const parsed: unknown = JSON.parse(known.value);
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return items.map(item => {
    if (typeof item === 'string') return constant('string', item);
    return constant('dynamic', item === null ? null : JSON.stringify(item));
  });
};

const isNull = (value: Expression): boolean => value.kind === 'constant' && value.value === null;

const overTexts = (
  operator: MembershipOperator,
  subject: Expression,
  texts: readonly Expression[],
): Expression => {
  if (operator.test === 'in')
    return {
      kind: 'membership',
      type: 'bool',
      subject,
      caseSensitive: operator.caseSensitive,
      values: texts,
    };
  return {
    kind: 'text-test',
    type: 'bool',
    search: 'has',
    caseSensitive: operator.caseSensitive,
    quantifier: operator.test === 'has_any' ? 'any' : 'all',
    subject,
    needles: texts,
  };
};

const overValues = (
  operator: MembershipOperator,
  subject: Expression,
  values: readonly Expression[],
  node: BoundNode,
): Expression => {
  if (operator.test !== 'in' || subject.type === 'string')
    return overTexts(operator, asText(subject), values.map(asText));
  if (
    subject.type === 'dynamic' &&
    values.every(value => value.type === 'string' || value.type === 'dynamic')
  )
    return overTexts(operator, asText(subject), values.map(asText));
  if (values.every(value => value.type === subject.type && value.kind === 'constant'))
    return { kind: 'membership', type: 'bool', subject, caseSensitive: true, values };
  const tests = values.map(value => lowerComparison('==', subject, value, node));
  return tests.length === 0 ? constant('bool', false) : logical('or', tests);
};

const overRelation = (
  operator: MembershipOperator,
  subject: Expression,
  source: BoundNode,
  lowering: Lowering,
): Expression => {
  const relation = lowering.relation(source);
  const [column] = visible(relation.columns);
  if (!column) throw meaningless('The table has no column to look in.', source);
  if (looksOutside(relation)) throw meaningless('A table here cannot look at the row around it.', source);
  return { kind: 'relation-membership', type: 'bool', ...operator, subject, relation, column };
};

/** An array known only when the query runs: its elements are compared as texts, or with a value of their own type. */
const overArray = (
  operator: MembershipOperator,
  subject: Expression,
  array: Expression,
  node: BoundNode,
): Expression => {
  const isText = subject.type === 'string' || subject.type === 'dynamic';
  if (operator.test === 'in' && !isText && subject.type !== 'real')
    return logical('or', [
      call('set_has_element', 'bool', array, convert(subject, 'dynamic', node)),
      lowerComparison('==', array, subject, node),
    ]);
  if (!isText) throw unsupported('This list of values', node);
  return overTexts(operator, asText(subject), [array]);
};

/** A dynamic value known only when the query runs. */
const isArrayOfRow = (value: Expression): boolean =>
  value.type === 'dynamic' && value.kind !== 'constant' && !constantOf(value, 'dynamic');

/** Lowers `subject in (…)` and its kin over a list, an array or a table; `undefined` for another operator. */
export const lowerMembership = (
  word: string,
  node: BoundNode,
  row: RowScope,
  lowering: Lowering,
): Expression | undefined => {
  const operator = Object.hasOwn(operators, word) ? operators[word] : undefined;
  const left = node.child('Left');
  const right = node.child('Right');
  if (!operator || !left || !right) return undefined;
  const subject = lowering.expression(left, row);
  const items = right.list('Expressions');
  const [first] = items;
  const test = (): Expression => {
    if (items.length === 1 && first?.isTabular) return overRelation(operator, subject, first, lowering);
    const values = items.map(item => lowering.expression(item, row));
    const [arrays, known] = [values.filter(isArrayOfRow), values.filter(value => !isArrayOfRow(value))];
    const all = known.flatMap(value => elementsOf(value) ?? [value]).filter(value => !isNull(value));
    const tests = arrays.map(array => overArray(operator, subject, array, node));
    if (tests.length === 0 || all.length > 0) tests.push(overValues(operator, subject, all, node));
    return logical(operator.test === 'has_all' ? 'and' : 'or', tests);
  };
  return operator.negated ? not(test()) : test();
};
