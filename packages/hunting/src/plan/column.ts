import type { KustoType } from '../kusto-type.ts';

/**
 * A column of a relation. Plans refer to columns by `id`, unique in a query, so that shadowing, self-joins and names
 * that differ only in case need no thought after lowering; `name` is for people and for the answer.
 */
export interface Column {
  readonly id: number;
  readonly name: string;
  readonly type: KustoType;
}

/** Hands out the ids of one query's columns. */
export class ColumnIds {
  #last = 0;

  /** A new column. */
  column(name: string, type: KustoType): Column {
    this.#last += 1;
    return { id: this.#last, name, type };
  }
}
