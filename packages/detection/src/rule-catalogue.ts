import { type EntityColumns, entitiesFromColumns } from '@vakt/contract/event-evidence';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { CustomFunction } from '@vakt/hunting/functions/custom-function';
import { listDetectionRules, type StoredDetectionRule } from '@vakt/store/detection-rules';
import { listHuntingFunctions } from '@vakt/store/hunting-functions';
import type { Store } from '@vakt/store/store';
import { toDetectionRule } from './built-in-rules.ts';
import { leadingFilters } from './condition.ts';
import type { BuiltInRule, Category, DetectionRule, Severity } from './rule.ts';
import { lookbackMinutesOf } from './schedule.ts';

/** What the engine needs to know of a rule's query before it runs it. */
export interface PreparedRule extends DetectionRule {
  readonly tables: readonly string[];
  /** Row by row over one table: each event is looked at once, when it arrives. */
  readonly eventWise: boolean;
  readonly entities: EntityColumns;
}

/** A rule whose query the hunting engine refuses (a table or function of an older version, say). */
export interface BrokenRule {
  readonly rule: DetectionRule;
  readonly failure: HuntingFailure;
}

/** The enabled rules of a tenant: those of Vakt and its own. */
export interface RuleSet {
  readonly rules: readonly PreparedRule[];
  readonly broken: readonly BrokenRule[];
}

export interface RuleCatalogue {
  load(tenant: TenantId): Promise<RuleSet>;
}

/** Names a tenant's own rule among all rules; the paths of built-in rules never look like it. */
export const tenantRuleKey = (ruleId: bigint): string => `tenant/${ruleId}`;

/** A tenant's own rule as the engine runs it. */
export const fromStoredRule = (stored: StoredDetectionRule): DetectionRule => ({
  key: tenantRuleKey(stored.rule_id),
  detectorId: stored.detector_id,
  source: 'Tenant',
  title: stored.alert_template.title,
  description: stored.alert_template.description,
  // Both were checked against their lists when the rule was stored.
  severity: stored.alert_template.severity as Severity,
  category: stored.alert_template.category as Category,
  techniques: stored.alert_template.mitreTechniques,
  recommendedActions: stored.alert_template.recommendedActions,
  query: stored.query_text,
  lookbackMinutes: lookbackMinutesOf(stored.period),
  groupBy: [],
  entities: undefined,
});

type Preparation = PreparedRule | BrokenRule;

const isPrepared = (preparation: Preparation): preparation is PreparedRule => 'tables' in preparation;
const isBroken = (preparation: Preparation): preparation is BrokenRule => 'failure' in preparation;

const mayMissFunctions = (preparation: Preparation): preparation is BrokenRule =>
  isBroken(preparation) && preparation.failure.kind === 'semantic';

/** Binds a rule's query, which may call the functions that its tenant saved. */
export const prepareRule = async (
  hunting: Pick<HuntingEngine, 'prepare'>,
  tenant: TenantId,
  rule: DetectionRule,
  functions: readonly CustomFunction[] = [],
): Promise<Preparation> => {
  const prepared = await hunting.prepare(tenant, rule.query, functions);
  if (!prepared.ok) return { rule, failure: prepared.error };
  const { tables, columns, eventWise } = prepared.value;
  const names = new Set(columns.map(({ name }) => name));
  // Hits are filled up with the columns of the event that they name (source-events.ts).
  if (tables.length === 1)
    for (const { name } of huntingTables.get(tables[0] ?? '')?.columns ?? []) names.add(name);
  return { ...rule, tables, eventWise, entities: rule.entities ?? entitiesFromColumns(names, tables) };
};

/**
 * A rule of Vakt's own, without asking the hunting engine, which would load its language service to bind seventy queries:
 * such a rule reads the one table that it begins with. A test holds this against the engine's view.
 */
export const prepareBuiltIn = (builtIn: BuiltInRule): PreparedRule => {
  const rule = toDetectionRule(builtIn);
  const [table = ''] = rule.query.split(/\W/, 1);
  return {
    ...rule,
    tables: [table],
    eventWise: leadingFilters(rule.query)?.isRowWise === true,
    entities: builtIn.entities,
  };
};

/** Rules of one tenant that are remembered as prepared; preparing one costs some milliseconds. */
const REMEMBERED_RULES = 2_000;

/** A tenant has one query analysed at a time: asking for all at once would only fill its queue. */
const oneByOne = async <Item, Outcome>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await work(item));
  return outcomes;
};

/** Gives the rules of a tenant, prepared; tenants' own are remembered by their text. */
export const createRuleCatalogue = (
  store: Store,
  hunting: Pick<HuntingEngine, 'prepare'>,
  builtIn: readonly BuiltInRule[],
): RuleCatalogue => {
  const own = builtIn.map(prepareBuiltIn);
  const remembered = new Map<string, Preparation>();

  const prepareStored = async (tenant: TenantId, stored: StoredDetectionRule): Promise<Preparation> => {
    const name = `${stored.detector_id} ${stored.modified_at.toISOString()}`;
    const known = remembered.get(name);
    if (known) return known;
    const oldest = remembered.size >= REMEMBERED_RULES ? remembered.keys().next().value : undefined;
    if (oldest) remembered.delete(oldest);
    const preparation = await prepareRule(hunting, tenant, fromStoredRule(stored));
    // An engine that is away says nothing about the rule.
    if (isPrepared(preparation) || preparation.failure.kind !== 'unavailable')
      remembered.set(name, preparation);
    return preparation;
  };

  /** Functions may change without the rules that call them, so what stands on them is not remembered. */
  const prepareWithFunctions = async (
    tenant: TenantId,
    alone: readonly Preparation[],
  ): Promise<readonly Preparation[]> => {
    if (!alone.some(mayMissFunctions)) return alone;
    const functions = await listHuntingFunctions(store.tenant(tenant));
    if (functions.length === 0) return alone;
    return oneByOne(alone, async each =>
      mayMissFunctions(each) ? prepareRule(hunting, tenant, each.rule, functions) : each,
    );
  };

  return {
    load: async tenant => {
      const stored = await listDetectionRules(store.tenant(tenant));
      const enabled = stored.filter(rule => rule.enabled);
      const alone = await oneByOne(enabled, rule => prepareStored(tenant, rule));
      const theirs = await prepareWithFunctions(tenant, alone);
      return { rules: [...own, ...theirs.filter(isPrepared)], broken: theirs.filter(isBroken) };
    },
  };
};
