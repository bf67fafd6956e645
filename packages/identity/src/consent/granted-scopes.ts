import { fail, ok, type Result } from '@vakt/contract/result';
import { findDelegatedConsent } from '@vakt/store/directory/authority-lookups';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { type ClientApplication, isServiceClient } from '../authority/client-application.ts';
import { isOpenIdScope, type RequestedAccess } from '../authority/requested-access.ts';
import type { Resource } from '../authority/resource.ts';
import { serviceClientScopes } from './service-client-scopes.ts';

/** What a client may do at a resource for a member of a tenant. */
export interface DelegatedStanding {
  /** Whether the client was ever let into the tenant. */
  readonly isPresent: boolean;
  /** Permission values that were granted, in their own spelling; empty before consent. */
  readonly scopes: readonly string[];
  /** Roles that the user has at the resource. */
  readonly roles: readonly string[];
}

const lower = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.map(text => text.toLowerCase()));

const splitScopes = (text: string): readonly string[] => [...new Set(text.split(' ').filter(Boolean))];

/**
 * Reads what was granted to a client for a user. A client or resource that is switched off in the tenant is refused, and so
 * is a user who is not assigned to a client that demands it.
 * A client that was never let in has nothing granted: the user must consent first.
 */
export const findDelegatedStanding = async (
  store: Store,
  client: ClientApplication,
  resource: Resource,
  member: TenantMember,
): Promise<Result<DelegatedStanding, Refusal>> => {
  const db = store.tenant(member.tenant.id);
  const consent = await findDelegatedConsent(db, client.appId, resource.appId, member.user.id);
  if (consent.clientEnabled === false)
    return fail(refusal(7000112, { client: client.appId, name: client.displayName }));
  if (consent.resourceId === null && resource.name !== undefined)
    return fail(refusal(500011, { resource: resource.displayName, tenant: member.tenant.displayName }));
  if (consent.resourceEnabled === false) return fail(refusal(50001, { resource: resource.displayName }));
  if (consent.assignmentRequired && !consent.isAssigned)
    return fail(
      refusal(50105, {
        user: member.account.user.user_principal_name,
        client: client.appId,
        name: client.displayName,
      }),
    );
  const roles = resource.userRoles.filter(({ id }) => consent.roleIds.includes(id)).map(({ value }) => value);
  const preAuthorized = resource.preAuthorized.get(client.appId) ?? [];
  const isOwn = isServiceClient(client);
  const granted = isOwn ? serviceClientScopes(resource, member.directoryRoles) : splitScopes(consent.scopes);
  return ok({
    isPresent: isOwn || consent.clientId !== null || preAuthorized.length > 0,
    roles,
    scopes: [...new Set([...granted, ...preAuthorized])],
  });
};

/** Who the user is: asked for beside any resource, and granted with the client's first consent. */
const isImplicit = ({ application }: RequestedAccess, scope: string): boolean =>
  application.name === 'MicrosoftGraph' && isOpenIdScope(scope);

/** The named permissions that are asked for and not granted. */
export const missingScopes = (access: RequestedAccess, granted: readonly string[]): readonly string[] => {
  const names = lower(granted);
  return access.scopes.filter(scope => !names.has(scope.toLowerCase()) && !isImplicit(access, scope));
};

/** The permissions of a token: what was asked for and granted; all that is granted for `.default`. */
export const chooseScopes = (
  client: ClientApplication,
  access: RequestedAccess,
  { isPresent, scopes: granted }: DelegatedStanding,
): Result<readonly string[], Refusal> => {
  const asksForDefault = access.scopes.length === 0;
  const lacksConsent = asksForDefault ? granted.length === 0 : missingScopes(access, granted).length > 0;
  if (!isPresent || lacksConsent)
    return fail(refusal(65001, { client: client.appId, name: client.displayName }));
  if (asksForDefault) return ok(granted);
  const asked = lower(access.scopes);
  const chosen = granted.filter(scope => asked.has(scope.toLowerCase()));
  const implicit = access.scopes.filter(scope => isImplicit(access, scope));
  return ok([...new Set([...chosen, ...implicit])]);
};
