import type { Column, ColumnIds } from '../plan/column.ts';
import { columnReference } from '../plan/expression.ts';
import {
  type Aggregate,
  type Expand,
  type Filter,
  type FirstPerKey,
  firstPerKey,
  type Join,
  type Limit,
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
import { isArbitrary } from '../plan/walk.ts';
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

  #project(relation: Project): Grouped {
    const { relation: input, carried } = this.evaluate(relation.input);
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
