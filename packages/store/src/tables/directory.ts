import type { ColumnType, Generated } from 'kysely';

/** A list kept as `jsonb`: read as a value, written as JSON text. */
type JsonList<Item> = ColumnType<readonly Item[], string, string>;
type Moment = ColumnType<Date, Date, Date>;
/** As `JsonList`; empty when an insert does not name it. */
type OptionalJsonList<Item> = ColumnType<readonly Item[], string | undefined, string>;
type OptionalText = ColumnType<string | null, string | null | undefined, string | null>;

/** A directory with its licence plan. Read by the authority alone: it exists before a tenant is known. */
export interface TenantsTable {
  readonly id: string;
  display_name: string;
  plan: string;
  created_at: Moment;
}

/** A verified domain; a name belongs to one tenant. */
export interface DomainsTable {
  readonly name: string;
  readonly tenant_id: Generated<string>;
  is_default: boolean;
}

export interface UsersTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  /** Kept as given; unique in the tenant in any letter case. */
  user_principal_name: string;
  display_name: string;
  given_name: string | null;
  surname: string | null;
  /** Guests have none here. */
  password_hash: string | null;
  account_enabled: boolean;
  created_at: Moment;
  failed_sign_ins: Generated<number>;
  locked_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  user_type: ColumnType<'Member' | 'Guest', 'Member' | 'Guest' | undefined, 'Member' | 'Guest'>;
  /** A guest's own tenant and account. */
  home_tenant_id: ColumnType<string | null, string | null | undefined, string | null>;
  home_user_id: ColumnType<string | null, string | null | undefined, string | null>;
  mail: ColumnType<string | null, string | null | undefined, string | null>;
  /** What was given before is void: the password changed, or the sessions were revoked. */
  tokens_valid_from: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** The shared secret of the user's authenticator, sealed. */
  totp_secret: ColumnType<string | null, string | null | undefined, string | null>;
  /** The time step of the last code that was accepted: none is accepted twice. */
  totp_last_step: ColumnType<number | null, number | null | undefined, number | null>;
  /** Codes that were tried since the last right one. */
  totp_attempts: Generated<number>;
  totp_locked_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** Who has which directory role in the tenant. */
export interface DirectoryRoleAssignmentsTable {
  readonly tenant_id: Generated<string>;
  readonly principal_id: string;
  readonly role_template_id: string;
}

/** What an application asks for: a request list that grants nothing. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** A delegated permission that an application offers as an API (Graph: `oauth2PermissionScopes`). */
export interface ApiScope {
  readonly id: string;
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string | null;
  readonly userConsentDescription: string | null;
}

/** An application permission or a users' role that an application offers as an API (Graph: `appRoles`). */
export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly ('Application' | 'User')[];
}

/** Addresses of pages about an application, for the people who are asked to consent. */
export interface InformationUrls {
  readonly marketingUrl?: string | null;
  readonly privacyStatementUrl?: string | null;
  readonly supportUrl?: string | null;
  readonly termsOfServiceUrl?: string | null;
}

/** A client that the resource's owner trusts with delegated permissions, so that nobody is asked for them. */
export interface PreAuthorizedApplication {
  readonly appId: string;
  readonly delegatedPermissionIds: readonly string[];
}

/** An application, in its home tenant. */
export interface ApplicationsTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  readonly app_id: string;
  display_name: string;
  description: string | null;
  sign_in_audience: string;
  is_fallback_public_client: boolean;
  identifier_uris: JsonList<string>;
  web_redirect_uris: JsonList<string>;
  spa_redirect_uris: JsonList<string>;
  public_client_redirect_uris: JsonList<string>;
  required_resource_access: JsonList<RequiredResourceAccess>;
  tags: JsonList<string>;
  home_page_url: OptionalText;
  notes: OptionalText;
  information_urls: ColumnType<InformationUrls, string | undefined, string>;
  known_client_applications: OptionalJsonList<string>;
  pre_authorized_applications: OptionalJsonList<PreAuthorizedApplication>;
  created_at: Moment;
  api_scopes: ColumnType<readonly ApiScope[], string | undefined, string>;
  app_roles: ColumnType<readonly AppRole[], string | undefined, string>;
  /** The version of access tokens for this application as an API; `null` means 1. */
  requested_access_token_version: ColumnType<number | null, number | null | undefined, number | null>;
  /** Whether /authorize may answer with an id token, or with an access token (implicit grant). */
  issues_id_tokens: Generated<boolean>;
  issues_access_tokens: Generated<boolean>;
  optional_claims: ColumnType<object | null, string | null | undefined, string | null>;
  logout_url: ColumnType<string | null, string | null | undefined, string | null>;
}

/** A client secret: its hash, and what tells it apart for people. */
export interface ApplicationSecretsTable {
  readonly key_id: string;
  readonly tenant_id: Generated<string>;
  readonly application_id: string;
  display_name: string | null;
  /** The first three characters of the value. */
  hint: string;
  secret_hash: Buffer;
  starts_at: Moment;
  ends_at: Moment;
}

/** An application's presence in a tenant; the resource applications have one in each. */
export interface ServicePrincipalsTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  readonly app_id: string;
  app_owner_tenant_id: string;
  display_name: string;
  account_enabled: boolean;
  app_role_assignment_required: boolean;
  notes: OptionalText;
  tags: OptionalJsonList<string>;
  created_at: Moment;
}

/** Who manages an application or service principal without having a directory role. */
export interface DirectoryOwnersTable {
  readonly tenant_id: Generated<string>;
  readonly object_id: string;
  readonly owner_id: string;
}

/** An application permission that was granted (consent of the application kind), or a user who was assigned. */
export interface AppRoleAssignmentsTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  readonly principal_id: string;
  readonly resource_id: string;
  readonly app_role_id: string;
  principal_type: ColumnType<'ServicePrincipal' | 'User', 'ServicePrincipal' | 'User' | undefined, never>;
  created_at: Moment;
}

/** Delegated permissions that were granted, for everybody or for one user. */
export interface OAuth2PermissionGrantsTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  readonly client_id: string;
  consent_type: 'AllPrincipals' | 'Principal';
  principal_id: string | null;
  readonly resource_id: string;
  /** Permission values separated by spaces. */
  scope: string;
}

/** A key that signs tokens. The tenant role has no access to it. */
export interface SigningKeysTable {
  readonly key_id: string;
  /** PKCS #8, sealed with a key that is not in the database. */
  private_key: string;
  /** Its own certificate, base64 of the DER form. */
  certificate: string | null;
  /** When it begins to sign; it is published before. */
  active_from: Moment;
  /** When it leaves the published keys. */
  retired_at: Moment;
}

/** The authority's directory. */
export interface DirectoryTables {
  readonly tenants: TenantsTable;
  readonly domains: DomainsTable;
  readonly users: UsersTable;
  readonly directory_role_assignments: DirectoryRoleAssignmentsTable;
  readonly directory_owners: DirectoryOwnersTable;
  readonly applications: ApplicationsTable;
  readonly application_secrets: ApplicationSecretsTable;
  readonly service_principals: ServicePrincipalsTable;
  readonly app_role_assignments: AppRoleAssignmentsTable;
  readonly oauth2_permission_grants: OAuth2PermissionGrantsTable;
  readonly signing_keys: SigningKeysTable;
}
