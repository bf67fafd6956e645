import type { TenantId } from '@vakt/contract/ids';
import type { Probe } from './probe.ts';
import type { Reader } from './reader.ts';
import type { RecordHits } from './record-hits.ts';
import type { PreparedRule, RuleCatalogue } from './rule-catalogue.ts';

/** What a rule found in an import. */
export interface RuleOutcome {
  readonly ruleKey: string;
  readonly title: string;
  readonly techniques: readonly string[];
  readonly status: 'completed' | 'failed';
  readonly failureReason: string | null;
  /** Rows of the rule's result. */
  readonly hits: number;
  /** Alerts that this run raised; hits that an earlier run had seen raise none. */
  readonly newAlerts: number;
}

/** What a run of rules over an import came to. */
export interface ImportRunReport {
  readonly importName: string;
  readonly rules: readonly RuleOutcome[];
}

/** Runs every enabled rule of a tenant, or the rules of these keys, over the events of one import. */
export type ImportRun = (
  tenant: TenantId,
  importName: string,
  ruleKeys?: readonly string[],
) => Promise<ImportRunReport>;

export interface ImportRunParts {
  readonly catalogue: RuleCatalogue;
  readonly probe: Probe;
  readonly reader: Reader;
  readonly record: RecordHits;
}

export const createImportRun = ({ catalogue, probe, reader, record }: ImportRunParts): ImportRun => {
  const runRule = async (
    tenant: TenantId,
    rule: PreparedRule,
    importName: string,
    isWorthwhile: boolean,
  ): Promise<RuleOutcome> => {
    const about = { ruleKey: rule.key, title: rule.title, techniques: rule.techniques };
    if (!isWorthwhile) return { ...about, status: 'completed', failureReason: null, hits: 0, newAlerts: 0 };
    const hits = await reader.readImport(tenant, rule, importName);
    if (!hits.ok)
      return { ...about, status: 'failed', failureReason: hits.error.message, hits: 0, newAlerts: 0 };
    const newAlerts = hits.value.length === 0 ? 0 : await record(tenant, rule, hits.value);
    return { ...about, status: 'completed', failureReason: null, hits: hits.value.length, newAlerts };
  };

  return async (tenant, importName, ruleKeys) => {
    const { rules } = await catalogue.load(tenant);
    const chosen = ruleKeys ? rules.filter(({ key }) => ruleKeys.includes(key)) : rules;
    const worthwhile = new Set(await probe(tenant, chosen, { importName }));
    const outcomes: RuleOutcome[] = [];
    for (const rule of chosen) outcomes.push(await runRule(tenant, rule, importName, worthwhile.has(rule)));
    return { importName, rules: outcomes };
  };
};
