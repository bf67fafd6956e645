import type { TenantId } from '@vakt/contract/ids';
import type { Kysely } from 'kysely';
import type { Database } from './database.ts';

/** How far a rule has read a table. */
export interface RuleProgress {
  readonly ruleKey: string;
  readonly table: string;
  /** What arrived up to here, inclusive, was there before the rule. */
  readonly startedAfter: bigint;
  /** What arrived up to here, inclusive, has been read. */
  readonly sequence: bigint;
}

/** How a run of a rule went. */
export interface RuleRun {
  readonly ruleKey: string;
  readonly ranAt: Date;
  readonly status: 'completed' | 'failed';
  readonly errorCode: string | null;
  readonly failureReason: string | null;
}

/** The progress of every rule that has read `table`. */
export const readProgress = async (db: Kysely<Database>, table: string): Promise<RuleProgress[]> => {
  const rows = await db
    .selectFrom('detection_progress')
    .select(['rule_key', 'table_name', 'started_after', 'sequence'])
    .where('table_name', '=', table)
    .execute();
  return rows.map(row => ({
    ruleKey: row.rule_key,
    table: row.table_name,
    startedAfter: row.started_after,
    sequence: row.sequence,
  }));
};

/** Moves rules forward; a rule never moves back. */
export const saveProgress = async (
  db: Kysely<Database>,
  progress: readonly RuleProgress[],
): Promise<void> => {
  if (progress.length === 0) return;
  await db
    .insertInto('detection_progress')
    .values(
      progress.map(({ ruleKey, table, startedAfter, sequence }) => ({
        rule_key: ruleKey,
        table_name: table,
        started_after: startedAfter,
        sequence,
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'rule_key', 'table_name']).doUpdateSet(row => ({
        started_after: row.fn('greatest', ['detection_progress.started_after', 'excluded.started_after']),
        sequence: row.fn('greatest', ['detection_progress.sequence', 'excluded.sequence']),
      })),
    )
    .execute();
};

/** Forgets how far a rule has read and how it ran. */
export const deleteRuleState = async (db: Kysely<Database>, ruleKey: string): Promise<void> => {
  await db.deleteFrom('detection_progress').where('rule_key', '=', ruleKey).execute();
  await db.deleteFrom('detection_last_runs').where('rule_key', '=', ruleKey).execute();
};

/** Notes how rules ran. */
export const saveRuns = async (db: Kysely<Database>, runs: readonly RuleRun[]): Promise<void> => {
  if (runs.length === 0) return;
  await db
    .insertInto('detection_last_runs')
    .values(
      runs.map(run => ({
        rule_key: run.ruleKey,
        ran_at: run.ranAt,
        status: run.status,
        error_code: run.errorCode,
        failure_reason: run.failureReason,
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'rule_key']).doUpdateSet(row => ({
        ran_at: row.ref('excluded.ran_at'),
        status: row.ref('excluded.status'),
        error_code: row.ref('excluded.error_code'),
        failure_reason: row.ref('excluded.failure_reason'),
      })),
    )
    .execute();
};

/** The last run of each rule that ran, by the rule's key. */
export const readRuns = async (db: Kysely<Database>): Promise<ReadonlyMap<string, RuleRun>> => {
  const rows = await db
    .selectFrom('detection_last_runs')
    .select(['rule_key', 'ran_at', 'status', 'error_code', 'failure_reason'])
    .execute();
  return new Map(
    rows.map(row => [
      row.rule_key,
      {
        ruleKey: row.rule_key,
        ranAt: row.ran_at,
        status: row.status === 'failed' ? 'failed' : 'completed',
        errorCode: row.error_code,
        failureReason: row.failure_reason,
      },
    ]),
  );
};

/** Notes that tables of the tenant may get events, before or as they do; it stays until `clearBacklog`. */
export const noteBacklog = async (
  db: Kysely<Database>,
  tables: readonly string[],
  notedAt: Date,
): Promise<void> => {
  if (tables.length === 0) return;
  await db
    .insertInto('detection_backlog')
    .values(tables.map(table => ({ table_name: table, noted_at: notedAt })))
    .onConflict(conflict => conflict.columns(['tenant_id', 'table_name']).doNothing())
    .execute();
};

/** Says that every event of the table has been read and none is on its way. */
export const clearBacklog = async (db: Kysely<Database>, tables: readonly string[]): Promise<void> => {
  if (tables.length === 0) return;
  await db.deleteFrom('detection_backlog').where('table_name', 'in', tables).execute();
};

/** What an unclean stop left, of every tenant; for start-up, over `store.authority`. */
export const readBacklogOfAllTenants = async (
  authority: Kysely<Database>,
): Promise<{ readonly tenantId: TenantId; readonly table: string }[]> => {
  const rows = await authority
    .selectFrom('detection_backlog')
    .select(['tenant_id', 'table_name'])
    .orderBy('noted_at')
    .execute();
  return rows.map(row => ({ tenantId: row.tenant_id as TenantId, table: row.table_name }));
};
