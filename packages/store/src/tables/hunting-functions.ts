import type { Generated } from 'kysely';

/** Functions that a tenant saved for its hunting queries and rules. */
export interface HuntingFunctionsTable {
  tenant_id: Generated<string>;
  name: string;
  description: string;
  /** As they are declared in the query language; empty when there are none. */
  parameters: string;
  body: string;
  created_by: string;
  created_at: Date;
  modified_by: string;
  modified_at: Date;
}

export interface HuntingFunctionTables {
  hunting_functions: HuntingFunctionsTable;
}
