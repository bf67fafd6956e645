import type { AppId, TenantId } from '@vakt/contract/ids';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/** A certificate whose key the client signs assertions with. */
export interface ClientCertificate {
  readonly keyId: string;
  /** Thumbprints in lower-case hexadecimal. */
  readonly sha1: string;
  readonly sha256: string;
  /** DER in base64. */
  readonly certificate: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Whose token, in place of an assertion of its own, proves the client. */
export interface FederatedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** What a token request needs to know of its client and its resource in a tenant. */
export interface ClientLookup {
  readonly appId: AppId;
  readonly displayName: string;
  readonly homeTenantId: TenantId;
  readonly isFallbackPublicClient: boolean;
  readonly secrets: readonly { readonly hash: string; readonly startsAt: string; readonly endsAt: string }[];
  /** These two are empty when the lookup was for a secret. */
  readonly certificates: readonly ClientCertificate[];
  readonly federatedCredentials: readonly FederatedIdentity[];
  /** The client's service principal in the tenant; absent before consent, and where the application is not let in. */
  readonly servicePrincipal: { readonly id: string; readonly enabled: boolean } | null;
  /** The resource's service principal in the tenant. */
  readonly resource: {
    readonly id: string;
    readonly enabled: boolean;
    readonly assignmentRequired: boolean;
  } | null;
  /** Ids of the resource's application roles that the client has in the tenant. */
  readonly appRoleIds: readonly string[];
  /** Delegated permissions on the resource that were granted for everybody, separated by spaces. */
  readonly scopesForAll: string;
}

/** What the client proves itself with; the keys of assertions are read for an assertion only, as they have their price. */
export type ProofKind = 'secret' | 'assertion';

const ASSERTION_KEYS = sql`
      coalesce((select json_agg(json_build_object('keyId', c.key_id, 'sha1', encode(c.sha1_thumbprint, 'hex'),
        'sha256', encode(c.sha256_thumbprint, 'hex'), 'certificate', encode(c.certificate, 'base64'),
        'startsAt', c.starts_at, 'endsAt', c.ends_at))
        from application_certificates c where c.application_id = a.id), '[]') as certificates,
      coalesce((select json_agg(json_build_object('issuer', f.issuer, 'subject', f.subject, 'audiences', f.audiences))
        from federated_credentials f where f.application_id = a.id), '[]') as "federatedCredentials"`;
const NO_ASSERTION_KEYS = sql`'[]'::json as certificates, '[]'::json as "federatedCredentials"`;

/**
 * Everything that issuing a token to an application depends on, in one indexed statement: what was consented or withdrawn a
 * moment ago is what counts.
 *
 * @param authority a connection that sees every tenant: the client may live in another one.
 */
export const lookUpClient = async (
  authority: Kysely<Database>,
  tenant: TenantId,
  appId: string,
  resourceAppId: string | null,
  provesBy: ProofKind,
): Promise<ClientLookup | undefined> => {
  const { rows } = await sql<ClientLookup>`
    select a.app_id as "appId", a.display_name as "displayName", a.tenant_id as "homeTenantId",
      a.is_fallback_public_client as "isFallbackPublicClient",
      coalesce((select json_agg(json_build_object('hash', encode(s.secret_hash, 'hex'), 'startsAt', s.starts_at, 'endsAt', s.ends_at))
        from application_secrets s where s.application_id = a.id), '[]') as secrets,
      ${provesBy === 'assertion' ? ASSERTION_KEYS : NO_ASSERTION_KEYS},
      case when sp.id is not null then json_build_object('id', sp.id, 'enabled', sp.account_enabled) end as "servicePrincipal",
      case when rs.id is not null then json_build_object('id', rs.id, 'enabled', rs.account_enabled,
        'assignmentRequired', rs.app_role_assignment_required) end as resource,
      coalesce((select json_agg(r.app_role_id) from app_role_assignments r
        where r.principal_id = sp.id and r.resource_id = rs.id), '[]') as "appRoleIds",
      coalesce((select string_agg(g.scope, ' ') from oauth2_permission_grants g
        where g.client_id = sp.id and g.resource_id = rs.id and g.consent_type = 'AllPrincipals'), '') as "scopesForAll"
    from applications a
    left join service_principals sp on sp.tenant_id = ${tenant} and sp.app_id = a.app_id
      and (a.tenant_id = ${tenant} or a.sign_in_audience in ('AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount'))
    left join service_principals rs on rs.tenant_id = ${tenant} and rs.app_id = ${resourceAppId}::uuid
    where a.app_id = ${appId}`.execute(authority);
  return rows[0];
};
