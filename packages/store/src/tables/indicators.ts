import type { ColumnType, Generated } from 'kysely';

/** Indicators: values that a tenant watches for. Times are .NET ticks. */
export interface IndicatorsTable {
  tenant_id: Generated<string>;
  indicator_id: Generated<bigint>;
  indicator_type: string;
  /** As the caller wrote it. */
  indicator_value: string;
  /** The form by which values of the type are compared (`@vakt/contract/indicator-value`). */
  match_key: string;
  action: string;
  severity: string;
  application: string | null;
  title: string;
  description: string;
  recommended_actions: string | null;
  educate_url: string | null;
  external_id: string | null;
  generate_alert: boolean;
  rbac_group_names: ColumnType<readonly string[], string, string>;
  /** The application's client id or the user's object id. */
  owner_id: string;
  /** The application's client id or the user's principal name. */
  created_by: string;
  created_by_display_name: string;
  /** `AadApp` or `User`. */
  source_type: string;
  last_updated_by: string | null;
  created_ticks: bigint;
  updated_ticks: bigint;
  expires_ticks: bigint | null;
}

/** The table of indicators, for `database.ts`. */
export interface IndicatorTables {
  indicators: IndicatorsTable;
}
