import type { TenantId } from '@vakt/contract/ids';
import type { HuntingEngine, HuntingOptions } from '@vakt/hunting/engine';
import { leadingFilters } from './condition.ts';
import type { PreparedRule } from './rule-catalogue.ts';

/**
 * Asks of many rules at once whether they find anything in a stretch of events, which is nearly always no. Measured over
 * 10,000 process events (2 cores, November 2026): 51 rules one by one 950 ms, one probe for all of them 60 ms.
 */
export type Probe = (
  tenant: TenantId,
  rules: readonly PreparedRule[],
  events: NonNullable<HuntingOptions['events']>,
) => Promise<readonly PreparedRule[]>;

/** Counters in one query; each carries the text of a rule. */
const RULES_A_PROBE = 60;

/** One query that counts the hits of rules over `table`. */
const probeQuery = (table: string, conditions: readonly string[]): string =>
  `${table}\n| summarize ${conditions.map((condition, index) => `Hits${index} = countif(${condition})`).join(',\n')}`;

interface Candidate {
  readonly rule: PreparedRule;
  readonly table: string;
  readonly condition: string;
}

/**
 * Only rules of Vakt's own text are put together; what tenants wrote is never made part of another query. A rule that
 * counts is ruled out by its filters: where no new event passes them, its answer is the one that it gave before.
 */
const candidateOf = (rule: PreparedRule): Candidate | undefined => {
  const [table] = rule.tables;
  const filters = rule.source === 'Vakt' ? leadingFilters(rule.query) : undefined;
  return table === undefined || filters === undefined
    ? undefined
    : { rule, table, condition: filters.condition };
};

/** Makes a probe; its answer are the rules that are to be run. A probe that fails rules nothing out. */
export const createProbe = (hunting: Pick<HuntingEngine, 'run'>): Probe => {
  const findAny = async (
    tenant: TenantId,
    table: string,
    candidates: readonly Candidate[],
    events: NonNullable<HuntingOptions['events']>,
  ): Promise<readonly PreparedRule[]> => {
    const query = probeQuery(
      table,
      candidates.map(({ condition }) => condition),
    );
    const counted = await hunting.run(tenant, query, { events, limits: { maxSeconds: 30 } });
    const counts = counted.ok ? counted.value.rows[0] : undefined;
    return candidates
      .filter((_, index) => counts === undefined || counts[index] !== 0)
      .map(({ rule }) => rule);
  };

  return async (tenant, rules, events) => {
    const candidates = rules.map(candidateOf).filter(candidate => candidate !== undefined);
    const found = new Set(rules.filter(rule => !candidates.some(candidate => candidate.rule === rule)));
    for (const [table, ofTable] of Map.groupBy(candidates, candidate => candidate.table))
      for (let at = 0; at < ofTable.length; at += RULES_A_PROBE)
        for (const rule of await findAny(tenant, table, ofTable.slice(at, at + RULES_A_PROBE), events))
          found.add(rule);
    return rules.filter(rule => found.has(rule));
  };
};
