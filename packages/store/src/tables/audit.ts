import type { ColumnType } from 'kysely';

type Json = ColumnType<Readonly<Record<string, unknown>>, never, never>;

/** An entry of a tenant's log: written once, never changed. */
interface LogTable {
  readonly tenant_id: string;
  readonly created_at: Date;
  readonly id: string;
  /** What is shown and not searched by. */
  readonly details: Json;
}

/** A sign-in or a token, given or refused. */
export interface SignInEventsTable extends LogTable {
  readonly event_type: string;
  /** As it was sent, when the application is not known. */
  readonly app_id: string | null;
  readonly app_display_name: string | null;
  readonly user_id: string | null;
  readonly user_principal_name: string | null;
  readonly ip_address: string;
  readonly correlation_id: string;
  /** The AADSTS number; 0 for a success. */
  readonly error_code: number;
}

/** A change of the directory, done or refused. */
export interface DirectoryAuditsTable extends LogTable {
  readonly activity: string;
  readonly category: string;
  readonly result: string;
  readonly correlation_id: string;
}

/** The audit log. */
export interface AuditTables {
  readonly sign_in_events: SignInEventsTable;
  readonly directory_audits: DirectoryAuditsTable;
}
