import { type Insertable, type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { OAuth2PermissionGrantsTable } from '../tables/directory.ts';

/** Adds delegated permissions to what is granted to a client already; two who consent at once lose nothing. */
export const addGrantedScopes = async (
  db: Kysely<Database>,
  grant: Omit<Insertable<OAuth2PermissionGrantsTable>, 'tenant_id'>,
): Promise<void> => {
  await sql`
    insert into oauth2_permission_grants as g (id, client_id, resource_id, consent_type, principal_id, scope)
    values (${grant.id}, ${grant.client_id}, ${grant.resource_id}, ${grant.consent_type}, ${grant.principal_id}, ${grant.scope})
    on conflict (client_id, resource_id, consent_type, coalesce(principal_id, client_id)) do update set scope =
      (select string_agg(distinct one, ' ') from unnest(string_to_array(g.scope || ' ' || excluded.scope, ' ')) as one
        where one <> '')`.execute(db);
};
