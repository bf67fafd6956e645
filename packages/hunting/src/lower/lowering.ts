import type { BoundNode } from '../bind/bound-node.ts';
import type { Column, ColumnIds } from '../plan/column.ts';
import type { Expression } from '../plan/expression.ts';
import { columnReference } from '../plan/expression.ts';
import type { Relation } from '../plan/relation.ts';
import type { Graph } from './graph/graph.ts';

/** What a name declared by `let` or a function parameter stands for. */
export type Variable =
  | { readonly kind: 'scalar'; readonly expression: Expression }
  | {
      readonly kind: 'tabular';
      readonly lower: () => Relation;
      /** The name of a view: among several tables it is one of them. */
      readonly viewName?: string;
    }
  | { readonly kind: 'graph'; readonly lower: () => Graph }
  | {
      readonly kind: 'function';
      readonly environment: Environment;
      readonly parameters: readonly BoundNode[];
      /** What the name alone stands for, where there is nothing to pass. */
      readonly view: Variable | undefined;
    };

/** Names in scope, inner ones first. */
export type Environment = ReadonlyMap<string, Variable>;

/** What names mean within one row. */
export interface RowScope {
  readonly columns: readonly Column[];
  /** Present inside `summarize`: lowers an aggregate call to the column that will hold its value. */
  readonly aggregate?: (node: BoundNode) => Expression | undefined;
  /** Present where rows come from several tables: what a column means that this one does not have. */
  readonly absent?: (name: string, node: BoundNode) => Expression | undefined;
  /** Present where rows have neighbours: lowers a window function to the column that will hold its value. */
  readonly window?: (node: BoundNode) => Expression;
  /** Present where a row is a match in a graph: lowers what names one of its nodes and edges. */
  readonly element?: (node: BoundNode) => Expression | undefined;
}

/** No row: the scope of `let` and `print`. */
export const noRow: RowScope = { columns: [] };

/** The hidden column that `ingestion_time()` reads; travels with the rows until they are aggregated or joined. */
export const INGESTION_TIME = '$ingestion_time';

/** The hidden column that numbers rows where a subquery runs for each of them. */
export const ROW = '$row';

const isHidden = ({ name }: Column): boolean => name === INGESTION_TIME || name === ROW;

/** The name, which no query can write, of the value of a partition's key in a query that runs once for each value. */
export const keyName = (column: string): string => `toscalar(${column})`;

/** The name, which no query can write, that stands among others where rows are those of one group. */
export const GROUP = 'group()';

/** The columns that a query sees. */
export const visible = (columns: readonly Column[]): Column[] => columns.filter(column => !isHidden(column));

/** The columns that it does not. */
export const hidden = (columns: readonly Column[]): Column[] => columns.filter(isHidden);

/** The reference to a column by name. */
export const resolve = ({ columns }: RowScope, name: string): Expression | undefined => {
  const column = columns.find(candidate => candidate.name === name);
  return column && columnReference(column);
};

/** Lowering of one part of the tree in one environment: what the files of this folder share. */
export interface Lowering {
  readonly ids: ColumnIds;
  readonly environment: Environment;
  expression(node: BoundNode, row: RowScope): Expression;
  relation(node: BoundNode): Relation;
  graph(node: BoundNode): Graph;
  /** The operators of `node`, one or several piped, over `input`. */
  pipeline(node: BoundNode, input: Relation): Relation;
  /** Where `materialize` stands that was lowered before: its rows must be the same each time. */
  readonly materialized: Set<number>;
  /** Whether what is materialized has the same rows each time it is evaluated: some are used twice, and no order fixes them. */
  readonly fixesRows: boolean;
  /** The same query in another environment. */
  within(environment: Environment): Lowering;
}
