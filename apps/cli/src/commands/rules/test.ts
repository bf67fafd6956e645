import { DefenderError } from '@vakt/client/errors';
import type { RestClient } from '@vakt/client/rest-client';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { unmatched } from './fits.ts';
import { type RuleCase, type RuleFile, readRuleFolder } from './rule-folder.ts';

/** What became of one case. */
interface CaseOutcome {
  readonly file: string;
  readonly rule: string;
  readonly case: string;
  readonly passed: boolean;
  /** Why it failed; empty when it passed. */
  readonly reasons: readonly string[];
}

const judge = (expected: readonly unknown[], actual: readonly unknown[]): string[] => {
  const missing = unmatched(expected, actual).map(alert => `no alert fits ${JSON.stringify(alert)}`);
  const counts =
    actual.length === expected.length ? [] : [`${expected.length} alerts expected, ${actual.length} raised`];
  const reasons = [...counts, ...missing];
  return reasons.length === 0 ? [] : [...reasons, `raised: ${JSON.stringify(actual)}`];
};

const tryCase = async (
  graph: RestClient,
  { rule }: RuleFile,
  { rows, now, alerts }: RuleCase,
  signal: AbortSignal,
): Promise<string[]> => {
  const body = { rule, rows, ...(now !== undefined && { now }) };
  try {
    const reply = await graph.send(
      { method: 'POST', path: '/vakt/v1/detection/trials', body },
      { abortSignal: signal },
    );
    return judge(alerts, (reply as { readonly alerts: readonly unknown[] }).alerts);
  } catch (error) {
    if (error instanceof DefenderError && error.status === 400) return [error.message];
    throw error;
  }
};

/** Tries the rules of a folder on the rows of their cases; one case that fails is a failure of the command. */
export const testRules = async (
  folder: string,
  { connect, terminal, options, signal }: CommandContext,
): Promise<void> => {
  const rules = readRuleFolder(folder);
  const graph = (await connect()).graph();
  const outcomes: CaseOutcome[] = [];
  for (const rule of rules)
    for (const each of rule.cases) {
      const reasons = await tryCase(graph, rule, each, signal);
      const passed = reasons.length === 0;
      outcomes.push({ file: rule.file, rule: rule.displayName, case: each.name, passed, reasons });
      if (options.json) continue;
      terminal.print(`${passed ? 'ok' : 'not ok'}\t${rule.displayName}\t${each.name}`);
      for (const reason of reasons) terminal.note(`  ${reason}`);
    }
  if (options.json) terminal.json(outcomes);
  const untested = rules.filter(({ cases }) => cases.length === 0);
  for (const { file } of untested) terminal.note(`${file} has no cases: nothing says what it finds.`);
  const failed = outcomes.filter(({ passed }) => !passed).length;
  if (failed > 0)
    throw new CommandError({ reason: 'failure', message: `${failed} of ${outcomes.length} cases failed.` });
  terminal.note(`${outcomes.length} cases of ${rules.length} rules passed.`);
};
