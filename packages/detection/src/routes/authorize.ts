import type { HttpRequest } from '@vakt/contract/http';
import type { TenantId } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isDefenderAdministrator } from '@vakt/contract/user-roles';
import type { GraphFailure } from './graph-failure.ts';

/** Reads an `Authorization` header into the caller that it proves; the failure says what is wrong with the token. */
export type VerifyBearer = (
  authorization: string | undefined,
) => Promise<Result<Principal, { readonly message: string }>>;

const withoutSlash = (text: string): string => text.replace(/\/+$/, '').toLowerCase();

const isFor = (audience: string, resource: ResourceName): boolean => {
  const { appId, identifierUris } = resourceApplications[resource];
  return [appId, ...identifierUris].some(name => withoutSlash(name) === withoutSlash(audience));
};

const held = (principal: Principal): readonly string[] =>
  principal.kind === 'application' ? principal.roles : principal.scopes;

/** Directory roles that may manage detection rules, by template id (reference: defender-xdr, section 11.5). */
const MANAGING_ROLES: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '194ae4cb-b126-40b2-bd5b-6091b380977d', // Security Administrator
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f', // Security Operator
]);

const missing = (principal: Principal, permissions: readonly string[]): GraphFailure => {
  const kind = principal.kind === 'application' ? 'roles' : 'scopes';
  return {
    status: 403,
    code: 'Forbidden',
    message: `Missing application ${kind}. API required ${kind}: ${permissions.join(',')}, application ${kind}: ${held(principal).join(',')}.`,
  };
};

/** What a call needs: a token for one of these resources, with one of these permissions. */
export interface Requirement {
  readonly resources: readonly ResourceName[];
  readonly permissions: readonly string[];
  /** It looks at the events of every device, or has rules do so. */
  readonly isAboutEveryDevice?: true;
}

/** Whether Defender's roles are turned on in a tenant: they let users see some devices only. */
export type AreRolesEnabled = (tenantId: TenantId) => Promise<boolean>;

const seesEveryDevice = async (principal: Principal, areRolesEnabled: AreRolesEnabled): Promise<boolean> =>
  principal.kind === 'application' ||
  isDefenderAdministrator(principal.directoryRoles) ||
  !(await areRolesEnabled(principal.tenantId));

/** Lets a request through when its token meets the requirement; a user needs a directory role for it, too. */
export const authorize = async (
  verify: VerifyBearer,
  areRolesEnabled: AreRolesEnabled,
  request: HttpRequest,
  { resources, permissions, isAboutEveryDevice }: Requirement,
): Promise<Result<Principal, GraphFailure>> => {
  const caller = await verify(request.headers.authorization);
  if (!caller.ok)
    return fail({ status: 401, code: 'InvalidAuthenticationToken', message: caller.error.message });
  const principal = caller.value;
  if (!resources.some(resource => isFor(principal.audience, resource)))
    return fail({
      status: 401,
      code: 'InvalidAuthenticationToken',
      message: `Access token validation failure. Invalid audience: the token is for ${principal.audience}, this call needs one for https://graph.microsoft.com.`,
    });
  if (!permissions.some(permission => held(principal).includes(permission)))
    return fail(missing(principal, permissions));
  if (principal.kind === 'user' && !principal.directoryRoles.some(role => MANAGING_ROLES.has(role)))
    return fail({
      status: 403,
      code: 'Forbidden',
      message:
        'The user needs the directory role Security Operator, Security Administrator or Global Administrator to manage detection rules.',
    });
  if (isAboutEveryDevice && !(await seesEveryDevice(principal, areRolesEnabled)))
    return fail({
      status: 403,
      code: 'Forbidden',
      message:
        'Rules look at every device, and the user’s roles in Defender open some device groups only. The user needs the directory role Security Administrator or Global Administrator.',
    });
  return ok(principal);
};
