import { isGuid } from '@vakt/contract/ids';
import { permissionsOf } from '@vakt/contract/permissions';
import { type ResourceName, VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Database } from '@vakt/store/database';
import { listPermissionGrants } from '@vakt/store/directory/consent-grants';
import type { Tenant } from '@vakt/store/directory/tenants';
import { listDirectoryRoles } from '@vakt/store/directory/users';
import type { Kysely } from 'kysely';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { checkSecret } from '../authority/client-authentication.ts';
import { requireParameter } from '../authority/form.ts';
import type { RequestedAccess } from '../authority/resource.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import { type DirectoryRole, holdsAnyRole } from '../directory/role-templates.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { readRequestedAccess } from './requested-access.ts';

/** A client that may sign users in here, with the delegated permissions it has on the resource. */
interface UserClient {
  readonly appId: string;
  readonly displayName: string;
  readonly proof: '0' | '1';
  /** Granted for every user of the tenant. */
  readonly scopesForAll: readonly string[];
  /** Where grants for single users are found; the command line needs none. */
  readonly servicePrincipals?: { readonly client: string; readonly resource: string };
}

/** The `vakt` command is known to every tenant and needs no consent there; what it may do depends on the user. */
const COMMAND_LINE: UserClient = {
  appId: VAKT_CLI_APP_ID,
  displayName: 'Vakt command line',
  proof: '0',
  scopesForAll: [],
};

/** Writing events is for those who may also decide what the events are worth. */
const EVENT_WRITERS: readonly DirectoryRole[] = ['globalAdministrator', 'securityAdministrator'];

/**
 * What the `vakt` command may do for a user: what any user may consent to, and for whoever has a directory role every
 * permission, within which the APIs let the user do what the role allows.
 */
const commandLineScopes = (resource: ResourceName, directoryRoles: readonly string[]): readonly string[] => {
  const isTrusted =
    resource === 'Vakt' ? holdsAnyRole(directoryRoles, EVENT_WRITERS) : directoryRoles.length > 0;
  return permissionsOf(resource)
    .filter(({ kind, adminOnly }) => kind === 'Scope' && (isTrusted || !adminOnly))
    .map(({ value }) => value);
};

/** At `organizations` the domain of the user's name tells the tenant. */
const findTenantOfUser = async (
  { tenantSegment, form }: TokenRequest,
  { tenants }: GrantServices,
): Promise<Result<Tenant, Refusal>> => {
  if (tenantSegment.toLowerCase() !== 'organizations')
    return isSharedSegment(tenantSegment)
      ? fail(refusal(9001023, { segment: tenantSegment }))
      : tenants.find(tenantSegment);
  const username = requireParameter(form, 'username');
  if (!username.ok) return username;
  const domain = username.value.slice(username.value.lastIndexOf('@') + 1);
  const found = await tenants.find(domain);
  return found.ok ? found : fail(refusal(50034, { user: username.value, tenant: domain }));
};

const findClient = async (
  { client: sent }: TokenRequest,
  { clients, clock }: GrantServices,
  tenant: Tenant,
  access: RequestedAccess,
): Promise<Result<UserClient, Refusal>> => {
  if (!sent.clientId) return fail(refusal(900144, { parameter: 'client_id' }));
  if (sent.clientId.toLowerCase() === VAKT_CLI_APP_ID)
    return sent.secret ? fail(refusal(700025)) : ok(COMMAND_LINE);
  const client = isGuid(sent.clientId)
    ? await clients.find(tenant.id, sent.clientId.toLowerCase(), access.application.appId)
    : undefined;
  if (!client?.servicePrincipal)
    return fail(refusal(700016, { client: sent.clientId, tenant: tenant.displayName }));
  if (!client.servicePrincipal.enabled)
    return fail(refusal(7000112, { client: client.appId, name: client.displayName }));
  if (!sent.secret && !client.isFallbackPublicClient) return fail(refusal(7000218));
  const secret = sent.secret ? checkSecret(client, sent.secret, clock) : ok(true as const);
  if (!secret.ok) return secret;
  return ok({
    appId: client.appId,
    displayName: client.displayName,
    proof: sent.secret ? '1' : '0',
    scopesForAll: client.scopesForAll.split(' ').filter(Boolean),
    ...(client.resource && {
      servicePrincipals: { client: client.servicePrincipal.id, resource: client.resource.id },
    }),
  });
};

/** What the client may do for this user: what was granted for everybody, and what for the user alone. */
const findGrantedScopes = async (
  { scopesForAll, servicePrincipals }: UserClient,
  db: Kysely<Database>,
  userId: string,
): Promise<readonly string[]> => {
  if (!servicePrincipals) return scopesForAll;
  const own = (await listPermissionGrants(db, servicePrincipals.client)).filter(
    grant => grant.principal_id === userId && grant.resource_id === servicePrincipals.resource,
  );
  return [...new Set([...scopesForAll, ...own.flatMap(({ scope }) => scope.split(' ').filter(Boolean))])];
};

/** The permissions of the token: what was asked for and granted; all that is granted for `.default`. */
const chooseScopes = (
  client: UserClient,
  granted: readonly string[],
  { scopes }: RequestedAccess,
): Result<readonly string[], Refusal> => {
  const names = new Set(granted.map(scope => scope.toLowerCase()));
  if (names.size === 0 || scopes.some(scope => !names.has(scope.toLowerCase())))
    return fail(refusal(65001, { client: client.appId, name: client.displayName }));
  return ok(scopes.length > 0 ? scopes : granted);
};

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const found = await findTenantOfUser(request, services);
  if (!found.ok) return found;
  const tenant = found.value;
  const access = readRequestedAccess(request, tenant.displayName);
  if (!access.ok) return access;
  const username = requireParameter(request.form, 'username');
  if (!username.ok) return username;
  const password = requireParameter(request.form, 'password');
  if (!password.ok) return password;
  const client = await findClient(request, services, tenant, access.value);
  if (!client.ok) return client;
  const user = await services.signIns.signIn(tenant, username.value, password.value);
  if (!user.ok) return user;
  const db = services.store.tenant(tenant.id);
  const directoryRoles = await listDirectoryRoles(db, user.value.id);
  const granted =
    client.value === COMMAND_LINE
      ? commandLineScopes(access.value.application.name, directoryRoles)
      : await findGrantedScopes(client.value, db, user.value.id);
  const scopes = chooseScopes(client.value, granted, access.value);
  if (!scopes.ok) return scopes;
  const issued = await services.accessTokens.issueToUser({
    tenantId: tenant.id,
    audience: access.value.audience,
    clientId: client.value.appId,
    clientName: client.value.displayName,
    clientProof: client.value.proof,
    userId: user.value.id,
    userPrincipalName: user.value.user_principal_name,
    displayName: user.value.display_name,
    givenName: user.value.given_name,
    surname: user.value.surname,
    scopes: scopes.value,
    directoryRoles,
    remoteAddress: request.remoteAddress,
  });
  const texts = [
    ...access.value.scopeTexts,
    ...scopes.value.map(scope => `${access.value.audience.replace(/\/$/, '')}/${scope}`),
  ];
  return ok({
    issued,
    audience: access.value.audience,
    scope: { names: scopes.value, texts: [...new Set(texts)] },
  });
};

/** A user's name and password, given to the application (ROPC): what the vendor's user-context sample posts. */
export const password: Grant = { types: ['password'], run };
