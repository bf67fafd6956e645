import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import { storableJson } from '../storable-text.ts';

/** A sign-in as it is written. */
export interface NewSignInEvent {
  readonly tenantId: string;
  readonly createdAt: Date;
  readonly id: string;
  readonly eventType: string;
  readonly appId: string | null;
  readonly appDisplayName: string | null;
  readonly userId: string | null;
  readonly userPrincipalName: string | null;
  readonly ipAddress: string;
  readonly correlationId: string;
  readonly errorCode: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Writes entries, of any tenants, in one statement whose text does not depend on their number. */
export const insertSignInEvents = async (
  authority: Kysely<Database>,
  events: readonly NewSignInEvent[],
): Promise<void> => {
  await sql`
    insert into sign_in_events (tenant_id, created_at, id, event_type, app_id, app_display_name, user_id,
      user_principal_name, ip_address, correlation_id, error_code, details)
    select "tenantId", "createdAt", id, "eventType", "appId", "appDisplayName", "userId",
      "userPrincipalName", "ipAddress", "correlationId", "errorCode", details
    from json_to_recordset(${storableJson(events)}::json) as event ("tenantId" uuid, "createdAt" timestamptz,
      id uuid, "eventType" text, "appId" text, "appDisplayName" text, "userId" text, "userPrincipalName" text,
      "ipAddress" text, "correlationId" text, "errorCode" integer, details jsonb)`.execute(authority);
};
