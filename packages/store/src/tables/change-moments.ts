import type { Generated } from 'kysely';

/** The last moment that each tenant gave to a change, in .NET ticks. */
export interface ChangeMomentsTable {
  tenant_id: Generated<string>;
  last_ticks: bigint;
}
