import type { BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import { withNewColumns } from '../../plan/new-columns.ts';
import {
  firstPerKey,
  type JoinKey,
  limit,
  type Output,
  project,
  type Relation,
  sort,
} from '../../plan/relation.ts';
import { isArbitrary } from '../../plan/walk.ts';
import { lowerAggregate } from '../aggregates.ts';
import { assigned } from '../assignments.ts';
import { constantOf } from '../constants.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { directionOf, sortedExpression } from './sort.ts';

/** What `top-nested` has found down to some level: for each the value and what it was chosen by. */
interface Found {
  readonly relation: Relation;
  /** The columns of the values, one a level. */
  readonly values: readonly Column[];
}

const ofExpression = (clause: BoundNode): BoundNode => {
  const of = clause.child('OfExpression');
  if (!of) throw meaningless('top-nested needs an expression.', clause);
  return of;
};

const countOfClause = (clause: BoundNode, lowering: Lowering): bigint | undefined => {
  const given = clause.child('Expression');
  if (!given) return undefined;
  const count = constantOf(lowering.expression(given, noRow), 'long')?.value;
  if (typeof count !== 'bigint') throw unsupported('A number of rows that is not a literal', given);
  return count;
};

const withValues = (rows: Relation, clauses: readonly BoundNode[], lowering: Lowering) => {
  const values = clauses.map((clause): Output => {
    const value: Expression = lowering.expression(assigned(ofExpression(clause)), rows);
    return { column: lowering.ids.column('', value.type), value };
  });
  const passing = rows.columns.map((column): Output => ({ column, value: columnReference(column) }));
  return { rows: project(rows, [...passing, ...values]), values: values.map(({ column }) => column) };
};

/** The input's rows below what was found so far: the same rows again, under columns of their own. */
const below = (rows: Relation, values: readonly Column[], found: Found): Relation => {
  const keys = found.values.flatMap((right, index): JoinKey[] => {
    const left = values[index];
    return left ? [{ left: columnReference(left), right: columnReference(right) }] : [];
  });
  const columns = [...rows.columns, ...found.relation.columns];
  return { kind: 'join', columns, join: 'inner', left: rows, right: found.relation, keys };
};

/** All values of one level with their measures, below what was found so far. */
const candidates = (
  clauses: readonly BoundNode[],
  clause: BoundNode,
  input: Relation,
  found: Found | undefined,
  names: readonly string[],
  lowering: Lowering,
): { relation: Relation; value: Column; measure: Column; by: BoundNode } => {
  const by = clause.child('ByExpression');
  if (!by) throw meaningless('top-nested needs an aggregate.', clause);
  if (clause.child('WithOthersClause')) throw unsupported('top-nested with others', clause);
  const copy = withValues(found ? withNewColumns(input, lowering.ids) : input, clauses, lowering);
  const rows = found ? below(copy.rows, copy.values, found) : copy.rows;
  const own = copy.values.at(-1);
  const call = lowerAggregate(assigned(sortedExpression(by)), rows, lowering);
  if (!own || !call) throw unsupported('top-nested by this expression', by);
  const value = lowering.ids.column(names[0] ?? '', own.type);
  const measure = lowering.ids.column(names[1] ?? '', call.type);
  const kept = found?.relation.columns ?? [];
  const keys = [
    ...kept.map((column): Output => ({ column, value: columnReference(column) })),
    { column: value, value: columnReference(own) },
  ];
  const columns = [...kept, value, measure];
  const calls = [{ column: measure, call }];
  return {
    relation: { kind: 'aggregate', columns, input: rows, keys, calls, picks: [] },
    value,
    measure,
    by,
  };
};

/** One level more: below each value found so far the best values of the last clause. */
const level = (
  clauses: readonly BoundNode[],
  clause: BoundNode,
  input: Relation,
  found: Found | undefined,
  names: readonly string[],
  lowering: Lowering,
): Found => {
  const { relation, value, measure, by } = candidates(clauses, clause, input, found, names, lowering);
  const values = [...(found?.values ?? []), value];
  const count = countOfClause(clause, lowering);
  if (count === undefined) return { relation, values };
  const order = { value: columnReference(measure), ...directionOf(by) };
  const parents = (found?.values ?? []).map(columnReference);
  const best =
    parents.length === 0
      ? limit(sort(relation, [order]), count)
      : firstPerKey(relation, parents, [order], count);
  return { relation: best, values };
};

/** `top-nested n of a by f(x), top-nested m of b by …`: the best values, and the best below each of them. */
export const lowerTopNested = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const clauses = node.list('Clauses');
  if (clauses.length > 1 && isArbitrary(input))
    throw unsupported('top-nested over rows that no order fixes', node);
  const names = (node.columns ?? []).map(({ name }) => name);
  const found = clauses.reduce<Found | undefined>(
    (before, clause, index) =>
      level(
        clauses.slice(0, index + 1),
        clause,
        input,
        before,
        names.slice(index * 2, index * 2 + 2),
        lowering,
      ),
    undefined,
  );
  if (!found) throw meaningless('top-nested needs an expression.', node);
  return found.relation;
};
