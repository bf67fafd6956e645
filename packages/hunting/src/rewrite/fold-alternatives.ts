import { type Constant, type Expression, logical, type Membership } from '../plan/expression.ts';
import type { Relation } from '../plan/relation.ts';
import { transformExpressions, transformRelation } from '../plan/transform.ts';

interface Alternative {
  readonly subject: Expression;
  readonly caseSensitive: boolean;
  readonly value: Constant;
}

const asAlternative = (expression: Expression): Alternative | undefined => {
  if (expression.kind === 'comparison' && expression.operator === '==') {
    const { left: subject, right: value } = expression;
    const isFoldable = subject.kind === 'column' && value.kind === 'constant' && value.value !== null;
    return isFoldable && subject.type === value.type ? { subject, value, caseSensitive: true } : undefined;
  }
  if (expression.kind !== 'text-test' || expression.search !== 'equals') return undefined;
  const [value, ...others] = expression.needles;
  const { subject, caseSensitive } = expression;
  if (subject.kind !== 'column' || value?.kind !== 'constant' || others.length > 0) return undefined;
  return { subject, value, caseSensitive };
};

const keyOf = ({ subject, caseSensitive }: Alternative): string =>
  `${subject.kind === 'column' ? subject.column.id : ''} ${caseSensitive}`;

const membership = (
  alternatives: readonly Alternative[],
  { subject, caseSensitive }: Alternative,
): Membership => ({
  kind: 'membership',
  type: 'bool',
  subject,
  caseSensitive,
  values: alternatives.map(({ value }) => value),
});

/** `a == 1 or a == 2 or …` as `a in (1, 2, …)`: the engine refuses expressions of some thousand nodes. */
const foldOr = (expression: Expression): Expression => {
  if (expression.kind !== 'logical' || expression.operator !== 'or') return expression;
  const groups = new Map<string, Alternative[]>();
  const others: Expression[] = [];
  for (const operand of expression.operands) {
    const alternative = asAlternative(operand);
    if (!alternative) others.push(operand);
    else groups.set(keyOf(alternative), [...(groups.get(keyOf(alternative)) ?? []), alternative]);
  }
  const folded = [...groups.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    return [group.length > 1 ? membership(group, first) : backToTest(first)];
  });
  return folded.length + others.length === expression.operands.length
    ? expression
    : logical('or', [...folded, ...others]);
};

const backToTest = ({ subject, caseSensitive, value }: Alternative): Expression =>
  caseSensitive
    ? { kind: 'comparison', type: 'bool', operator: '==', left: subject, right: value }
    : {
        kind: 'text-test',
        type: 'bool',
        search: 'equals',
        caseSensitive,
        quantifier: 'any',
        subject,
        needles: [value],
      };

/** Folds chains of alternatives in every filter. */
export const foldAlternatives = (plan: Relation): Relation =>
  transformRelation(plan, relation =>
    relation.kind === 'filter' ? transformExpressions(relation, foldOr) : relation,
  );
