import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { type ClientApplication, isServiceClient } from '../authority/client-application.ts';
import { isOpenIdScope, type RequestedAccess } from '../authority/requested-access.ts';
import type { Resource, ResourcePermission, Resources } from '../authority/resource.ts';
import { mayGrantForOrganization } from '../directory/consent-rights.ts';
import { chooseScopes, findDelegatedStanding } from './granted-scopes.ts';

/** A permission of a resource that a client asks for. */
export interface AskedPermission {
  readonly resource: Resource;
  readonly permission: ResourcePermission;
}

/** What a sign-in asks consent for. */
export interface ConsentRequest {
  readonly client: ClientApplication;
  readonly member: TenantMember;
  /** What is asked of each resource; empty when the registration alone says it. */
  readonly accesses: readonly RequestedAccess[];
  /** Whether the whole organization is asked: the administrator's consent. */
  readonly isForOrganization: boolean;
  /** Whether to ask although everything is granted: `prompt=consent`. */
  readonly isForced: boolean;
}

/** Whether and whom to ask. */
export type ConsentDecision =
  | { readonly kind: 'granted' }
  | {
      readonly kind: 'ask';
      readonly permissions: readonly AskedPermission[];
      readonly mode: 'user' | 'user-or-organization' | 'organization';
    }
  | { readonly kind: 'administrator-needed'; readonly permissions: readonly AskedPermission[] };

interface ConsentServices {
  readonly store: Store;
  readonly resources: Resources;
}

const toAsked = ({ resource, permission }: AskedPermission) => ({
  resourceAppId: resource.appId,
  kind: permission.kind,
});

const mayGrantAll = ({ directoryRoles }: TenantMember, permissions: readonly AskedPermission[]): boolean =>
  permissions.every(asked => mayGrantForOrganization(directoryRoles, toAsked(asked)));

/** Everything that the application's registration asks for; what a resource no longer offers is left out. */
export const registeredPermissions = async (
  { requiredResourceAccess }: ClientApplication,
  tenant: Tenant,
  resources: Resources,
): Promise<readonly AskedPermission[]> => {
  const ofResources = await Promise.all(
    requiredResourceAccess.map(async ({ resourceAppId, resourceAccess }) => {
      const resource = await resources.findByAppId(resourceAppId, tenant);
      return resourceAccess.flatMap(({ id, type }) => {
        const permission = resource?.permissions.find(one => one.id === id && one.kind === type);
        return resource && permission ? [{ resource, permission }] : [];
      });
    }),
  );
  return ofResources.flat();
};

/** The delegated permissions that a request names. */
const namedPermissions = ({
  application,
  scopes,
}: RequestedAccess): Result<readonly AskedPermission[], Refusal> => {
  const asked: AskedPermission[] = [];
  for (const scope of scopes) {
    const permission = application.permissions.find(
      ({ kind, value }) => kind === 'Scope' && value.toLowerCase() === scope.toLowerCase(),
    );
    if (permission) asked.push({ resource: application, permission });
    else if (!isOpenIdScope(scope)) return fail(refusal(70011, { scope }));
  }
  return ok(asked);
};

/** What a sign-in needs: the named permissions, and all registered ones where `.default` is asked and nothing granted. */
const neededPermissions = async (
  { client, member, accesses, isForced }: ConsentRequest,
  registered: readonly AskedPermission[],
  { store }: ConsentServices,
): Promise<Result<{ needed: readonly AskedPermission[]; isLetIn: boolean }, Refusal>> => {
  const delegated = registered.filter(({ permission }) => permission.kind === 'Scope');
  const needed = new Map<string, AskedPermission>();
  const add = (asked: AskedPermission): unknown =>
    needed.set(`${asked.resource.appId} ${asked.permission.id}`, asked);
  let isLetIn = false;
  for (const access of accesses) {
    const standing = await findDelegatedStanding(store, client, access.application, member);
    if (!standing.ok) return standing;
    isLetIn ||= standing.value.isPresent;
    const named = namedPermissions(access);
    if (!named.ok) return named;
    const granted = new Set(standing.value.scopes.map(scope => scope.toLowerCase()));
    const isDefault = access.scopes.length === 0;
    if (isDefault && (isForced || granted.size === 0)) delegated.forEach(add);
    named.value
      .filter(({ permission }) => isForced || !granted.has(permission.value.toLowerCase()))
      .forEach(add);
  }
  if (accesses.length === 0) delegated.forEach(add);
  return ok({ needed: [...needed.values()], isLetIn });
};

/** The service's own clients are never asked for: they may what the user's role allows, and else there is no token. */
const decideForServiceClient = async (
  { client, member, accesses }: ConsentRequest,
  { store }: ConsentServices,
): Promise<Result<ConsentDecision, Refusal>> => {
  for (const access of accesses) {
    const standing = await findDelegatedStanding(store, client, access.application, member);
    if (!standing.ok) return standing;
    const scopes = chooseScopes(client, access, standing.value);
    if (!scopes.ok) return scopes;
  }
  return ok({ kind: 'granted' });
};

/**
 * Decides what the person must be asked before tokens are given (reference: identity, section 6.2).
 *
 * Application permissions are granted for an organization or not at all: by the administrator's consent, or by
 * `prompt=consent` of an administrator for what the registration asks, which is the partner's consent link.
 */
export const decideConsent = async (
  request: ConsentRequest,
  services: ConsentServices,
): Promise<Result<ConsentDecision, Refusal>> => {
  const { client, member, accesses, isForced } = request;
  if (isServiceClient(client)) return decideForServiceClient(request, services);
  const registered = await registeredPermissions(client, member.tenant, services.resources);
  const namesNothing = accesses.every(({ scopes }) => scopes.length === 0);
  const hasRoles = registered.some(({ permission }) => permission.kind === 'Role');
  if (request.isForOrganization || (isForced && namesNothing && hasRoles)) {
    const asked = await organizationPermissions(request, registered);
    if (!asked.ok) return asked;
    return mayGrantAll(member, asked.value) && member.directoryRoles.length > 0
      ? ok({ kind: 'ask', permissions: asked.value, mode: 'organization' })
      : ok({ kind: 'administrator-needed', permissions: asked.value });
  }
  const found = await neededPermissions(request, registered, services);
  if (!found.ok) return found;
  const { needed, isLetIn } = found.value;
  if (needed.length === 0 && isLetIn && !isForced) return ok({ kind: 'granted' });
  const forAdministrators = needed.filter(({ permission }) => permission.adminOnly);
  if (!mayGrantAll(member, forAdministrators))
    return ok({ kind: 'administrator-needed', permissions: forAdministrators });
  const isAdministrator = mayGrantAll(member, needed) && needed.length > 0;
  return ok({ kind: 'ask', permissions: needed, mode: isAdministrator ? 'user-or-organization' : 'user' });
};

/** What the administrator's consent is about: named delegated permissions, or all that is registered. */
const organizationPermissions = async (
  { accesses }: ConsentRequest,
  registered: readonly AskedPermission[],
): Promise<Result<readonly AskedPermission[], Refusal>> => {
  const named: AskedPermission[] = [];
  for (const access of accesses) {
    const permissions = namedPermissions(access);
    if (!permissions.ok) return permissions;
    named.push(...permissions.value);
  }
  return ok(named.length > 0 ? named : registered);
};
