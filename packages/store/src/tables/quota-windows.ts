import type { ColumnType, Generated } from 'kysely';

/** What is used of a quota in the stretch of time that runs. */
export interface QuotaWindowsTable {
  readonly tenant_id: Generated<string>;
  /** What is counted, for whom, and in how long a window. */
  readonly quota: string;
  ends_at: ColumnType<Date, Date, Date>;
  used: number;
  /** What the latest reservation was given. */
  granted: number;
}

/** Quotas. */
export interface QuotaTables {
  readonly quota_windows: QuotaWindowsTable;
}
