import type { Column, ColumnIds } from '../plan/column.ts';
import { columnReference, type Expression, type ScalarSubquery } from '../plan/expression.ts';
import { withNewColumns } from '../plan/new-columns.ts';
import {
  type Aggregate,
  type Expand,
  type Filter,
  type FirstPerKey,
  firstPerKey,
  type Join,
  type Limit,
  limit,
  type Output,
  type Project,
  project,
  type Relation,
  type RowPick,
  type Sort,
  type Union,
  type Window,
} from '../plan/relation.ts';
import type { Sequence } from '../plan/sequence.ts';
import { transformExpression } from '../plan/transform.ts';
import { expressionsOf, isArbitrary, walkExpression } from '../plan/walk.ts';
import { mayLoseRows, withEmptyGroups } from './empty-groups.ts';

/** Why a relation cannot be evaluated group by group. */
export class NotByGroup extends Error {}

/** Groups of rows: those of `source` that are equal in `key`. */
export interface Groups {
  readonly source: Relation;
  readonly key: Column;
  /** Rows that have every group's key, where groups without rows have aggregates too: those over nothing. */
  readonly every: { readonly rows: Relation; readonly key: Column } | undefined;
  /** Columns that are the same in all rows of a group; they stay with what becomes of them. */
  readonly carried: readonly Column[];
}

/** A relation evaluated for each group, and the columns in which it has what is carried. */
export interface Grouped {
  readonly relation: Relation;
  readonly carried: readonly Column[];
}

const passing = (columns: readonly Column[]): Output[] =>
  columns.map(column => ({ column, value: columnReference(column) }));

const reads = (relation: Relation, source: Relation): boolean => {
  if (relation === source) return true;
  if (relation.kind === 'join') return reads(relation.left, source) || reads(relation.right, source);
  if (relation.kind === 'union') return relation.inputs.some(input => reads(input, source));
  return 'input' in relation && reads(relation.input, source);
};

/** The values inside expressions that come from the groups' rows. */
const groupValues = (expressions: readonly Expression[], source: Relation): ScalarSubquery[] => {
  const found = new Set<ScalarSubquery>();
  for (const expression of expressions)
    walkExpression(expression, node => {
      if (node.kind === 'relation-membership' && reads(node.relation, source))
        throw new NotByGroup('A list of values');
      if (node.kind === 'scalar-subquery' && reads(node.relation, source)) found.add(node);
    });
  return [...found];
};

const replaced = (expression: Expression, values: ReadonlyMap<ScalarSubquery, Column>): Expression =>
  transformExpression(expression, node => {
    const column = node.kind === 'scalar-subquery' ? values.get(node) : undefined;
    return column ? columnReference(column) : node;
  });

const KEEPING_LEFT: ReadonlySet<Join['join']> = new Set(['inner', 'leftouter', 'leftsemi', 'leftanti']);

/** Evaluates relations that read the groups' source for each group by itself. */
export class GroupEvaluation {
  readonly #groups: Groups;
  readonly #ids: ColumnIds;

  constructor(groups: Groups, ids: ColumnIds) {
    this.#groups = groups;
    this.#ids = ids;
  }

  /** The rows of all groups together, each with the group's key and what it carries. */
  evaluate(relation: Relation): Grouped {
    const { source, carried } = this.#groups;
    if (relation === source) return { relation, carried };
    const looksAtGroup = groupValues(expressionsOf(relation), source).length > 0;
    if (looksAtGroup && relation.kind === 'filter') return this.#filter(relation);
    if (looksAtGroup && relation.kind !== 'project') throw new NotByGroup('A value of the whole group');
    switch (relation.kind) {
      case 'project':
        return this.#project(relation);
      case 'aggregate':
        return this.#aggregate(relation);
      case 'limit':
        return this.#limit(relation);
      case 'join':
        return this.#join(relation);
      case 'union':
        return this.#union(relation);
      case 'filter':
      case 'sort':
      case 'expand':
      case 'window':
      case 'sequence':
      case 'first-per-key':
        return this.#sameRows(relation);
      default:
        throw new NotByGroup(`'${relation.kind}'`);
    }
  }

  /** The columns that a relation has to have beside its own. */
  #missing(columns: readonly Column[], carried: readonly Column[]): Column[] {
    const present = new Set(columns.map(({ id }) => id));
    return [this.#groups.key, ...carried].filter(({ id }) => !present.has(id));
  }

  #sameRows(relation: Filter | Sort | Expand | Window | Sequence | FirstPerKey): Grouped {
    const { relation: input, carried } = this.evaluate(relation.input);
    const columns = [...relation.columns, ...this.#missing(relation.columns, carried)];
    const changed = { ...relation, input, columns };
    if (!('keys' in changed) || changed.kind === 'sort') return { relation: changed, carried };
    return { relation: { ...changed, keys: [...changed.keys, columnReference(this.#groups.key)] }, carried };
  }

  #filter(relation: Filter): Grouped {
    const { relation: rows, carried } = this.evaluate(relation.input);
    const wanted = groupValues([relation.predicate], this.#groups.source);
    const { input, values } = this.#withGroupValues(rows, wanted);
    const columns = [...relation.columns, ...this.#missing(relation.columns, carried)];
    return {
      relation: { ...relation, input, columns, predicate: replaced(relation.predicate, values) },
      carried,
    };
  }

  #project({ outputs, ...given }: Project): Grouped {
    const { relation: rows, carried } = this.evaluate(given.input);
    const { input, values } = this.#withGroupValues(
      rows,
      groupValues(
        outputs.map(({ value }) => value),
        this.#groups.source,
      ),
    );
    const relation = {
      ...given,
      outputs: outputs.map(output => ({ ...output, value: replaced(output.value, values) })),
    };
    const added = this.#missing(relation.columns, carried);
    return {
      relation: {
        ...relation,
        input,
        columns: [...relation.columns, ...added],
        outputs: [...relation.outputs, ...passing(added)],
      },
      carried,
    };
  }

  /** Beside each row the values that `toscalar` has of its group. */
  #withGroupValues(rows: Relation, subqueries: readonly ScalarSubquery[]) {
    const { key } = this.#groups;
    let input = rows;
    const values = new Map<ScalarSubquery, Column>();
    for (const subquery of subqueries) {
      if (isArbitrary(this.#groups.source)) throw new NotByGroup('A value of rows that no order fixes');
      const { relation } = this.evaluate(limit(subquery.relation, 1n));
      const right = withNewColumns(project(relation, passing([subquery.column, key])), this.#ids);
      const [value, keyOfValue] = right.columns;
      if (!value || !keyOfValue) throw new Error('a copy has the same columns');
      const columns = [...input.columns, ...right.columns];
      const keys = [{ left: columnReference(key), right: columnReference(keyOfValue) }];
      input = { kind: 'join', columns, join: 'leftouter', left: input, right, keys };
      values.set(subquery, value);
    }
    return { input, values };
  }

  /** One key more; what is carried is the same in each row of a group. */
  #aggregate(relation: Aggregate): Grouped {
    const { relation: input, carried: before } = this.evaluate(relation.input);
    const { key } = this.#groups;
    const carried = before.map(({ name, type }) => this.#ids.column(name, type));
    const outputs = before.flatMap((column, index) => {
      const target = carried[index];
      return target ? [{ column: target, value: columnReference(column) }] : [];
    });
    const pick: RowPick = { kind: 'row-pick', extreme: 'any', by: undefined, outputs };
    const grouped: Aggregate = {
      ...relation,
      input,
      columns: [...relation.columns, ...carried, key],
      keys: [...relation.keys, ...passing([key])],
      picks: carried.length > 0 ? [...relation.picks, pick] : relation.picks,
    };
    return { relation: this.#withEmpty(relation, grouped), carried };
  }

  #withEmpty(whole: Aggregate, grouped: Aggregate): Relation {
    const { key, every } = this.#groups;
    if (!every || whole.keys.length > 0 || !mayLoseRows(whole.input, every.rows)) return grouped;
    if (isArbitrary(every.rows)) throw new NotByGroup('An aggregate of rows that no order fixes');
    return withEmptyGroups(whole, grouped, every, key, this.#ids);
  }

  #limit({ input, count }: Limit): Grouped {
    const key = [columnReference(this.#groups.key)];
    const isSorted = input.kind === 'sort';
    const { relation, carried } = this.evaluate(isSorted ? input.input : input);
    return { relation: firstPerKey(relation, key, isSorted ? input.keys : [], count), carried };
  }

  /** All branches read the groups: other rows would be in the answer once for each group. */
  #union(relation: Union): Grouped {
    const { source, key, carried: given } = this.#groups;
    if (!relation.inputs.every(input => reads(input, source)))
      throw new NotByGroup('A union with other rows');
    const branches = relation.inputs.map(input => this.evaluate(input));
    const carried = given.map(({ name, type }) => this.#ids.column(name, type));
    const inputs = branches.map(branch => {
      const own = branch.relation.columns.slice(0, relation.columns.length);
      return project(branch.relation, passing([...own, key, ...branch.carried]));
    });
    return { relation: { ...relation, columns: [...relation.columns, key, ...carried], inputs }, carried };
  }

  /** A join of each group with the same other rows. */
  #join(relation: Join): Grouped {
    if (!KEEPING_LEFT.has(relation.join) || reads(relation.right, this.#groups.source))
      throw new NotByGroup('A join of this kind');
    const { relation: left, carried } = this.evaluate(relation.left);
    const columns = [...relation.columns, ...this.#missing(relation.columns, carried)];
    return { relation: { ...relation, left, columns }, carried };
  }
}
