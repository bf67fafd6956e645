import { entitiesFromColumns } from '@vakt/contract/event-evidence';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { Indicator } from '@vakt/store/indicators';
import type { Severity } from '../rule.ts';
import type { PreparedRule } from '../rule-catalogue.ts';

/** Alerts of these say that something was, or would have been, blocked (reference: defender-endpoint-core, section 13). */
const INFORMATIONAL = new Set(['Block', 'Warn']);

const entitiesOf = (table: string): PreparedRule['entities'] => {
  const columns = new Set(huntingTables.get(table)?.columns.map(({ name }) => name));
  const entities = entitiesFromColumns(columns, [table]);
  return entities.process === undefined && columns.has('SHA1') ? { ...entities, file: 'SHA1' } : entities;
};

/** An indicator as a rule over one table, whose hits were found already. */
export const ruleOfIndicator = (indicator: Indicator, table: string): PreparedRule => ({
  key: `indicator/${indicator.indicator_id}`,
  detectorId: undefined,
  source: 'Indicator',
  title: indicator.title,
  description: indicator.description,
  // Checked against its list when it was submitted.
  severity: INFORMATIONAL.has(indicator.action) ? 'Informational' : (indicator.severity as Severity),
  category: 'SuspiciousActivity',
  techniques: [],
  recommendedActions: indicator.recommended_actions ?? '',
  query: '',
  lookbackMinutes: 0,
  groupBy: [],
  tables: [table],
  eventWise: true,
  entities: entitiesOf(table),
});
