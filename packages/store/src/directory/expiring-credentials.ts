import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/** A secret or certificate whose time is nearly over, or has just ended. */
export interface ExpiringCredential {
  readonly tenantId: string;
  readonly appId: string;
  readonly applicationName: string;
  readonly kind: 'secret' | 'certificate';
  readonly keyId: string;
  readonly displayName: string | null;
  readonly endsAt: Date;
}

/** Finds credentials of all tenants that end between two times, the next to end first, at most `limit`. */
export const listExpiringCredentials = async (
  authority: Kysely<Database>,
  { from, until, limit }: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<readonly ExpiringCredential[]> => {
  const { rows } = await sql<ExpiringCredential>`
    select a.tenant_id as "tenantId", a.app_id as "appId", a.display_name as "applicationName", c.kind,
      c.key_id as "keyId", c.display_name as "displayName", c.ends_at as "endsAt"
    from (
      select 'secret' as kind, application_id, key_id, display_name, ends_at from application_secrets
      union all
      select 'certificate', application_id, key_id, display_name, ends_at from application_certificates
    ) c join applications a on a.id = c.application_id
    where c.ends_at >= ${from} and c.ends_at < ${until}
    order by c.ends_at, c.key_id limit ${limit}`.execute(authority);
  return rows;
};
