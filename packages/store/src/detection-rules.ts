import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Database } from './database.ts';
import type { DetectionRulesTable } from './tables/detection-rules.ts';

/** A tenant's own rule as it is stored. */
export type StoredDetectionRule = Omit<Selectable<DetectionRulesTable>, 'tenant_id'>;
export type NewDetectionRule = Omit<Insertable<DetectionRulesTable>, 'tenant_id' | 'rule_id'>;
export type DetectionRuleChange = Omit<Updateable<DetectionRulesTable>, 'tenant_id' | 'rule_id'>;

const COLUMNS = [
  'rule_id',
  'detector_id',
  'display_name',
  'enabled',
  'query_text',
  'query_modified_at',
  'period',
  'alert_template',
  'organizational_scope',
  'created_by',
  'created_at',
  'modified_by',
  'modified_at',
] as const;

/** Every rule of the tenant, oldest first. */
export const listDetectionRules = (db: Kysely<Database>): Promise<StoredDetectionRule[]> =>
  db.selectFrom('detection_rules').select(COLUMNS).orderBy('rule_id').execute();

/** The rule of that number; `undefined` when the tenant has none. */
export const findDetectionRule = (
  db: Kysely<Database>,
  ruleId: bigint,
): Promise<StoredDetectionRule | undefined> =>
  db.selectFrom('detection_rules').select(COLUMNS).where('rule_id', '=', ruleId).executeTakeFirst();

/** Stores a rule; `undefined` when the tenant has a rule of that display name. */
export const insertDetectionRule = (
  db: Kysely<Database>,
  rule: NewDetectionRule,
): Promise<StoredDetectionRule | undefined> =>
  db
    .insertInto('detection_rules')
    .values(rule)
    .onConflict(conflict => conflict.constraint('detection_rules_display_name').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();

/** Changes a rule; `undefined` when the tenant has none of that number. */
export const updateDetectionRule = (
  db: Kysely<Database>,
  ruleId: bigint,
  change: DetectionRuleChange,
): Promise<StoredDetectionRule | undefined> =>
  db
    .updateTable('detection_rules')
    .set(change)
    .where('rule_id', '=', ruleId)
    .returning(COLUMNS)
    .executeTakeFirst();

/** Whether another rule of the tenant has that display name. */
export const isDisplayNameTaken = async (
  db: Kysely<Database>,
  displayName: string,
  exceptRuleId?: bigint,
): Promise<boolean> => {
  const taken = await db
    .selectFrom('detection_rules')
    .select('rule_id')
    .where('display_name', '=', displayName)
    .execute();
  return taken.some(({ rule_id }) => rule_id !== exceptRuleId);
};

/** Removes a rule; its alerts stay. `false` when the tenant has none of that number. */
export const deleteDetectionRule = async (db: Kysely<Database>, ruleId: bigint): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('detection_rules')
    .where('rule_id', '=', ruleId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
