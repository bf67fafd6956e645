import type { Comment } from '@vakt/contract/evidence';
import type { ColumnType, Generated } from 'kysely';

/** Incidents. Their severity is that of their gravest alert and is not stored. Times are .NET ticks. */
export interface IncidentsTable {
  tenant_id: Generated<string>;
  /** Counted within the tenant, from 1. */
  incident_id: bigint;
  redirect_incident_id: bigint | null;
  name: string;
  status: Generated<string>;
  assigned_to: string | null;
  classification: Generated<string>;
  determination: Generated<string>;
  tags: ColumnType<readonly string[], string | undefined, string>;
  comments: ColumnType<readonly Comment[], string | undefined, string>;
  created_ticks: bigint;
  updated_ticks: bigint;
}

/** The last incident number of each tenant. */
export interface IncidentNumbersTable {
  tenant_id: Generated<string>;
  last_number: bigint;
}
