import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import { storableJson } from '../storable-text.ts';

/** A change of the directory as it is written. */
export interface NewDirectoryAudit {
  readonly tenantId: string;
  readonly createdAt: Date;
  readonly id: string;
  readonly activity: string;
  readonly category: string;
  readonly result: string;
  readonly correlationId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Writes entries, of any tenants, in one statement. */
export const insertDirectoryAudits = async (
  authority: Kysely<Database>,
  audits: readonly NewDirectoryAudit[],
): Promise<void> => {
  await sql`
    insert into directory_audits (tenant_id, created_at, id, activity, category, result, correlation_id, details)
    select "tenantId", "createdAt", id, activity, category, result, "correlationId", details
    from json_to_recordset(${storableJson(audits)}::json) as audit ("tenantId" uuid, "createdAt" timestamptz,
      id uuid, activity text, category text, result text, "correlationId" text, details jsonb)`.execute(
    authority,
  );
};
