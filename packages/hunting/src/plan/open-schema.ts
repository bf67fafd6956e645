import type { Column } from './column.ts';
import type { Relation } from './relation.ts';

/** What an operator does with a found column whose name its input already has. */
export type NameConflict = 'error' | 'keep_source' | 'replace_source';

/**
 * Columns of an operator that only its rows tell. `discovery` gives a row for each of them: its name and a type of its
 * values, several rows where types differ; the query is then bound once more with the columns written down at `at`.
 */
export interface OpenSchema {
  readonly discovery: Relation;
  /** Whether the columns stand in the order of those rows; by name otherwise. */
  readonly keepsOrder?: boolean;
  /** The offset in the query at which the operator's columns can be stated. */
  readonly at: number;
  /** The columns that are there in any case, first. */
  readonly known: readonly Pick<Column, 'name' | 'type'>[];
  readonly conflict: NameConflict;
}

/** A query as far as it can be planned before it runs. */
export type CompiledQuery =
  | { readonly kind: 'plan'; readonly plan: Relation }
  | { readonly kind: 'open'; readonly open: OpenSchema };
