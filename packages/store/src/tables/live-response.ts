import type { Generated } from 'kysely';

/** Files that live response puts on devices and runs there. Times are .NET ticks. */
export interface LibraryFilesTable {
  tenant_id: Generated<string>;
  /** The name in lower case: names that differ in letter case alone are one file. */
  name_key: string;
  file_name: string;
  sha256: string;
  size: number;
  content: Buffer;
  description: string | null;
  has_parameters: boolean;
  parameters_description: string | null;
  created_by: string;
  created_ticks: bigint;
  updated_ticks: bigint;
}

/** What the commands of live response sessions gave. */
export interface LiveResponseResultsTable {
  tenant_id: Generated<string>;
  action_id: string;
  command_index: number;
  file_name: string;
  size: number;
  content: Buffer;
  created_ticks: bigint;
}

/** What a tenant's administrators have switched on; a tenant without a row has the defaults. */
export interface TenantSettingsTable {
  tenant_id: Generated<string>;
  live_response: boolean;
  unsigned_scripts: boolean;
}

/** For `database.ts`. */
export interface LiveResponseTables {
  library_files: LibraryFilesTable;
  live_response_results: LiveResponseResultsTable;
  tenant_settings: TenantSettingsTable;
}
