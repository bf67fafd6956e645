import { fail, ok, type Result } from '@vakt/contract/result';
import type { BoundQuery } from '../bind/bind.ts';
import type { BoundNode } from '../bind/bound-node.ts';
import { SIZE_MESSAGE } from '../bind/size.ts';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { ColumnIds } from '../plan/column.ts';
import { columnReference } from '../plan/expression.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';
import { project, type Relation } from '../plan/relation.ts';
import { lowerExpression } from './expression.ts';
import type { Graph } from './graph/graph.ts';
import { lowerGraph } from './graph/source.ts';
import { type Environment, type Lowering, visible } from './lowering.ts';
import { NeedsFixedRows, NeedsSchema, Refusal } from './refusal.ts';
import { lowerPipeline, lowerRelation } from './relation.ts';
import { lowerStatements } from './statements.ts';

/** How many scalar expressions and how many tables one query may lower: a `let` that is used twice counts twice. */
const MAX_STEPS = { expressions: 50_000, relations: 500 } as const;

type Budget = Record<keyof typeof MAX_STEPS, number>;

class QueryLowering implements Lowering {
  readonly ids: ColumnIds;
  readonly environment: Environment;
  readonly materialized: Set<number>;
  readonly fixesRows: boolean;
  readonly #budget: Budget;

  constructor(
    { ids, materialized, fixesRows }: Pick<Lowering, 'ids' | 'materialized' | 'fixesRows'>,
    environment: Environment,
    budget: Budget,
  ) {
    this.ids = ids;
    this.environment = environment;
    this.materialized = materialized;
    this.fixesRows = fixesRows;
    this.#budget = budget;
  }

  expression(
    node: BoundNode,
    row: Parameters<Lowering['expression']>[1],
  ): ReturnType<Lowering['expression']> {
    this.#spend('expressions', node);
    return lowerExpression(node, row, this);
  }

  relation(node: BoundNode): Relation {
    this.#spend('relations', node);
    return lowerRelation(node, this);
  }

  graph(node: BoundNode): Graph {
    this.#spend('relations', node);
    return lowerGraph(node, this);
  }

  pipeline(node: BoundNode, input: Relation): Relation {
    this.#spend('relations', node);
    return lowerPipeline(node, input, this);
  }

  within(environment: Environment): Lowering {
    return new QueryLowering(this, environment, this.#budget);
  }

  #spend(kind: keyof Budget, { start, length }: BoundNode): void {
    this.#budget[kind] -= 1;
    if (this.#budget[kind] < 0) throw new Refusal('resources', SIZE_MESSAGE, { start, length });
  }
}

const answer = (relation: Relation): Relation => {
  const columns = visible(relation.columns);
  if (columns.length === relation.columns.length) return relation;
  return project(
    relation,
    columns.map(column => ({ column, value: columnReference(column) })),
  );
};

const OPEN_IN_FUNCTION =
  'A function that was saved must state the columns that only rows tell: evaluate bag_unpack(Bag) : (Name:string).';

const lowered = (root: BoundNode, fixesRows: boolean): Relation => {
  const whole = { ids: new ColumnIds(), materialized: new Set<number>(), fixesRows };
  const lowering = new QueryLowering(whole, new Map(), { ...MAX_STEPS });
  return answer(lowerStatements(root.list('Statements'), root, lowering));
};

/** Rows that a query takes at will are fixed, at a price, only where it turns out that they are used twice. */
const planOf = (root: BoundNode): Relation => {
  try {
    return lowered(root, false);
  } catch (error) {
    if (error instanceof NeedsFixedRows) return lowered(root, true);
    throw error;
  }
};

/** The plan of a bound query, or why there is none: nothing is approximated. */
export const lowerQuery = ({ root, text }: BoundQuery): Result<CompiledQuery, HuntingFailure> => {
  try {
    return ok({ kind: 'plan', plan: planOf(root) });
  } catch (error) {
    if (error instanceof NeedsSchema && text.isInserted(error.open.at))
      return fail(failureAt('unsupported', OPEN_IN_FUNCTION, text.original, { start: 0, length: 0 }));
    if (error instanceof NeedsSchema)
      return ok({ kind: 'open', open: { ...error.open, at: text.originalOffset(error.open.at) } });
    if (error instanceof Refusal)
      return fail(failureAt(error.kind, error.message, text.original, text.originalSpan(error.span)));
    throw error;
  }
};
