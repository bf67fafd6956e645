import { ok, type Result } from '@vakt/contract/result';
import { compileQuery } from './compile/compile.ts';
import type { HuntingFailure } from './failure.ts';
import { printPlan } from './plan/print.ts';
import type { ParameterValue } from './sql/parameters.ts';
import { type StatementOptions, writeStatement } from './sql/statement.ts';

/** The stages of a query as text: what a bug report needs and what golden tests hold. */
export interface QueryDump {
  readonly plan: string;
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Compiles a query in this thread and shows its stages: those of its discovery where columns depend on rows. */
export const dumpQuery = (text: string, options: StatementOptions): Result<QueryDump, HuntingFailure> => {
  const compiled = compileQuery(text);
  if (!compiled.ok) return compiled;
  const plan = compiled.value.kind === 'plan' ? compiled.value.plan : compiled.value.open.discovery;
  const { sql, parameters } = writeStatement(plan, options);
  return ok({ plan: printPlan(plan), sql, parameters });
};
