import type { ColumnType, Generated } from 'kysely';

type Json<Value> = ColumnType<Value, string, string>;

/** What a tenant's rule says in its alerts, as the Graph API carries it. */
export interface StoredAlertTemplate {
  readonly title: string;
  readonly description: string;
  readonly severity: string;
  readonly category: string;
  readonly recommendedActions: string;
  readonly mitreTechniques: readonly string[];
  readonly impactedAssets: readonly Readonly<Record<string, unknown>>[];
}

/** A tenant's own detection rules. */
export interface DetectionRulesTable {
  tenant_id: Generated<string>;
  rule_id: Generated<bigint>;
  detector_id: string;
  display_name: string;
  enabled: boolean;
  query_text: string;
  query_modified_at: Date;
  /** `0` (as events arrive), `1H`, `3H`, `12H` or `24H`. */
  period: string;
  alert_template: Json<StoredAlertTemplate>;
  organizational_scope: Json<Readonly<Record<string, unknown>> | null>;
  created_by: string;
  created_at: Date;
  modified_by: string;
  modified_at: Date;
}

/** How far a rule has read a table. `started_after` is where it began: what arrived before is not its business. */
export interface DetectionProgressTable {
  tenant_id: Generated<string>;
  rule_key: string;
  table_name: string;
  started_after: bigint;
  sequence: bigint;
}

/** How the last run of a rule went. */
export interface DetectionLastRunsTable {
  tenant_id: Generated<string>;
  rule_key: string;
  ran_at: Date;
  /** `completed` or `failed`. */
  status: string;
  error_code: string | null;
  failure_reason: string | null;
}

/** Which event raised which alert, so that an event raises an alert of a rule once. */
export interface DetectionHitsTable {
  tenant_id: Generated<string>;
  rule_key: string;
  device_id: string;
  /** .NET ticks (100 ns) of the event's `Timestamp`. */
  event_ticks: bigint;
  report_id: string;
  /** Hits of a rule on a device that agree in this share an alert when they are close in time. */
  group_key: string;
  alert_id: string;
}

/** Tables of tenants that may hold events no rule has read yet; empty after a clean stop. */
export interface DetectionBacklogTable {
  tenant_id: Generated<string>;
  table_name: string;
  noted_at: Date;
}

/** The tables of detection, for `database.ts`. */
export interface DetectionTables {
  detection_rules: DetectionRulesTable;
  detection_progress: DetectionProgressTable;
  detection_last_runs: DetectionLastRunsTable;
  detection_hits: DetectionHitsTable;
  detection_backlog: DetectionBacklogTable;
}
