import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import { ok, type Result } from '@vakt/contract/result';
import type { LakeFailure } from '@vakt/lake/query/failure';
import { deleteRuleState, type RuleProgress, saveProgress } from '@vakt/store/detection-progress';
import {
  deleteDetectionRule,
  findDetectionRule,
  insertDetectionRule,
  type StoredDetectionRule,
  updateDetectionRule,
} from '@vakt/store/detection-rules';
import type { Store } from '@vakt/store/store';
import type { Arrivals } from './arrivals.ts';
import type { RuleInput } from './routes/rule-resource.ts';
import { tenantRuleKey } from './rule-catalogue.ts';

/** Who changes a rule, for `createdBy` and `lastModifiedBy`. */
export type Author = string;

/** A tenant's own rules. A rule looks at events that arrive after it was made, changed or switched on. */
export interface RuleRegistry {
  find(tenant: TenantId, ruleId: bigint): Promise<StoredDetectionRule | undefined>;
  /** `undefined` when the tenant has a rule of that display name. */
  create(
    tenant: TenantId,
    rule: RuleInput,
    tables: readonly string[],
    author: Author,
  ): Promise<Result<StoredDetectionRule | undefined, LakeFailure>>;
  update(
    tenant: TenantId,
    before: StoredDetectionRule,
    rule: RuleInput,
    tables: readonly string[],
    author: Author,
  ): Promise<Result<StoredDetectionRule | undefined, LakeFailure>>;
  remove(tenant: TenantId, ruleId: bigint): Promise<boolean>;
}

export interface RuleRegistryParts {
  readonly store: Store;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

const columnsOf = (rule: RuleInput, author: Author, at: Date) => ({
  display_name: rule.displayName,
  enabled: rule.enabled,
  query_text: rule.queryText,
  period: rule.period,
  alert_template: JSON.stringify(rule.alertTemplate),
  organizational_scope: JSON.stringify(rule.organizationalScope),
  modified_by: author,
  modified_at: at,
});

export const createRuleRegistry = ({ store, arrivals, clock, entropy }: RuleRegistryParts): RuleRegistry => {
  /** Where the tables stand now: the rule begins after that. */
  const positions = async (
    tenant: TenantId,
    tables: readonly string[],
  ): Promise<Result<(ruleKey: string) => RuleProgress[], LakeFailure>> => {
    const found: { table: string; sequence: bigint }[] = [];
    for (const table of tables) {
      const newest = await arrivals.newest(tenant, table);
      if (!newest.ok) return newest;
      found.push({ table, sequence: newest.value });
    }
    return ok(ruleKey =>
      found.map(({ table, sequence }) => ({ ruleKey, table, startedAfter: sequence, sequence })),
    );
  };

  return {
    find: (tenant, ruleId) => findDetectionRule(store.tenant(tenant), ruleId),

    create: async (tenant, rule, tables, author) => {
      const begin = await positions(tenant, tables);
      if (!begin.ok) return begin;
      const at = new Date(clock.now());
      const columns = {
        ...columnsOf(rule, author, at),
        detector_id: entropy.uuid(),
        query_modified_at: at,
        created_by: author,
        created_at: at,
      };
      const created = await store
        .tenant(tenant)
        .transaction()
        .execute(async transaction => {
          const stored = await insertDetectionRule(transaction, columns);
          if (stored) await saveProgress(transaction, begin.value(tenantRuleKey(stored.rule_id)));
          return stored;
        });
      return ok(created);
    },

    update: async (tenant, before, rule, tables, author) => {
      const changesQuery = rule.queryText !== before.query_text;
      const begin = await positions(tenant, changesQuery || (rule.enabled && !before.enabled) ? tables : []);
      if (!begin.ok) return begin;
      const at = new Date(clock.now());
      const change = { ...columnsOf(rule, author, at), ...(changesQuery && { query_modified_at: at }) };
      const updated = await store
        .tenant(tenant)
        .transaction()
        .execute(async transaction => {
          const stored = await updateDetectionRule(transaction, before.rule_id, change);
          if (stored) await saveProgress(transaction, begin.value(tenantRuleKey(stored.rule_id)));
          return stored;
        });
      return ok(updated);
    },

    remove: (tenant, ruleId) =>
      store
        .tenant(tenant)
        .transaction()
        .execute(async transaction => {
          await deleteRuleState(transaction, tenantRuleKey(ruleId));
          return deleteDetectionRule(transaction, ruleId);
        }),
  };
};
