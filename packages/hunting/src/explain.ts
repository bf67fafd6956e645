import type { CompileTimes } from './compile/messages.ts';
import { printPlan } from './plan/print.ts';
import type { Relation } from './plan/relation.ts';
import type { HuntingResult, HuntingResultColumn } from './result.ts';
import type { ParameterValue } from './sql/parameters.ts';
import type { Statement } from './sql/statement.ts';

/** One statement that a query is answered by: the last one, or one before it that tells columns. */
export interface Pass {
  readonly plan: Relation;
  readonly times: CompileTimes;
  /** Whether its rows are the columns of an operator (`evaluate bag_unpack`), not the answer. */
  readonly isDiscovery: boolean;
}

/** How long each part took, in milliseconds. A plan that is kept from an earlier call shows what its making took. */
export interface PassTimes extends CompileTimes {
  /** Making the statement of the plan. */
  readonly write: number;
  /** Running it, and reading its rows. */
  readonly run?: number;
}

/** What a run read and gave. */
export interface PassOutcome {
  readonly rows: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** A pass as people read it. */
export interface ExplainedPass {
  readonly purpose: 'columns' | 'answer';
  /** The plan, a node a line. */
  readonly plan: string;
  readonly sql: string;
  /** The values of the statement; those that no JSON number can hold are texts. */
  readonly parameters: Readonly<Record<string, string | number | readonly string[]>>;
  readonly milliseconds: PassTimes;
  /** Absent when it was not run. */
  readonly outcome?: PassOutcome;
}

/** How a query is understood, asked and answered. */
export interface Explanation {
  /** The columns of the answer; none where only a run would tell them. */
  readonly columns: readonly HuntingResultColumn[];
  /** The stored tables that it reads. */
  readonly tables: readonly string[];
  readonly passes: readonly ExplainedPass[];
}

const readable = (value: ParameterValue): string | number | readonly string[] =>
  typeof value === 'bigint' ? String(value) : value;

const outcomeOf = ({ rows, statistics: { rowsRead, bytesRead } }: HuntingResult): PassOutcome => ({
  rows: rows.length,
  rowsRead,
  bytesRead,
});

/** Shows a pass. */
export const explainedPass = (
  { plan, isDiscovery }: Pass,
  { sql, parameters }: Statement,
  milliseconds: PassTimes,
  result: HuntingResult | undefined,
): ExplainedPass => ({
  purpose: isDiscovery ? 'columns' : 'answer',
  plan: printPlan(plan),
  sql,
  parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, readable(value)])),
  milliseconds,
  ...(result && { outcome: outcomeOf(result) }),
});
