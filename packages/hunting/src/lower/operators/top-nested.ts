import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import { isTextual, type KustoType } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, comparison, constant, type Expression } from '../../plan/expression.ts';
import { withNewColumns } from '../../plan/new-columns.ts';
import {
  filter,
  firstPerKey,
  type JoinKey,
  limit,
  type Output,
  project,
  type Relation,
  sort,
} from '../../plan/relation.ts';
import { isArbitrary } from '../../plan/walk.ts';
import { assigned } from '../assignments.ts';
import { constantOf } from '../constants.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { measured } from '../measured.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { onlyColumns } from './project.ts';
import { directionOf, sortedExpression } from './sort.ts';

/** One `top-nested` clause: the expression that it takes values of, and what they are chosen by. */
interface Level {
  readonly of: BoundNode;
  readonly by: BoundNode;
  /** How many values it chooses; all without a number. */
  readonly count: bigint | undefined;
  /** What stands for the values that it does not choose. */
  readonly others: Expression | undefined;
  /** The columns of the value and of the measure, as the binder has them. */
  readonly columns: readonly BoundColumn[];
}

/** What was found down to some level: for each the value and what it was chosen by. */
interface Found {
  readonly relation: Relation;
  /** The columns of the values, one a level. */
  readonly values: readonly Column[];
}

const countOfClause = (clause: BoundNode, lowering: Lowering): bigint | undefined => {
  const given = clause.child('Expression');
  if (!given) return undefined;
  const count = constantOf(lowering.expression(given, noRow), 'long')?.value;
  if (typeof count !== 'bigint') throw unsupported('A number of rows that is not a literal', given);
  return count;
};

const levelOf = (clause: BoundNode, columns: readonly BoundColumn[], lowering: Lowering): Level => {
  const [of, by] = [clause.child('OfExpression'), clause.child('ByExpression')];
  if (!of || !by) throw meaningless('top-nested needs an expression and an aggregate.', clause);
  const others = clause.child('WithOthersClause')?.child('Expression');
  return {
    of: assigned(of),
    by,
    count: countOfClause(clause, lowering),
    others: others && lowering.expression(others, noRow),
    columns,
  };
};

const references = (columns: readonly Column[]): Output[] =>
  columns.map((column): Output => ({ column, value: columnReference(column) }));

const matching = (left: readonly Column[], right: readonly Column[]): JoinKey[] =>
  right.flatMap((column, index): JoinKey[] => {
    const own = left[index];
    return own ? [{ left: columnReference(own), right: columnReference(column) }] : [];
  });

/** The same rows once more in the plan, under columns of their own. */
const again = ({ relation, values }: Found, { ids }: Lowering): Found => {
  const all = [...relation.columns, ...values];
  const copy = withNewColumns({ ...relation, columns: all }, ids);
  const columns = copy.columns.slice(0, relation.columns.length);
  return { relation: { ...copy, columns }, values: copy.columns.slice(relation.columns.length) };
};

/** Lowers the clauses of one `top-nested` over its input. */
class Nesting {
  readonly #input: Relation;
  readonly #lowering: Lowering;
  readonly #levels: readonly Level[];
  /** The same rows once more in the plan need columns of their own. */
  #isRead = false;

  constructor(input: Relation, levels: readonly Level[], lowering: Lowering) {
    this.#input = input;
    this.#levels = levels;
    this.#lowering = lowering;
  }

  /** The best values of all levels, and what stands for the others. */
  get answer(): Relation {
    let found: Found | undefined;
    const others: Relation[] = [];
    for (const [place, level] of this.#levels.entries()) {
      const next = this.#best(level, place, found);
      if (level.others) others.push(this.#others(place, found, next));
      found = next;
    }
    if (!found) throw new Error('top-nested has a clause');
    return others.length > 0 ? this.#together([found.relation, ...others]) : found.relation;
  }

  /** The input's rows below what was found, with the values of the levels to `place`. */
  #below(place: number, found: Found | undefined): { rows: Relation; values: Column[] } {
    const copy = this.#isRead ? withNewColumns(this.#input, this.#lowering.ids) : this.#input;
    this.#isRead = true;
    const values = this.#levels.slice(0, place + 1).map(({ of }): Output => {
      const value = this.#lowering.expression(of, copy);
      return { column: this.#lowering.ids.column('', value.type), value };
    });
    const own = values.map(({ column }) => column);
    const rows = project(copy, [...references(copy.columns), ...values]);
    if (!found) return { rows, values: own };
    const columns = [...rows.columns, ...found.relation.columns];
    const keys = matching(own, found.values);
    return {
      rows: { kind: 'join', columns, join: 'inner', left: rows, right: found.relation, keys },
      values: own,
    };
  }

  #measuresFrom(levels: readonly Level[]) {
    return levels.map(({ by, columns }) => ({
      name: columns[1]?.name ?? '',
      node: assigned(sortedExpression(by)),
    }));
  }

  /** One level more: below each value found so far the best values of the next clause. */
  #best(level: Level, place: number, before: Found | undefined): Found {
    const found = before && again(before, this.#lowering);
    const { rows, values } = this.#below(place, found);
    const own = values.at(-1);
    if (!own) throw new Error('each level has a value');
    const value = this.#lowering.ids.column(level.columns[0]?.name ?? '', own.type);
    const parents = references(found?.relation.columns ?? []);
    const keys = [...parents, { column: value, value: columnReference(own) }];
    const all = measured(rows, keys, this.#measuresFrom([level]), this.#lowering);
    const relation = onlyColumns(all, all.columns.slice(0, -1));
    return {
      relation: this.#chosen(level, relation, found?.values ?? []),
      values: [...(found?.values ?? []), value],
    };
  }

  #chosen({ by, count }: Level, relation: Relation, parents: readonly Column[]): Relation {
    const measure = relation.columns.at(-1);
    if (count === undefined || !measure) return relation;
    const order = { value: columnReference(measure), ...directionOf(by) };
    return parents.length === 0
      ? limit(sort(relation, [order]), count)
      : firstPerKey(relation, parents.map(columnReference), [order], count);
  }

  /**
   * What stands for the values of the level at `place` that were not chosen. The levels below it have no values of
   * their own there: those with others measure the same rows, the rest are empty.
   */
  #others(place: number, before: Found | undefined, chosen: Found): Relation {
    const found = before && again(before, this.#lowering);
    const { rows, values } = this.#below(place, found);
    const { relation: right, values: taken } = again(chosen, this.#lowering);
    const keys = matching(values, taken);
    const rest: Relation = { kind: 'join', columns: rows.columns, join: 'leftanti', left: rows, right, keys };
    const levels = this.#levels.slice(place);
    const measures = this.#measuresFrom(levels.filter(({ others }) => others));
    const parents = references(found?.relation.columns ?? []);
    const all = measured(rest, parents, measures, this.#lowering);
    const count = all.columns.at(-1);
    if (!count) throw new Error('rows are counted');
    const some = filter(all, comparison('>', columnReference(count), constant('long', 0n)));
    const measuredColumns = all.columns.slice(parents.length);
    const cells = levels.flatMap(level => {
      const measure = level.others ? measuredColumns.shift() : undefined;
      return this.#othersCells(level, measure);
    });
    const cellsOfRow = [...parents.map(({ value }) => value), ...cells];
    return project(
      some,
      cellsOfRow.map(value => ({ column: this.#lowering.ids.column('', value.type), value })),
    );
  }

  #othersCells({ others, of, columns }: Level, measure: Column | undefined): Expression[] {
    const [value, chosenBy] = columns.map(({ type }) => emptyOf(scalarType(type, of)));
    if (!value || !chosenBy) throw new Error('a level has two columns');
    return [
      others ? convert(others, value.type, of) : value,
      measure ? convert(columnReference(measure), chosenBy.type, of) : chosenBy,
    ];
  }

  #together(parts: readonly Relation[]): Relation {
    const bound = this.#levels.flatMap(({ columns }) => columns);
    const [first] = parts;
    const columns = (first?.columns ?? []).map(({ type }, index) =>
      this.#lowering.ids.column(bound[index]?.name ?? '', type),
    );
    return { kind: 'union', columns, inputs: parts.map(part => project(part, references(part.columns))) };
  }
}

const emptyOf = (type: KustoType): Expression => constant(type, isTextual(type) ? '' : null);

/** `top-nested n of a with others=x by f(x), top-nested m of b by …`: the best values, and the best below each of them. */
export const lowerTopNested = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const bound = node.columns ?? [];
  const levels = node
    .list('Clauses')
    .map((clause, place) => levelOf(clause, bound.slice(place * 2, place * 2 + 2), lowering));
  if (levels.length === 0) throw meaningless('top-nested needs an expression.', node);
  const isReadAgain = levels.length > 1 || levels.some(({ others }) => others);
  if (isReadAgain && isArbitrary(input)) throw unsupported('top-nested over rows that no order fixes', node);
  return new Nesting(input, levels, lowering).answer;
};
