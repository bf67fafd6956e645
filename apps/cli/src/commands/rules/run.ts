import type { CommandContext } from '../../context.ts';
import type { Column } from '../../output/table.ts';

/** What one rule found in an import. */
interface RuleOutcome {
  readonly title: string;
  readonly techniques: readonly string[];
  readonly status: 'completed' | 'failed';
  readonly failureReason: string | null;
  readonly hits: number;
  readonly newAlerts: number;
}

interface RunReport {
  readonly rules: readonly RuleOutcome[];
}

const columns: readonly Column<RuleOutcome>[] = [
  { title: 'RULE', value: rule => rule.title, shrinks: true },
  { title: 'TECHNIQUES', value: rule => rule.techniques },
  { title: 'HITS', value: rule => rule.hits },
  { title: 'NEW ALERTS', value: rule => rule.newAlerts },
  { title: 'FAILURE', value: rule => rule.failureReason, shrinks: true },
];

const sumOf = (rules: readonly RuleOutcome[], count: (rule: RuleOutcome) => number): number =>
  rules.reduce((sum, rule) => sum + count(rule), 0);

/** Runs the rules over a named import and shows those that found something, or failed. */
export const runRules = async (importName: string, context: CommandContext): Promise<void> => {
  const { terminal, options, signal } = context;
  const vakt = (await context.connect()).vakt();
  const report = (await vakt.send(
    { method: 'POST', path: '/vakt/v1/detection/runs', body: { import: importName } },
    { abortSignal: signal },
  )) as RunReport;
  if (options.json) return terminal.json(report);
  const { rules } = report;
  terminal.table(
    columns,
    rules.filter(({ hits, status }) => hits > 0 || status === 'failed'),
  );
  const alerts = sumOf(rules, rule => rule.newAlerts);
  terminal.note(`${rules.length} rules ran: ${sumOf(rules, rule => rule.hits)} hits, ${alerts} new alerts.`);
};
