import type { Column } from './column.ts';
import type { Constant, Expression } from './expression.ts';
import type { Output, Relation } from './relation.ts';

/** A value that a step remembers of the latest row that matched it: what `step.column` reads. */
export interface StepState {
  /** The column by which conditions and values refer to it. */
  readonly column: Column;
  /** The place of the step among the steps. */
  readonly step: number;
  /** What is remembered: a column of the input, or one that the steps give values to. */
  readonly of: Column;
}

/** One step of a sequence. */
export interface SequenceStep {
  /** Over the input's columns and the states of this step and those before it. */
  readonly condition: Expression;
  /** The values of the columns that the step gives one to. */
  readonly values: readonly Output[];
  /** Which of the rows that match the step are in the answer: all, the last of those that match in a row, none. */
  readonly shows: 'all' | 'last' | 'none';
}

/** A column that steps give values to, and what it is where they do not. */
export interface SequenceColumn {
  readonly column: Column;
  readonly otherwise: Constant;
}

/**
 * `scan`: the input's rows, in their order, matched against the steps; one row for each step that a row matches
 * (manual: scan operator, scan logic).
 */
export interface Sequence {
  readonly kind: 'sequence';
  readonly columns: readonly Column[];
  readonly input: Relation;
  readonly declared: readonly SequenceColumn[];
  readonly states: readonly StepState[];
  readonly steps: readonly SequenceStep[];
  /** The number of the sequence, from 0, to which the step's match belongs. */
  readonly matchId: Column;
  /** Rows are of one sequence only where these are equal. */
  readonly keys: readonly Expression[];
}

/** The expressions of a sequence's steps. */
export const stepExpressions = ({ steps }: Sequence): Expression[] =>
  steps.flatMap(({ condition, values }) => [condition, ...values.map(({ value }) => value)]);
