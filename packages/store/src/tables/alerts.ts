import type { AlertEvidence, Comment } from '@vakt/contract/evidence';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Json<Value> = ColumnType<Value, string, string>;

/** An account that an alert is about, as the API carries it. */
export interface StoredUser {
  readonly userName: string;
  readonly domainName: string;
}

/** Alerts. Times are .NET ticks (`@vakt/contract/ticks`). */
export interface AlertsTable {
  tenant_id: Generated<string>;
  alert_id: string;
  /** What makes a second insert of the same finding the same alert. */
  deduplication_key: string;
  rule_key: string;
  detector_id: string | null;
  incident_id: bigint | null;
  machine_id: string;
  computer_dns_name: string;
  rbac_group_name: string | null;
  title: string;
  description: string;
  recommended_action: string;
  severity: string;
  /** 0 (`UnSpecified`) to 4 (`High`). */
  severity_rank: GeneratedAlways<number>;
  status: Generated<string>;
  classification: string | null;
  determination: string | null;
  category: string;
  detection_source: string;
  threat_family_name: string | null;
  threat_name: string | null;
  mitre_techniques: Json<readonly string[]>;
  related_user: Json<StoredUser | null>;
  logged_on_users: Json<readonly StoredUser[]>;
  assigned_to: string | null;
  investigation_id: bigint | null;
  investigation_state: Generated<string>;
  created_ticks: bigint;
  first_event_ticks: bigint;
  last_event_ticks: bigint;
  updated_ticks: bigint;
  resolved_ticks: bigint | null;
  comments: ColumnType<readonly Comment[], string | undefined, string>;
  evidence: Json<readonly AlertEvidence[]>;
  /** How many pieces of evidence the hunting tables have; -1 while they have nothing of the alert. */
  recorded_evidence: Generated<number>;
}
