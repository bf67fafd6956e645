import type { TenantId } from '@vakt/contract/ids';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { ApplicationsTable } from '../tables/directory.ts';
import type { User } from './users.ts';

type Application = Selectable<ApplicationsTable>;

/** The audiences of applications that other tenants may let in. */
export const MULTI_TENANT_AUDIENCES = ['AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount'] as const;

/**
 * Finds an application of any tenant by its client id.
 *
 * @param authority a connection that sees every tenant.
 */
export const findRegisteredApplication = (
  authority: Kysely<Database>,
  appId: string,
): Promise<Application | undefined> =>
  authority.selectFrom('applications').selectAll().where('app_id', '=', appId).executeTakeFirst();

/** The names of an API: an identifier URI, and its application id where the URI or the request says it. */
export interface ApiIdentifier {
  readonly appId?: string;
  readonly uri: string;
}

/** Finds the application that an API's identifier means in a tenant: its own one, or a multi-tenant one of another. */
export const findApplicationByIdentifier = (
  authority: Kysely<Database>,
  { appId, uri }: ApiIdentifier,
  tenant: TenantId,
): Promise<Application | undefined> =>
  authority
    .selectFrom('applications')
    .selectAll()
    .where(row =>
      appId === undefined
        ? sql<boolean>`identifier_uris @> ${JSON.stringify([uri])}::jsonb`
        : row('app_id', '=', appId),
    )
    .where(row =>
      row.or([row('tenant_id', '=', tenant), row('sign_in_audience', 'in', [...MULTI_TENANT_AUDIENCES])]),
    )
    .orderBy(sql`tenant_id = ${tenant}`, 'desc')
    .limit(1)
    .executeTakeFirst();

/** A user by id, in whichever tenant. */
export const findUserAnywhere = (authority: Kysely<Database>, id: string): Promise<User | undefined> =>
  authority.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

/** The guest that an account of another tenant is in this one. */
export const findGuest = (db: Kysely<Database>, homeUserId: string): Promise<User | undefined> =>
  db.selectFrom('users').selectAll().where('home_user_id', '=', homeUserId).executeTakeFirst();

/** What a user was granted of a resource through a client, and whether the client and the resource are there at all. */
export interface DelegatedConsent {
  readonly clientId: string | null;
  readonly clientEnabled: boolean | null;
  readonly assignmentRequired: boolean | null;
  readonly resourceId: string | null;
  readonly resourceEnabled: boolean | null;
  /** Granted for everybody and for the user, separated by spaces. */
  readonly scopes: string;
  /** Whether the user is assigned to the client. */
  readonly isAssigned: boolean;
  /** Ids of the roles that the user has at the resource. */
  readonly roleIds: readonly string[];
}

/** Everything that a user's token depends on, in one statement. @param db bound to the token's tenant. */
export const findDelegatedConsent = async (
  db: Kysely<Database>,
  clientAppId: string,
  resourceAppId: string,
  userId: string,
): Promise<DelegatedConsent> => {
  const { rows } = await sql<DelegatedConsent>`
    select client.id as "clientId", client.account_enabled as "clientEnabled",
      client.app_role_assignment_required as "assignmentRequired",
      resource.id as "resourceId", resource.account_enabled as "resourceEnabled",
      coalesce((select string_agg(scope, ' ') from oauth2_permission_grants g
        where g.client_id = client.id and g.resource_id = resource.id
          and (g.consent_type = 'AllPrincipals' or g.principal_id = ${userId})), '') as scopes,
      exists (select from app_role_assignments a
        where a.principal_id = ${userId} and a.resource_id = client.id) as "isAssigned",
      coalesce((select json_agg(a.app_role_id) from app_role_assignments a
        where a.principal_id = ${userId} and a.resource_id = resource.id), '[]') as "roleIds"
    from (select 1) as one
    left join service_principals client on client.app_id = ${clientAppId}
    left join service_principals resource on resource.app_id = ${resourceAppId}`.execute(db);
  const [row] = rows;
  if (!row) throw new TypeError('A statement that always gives one row gave none.');
  return row;
};
