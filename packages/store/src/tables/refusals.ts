import type { ExplainedRefusal } from '@vakt/contract/refusal';
import type { ColumnType } from 'kysely';

/** Refused calls with their explanations: written once, kept for a while. */
export interface RefusalsTable {
  /** `NO_TENANT` when the caller's tenant is not known. */
  readonly tenant_id: string;
  /** The correlation id. */
  readonly id: string;
  readonly created_at: Date;
  readonly explanation: ColumnType<ExplainedRefusal, never, never>;
}

export interface RefusalTables {
  readonly refusals: RefusalsTable;
}
