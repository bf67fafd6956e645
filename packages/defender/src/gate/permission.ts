import type { Operation } from '@vakt/contract/operations/operation';
import type { ApplicationPrincipal, Principal, UserPrincipal } from '@vakt/contract/principal';
import type { Advice } from '@vakt/contract/refusal';
import { rolesThatAllow } from '@vakt/contract/user-roles';
import type { RoleAccess } from '@vakt/store/role-access';
import { type ApiFailure, apiFailure } from '../failure.ts';
import {
  missingRolesAdvice,
  missingScopesAdvice,
  missingUserRoleAdvice,
} from '../refusals/permission-advice.ts';
import { checkPortalPermission } from './portal-permission.ts';

const forbidden = (message: string, advice: Advice): ApiFailure => ({
  ...apiFailure('Forbidden', message),
  advice,
});

const holdsAny = (held: readonly string[], required: readonly string[]): boolean =>
  required.some(permission => held.includes(permission));

/** To the letter what the real service says; clients and people search for it (reference: wire-quirks, section 2). */
const checkApplication = (operation: Operation, principal: ApplicationPrincipal): ApiFailure | undefined => {
  const { roles } = principal;
  const required = operation.permissions.application;
  return holdsAny(roles, required)
    ? undefined
    : forbidden(
        `Missing application roles. API required roles: ${required.join(',')}, application roles: ${roles.join(',')}.`,
        missingRolesAdvice(operation, principal),
      );
};

/** A user through an application can do no more than the user: the scope and the user's own role must both allow it. */
const checkUser = (
  operation: Operation,
  principal: UserPrincipal,
  access: RoleAccess | undefined,
): ApiFailure | undefined => {
  const { scopes, directoryRoles } = principal;
  const required = operation.permissions.delegated;
  if (!holdsAny(scopes, required))
    return forbidden(
      `Missing user scopes. API required scopes: ${required.join(',')}, user scopes: ${scopes.join(',')}.`,
      missingScopesAdvice(operation, principal),
    );
  if (access) return checkPortalPermission(operation, access);
  const allowing = rolesThatAllow(operation);
  const names = Object.values(allowing);
  return directoryRoles.some(role => allowing[role] !== undefined)
    ? undefined
    : forbidden(
        `Missing user role. The user needs one of: ${names.join(', ')}.`,
        missingUserRoleAdvice(names, principal),
      );
};

/**
 * Refuses callers whose token lacks the operation's permission.
 *
 * @param access what Defender's roles let a user do, where they are what counts.
 */
export const checkPermission = (
  operation: Operation,
  principal: Principal,
  access?: RoleAccess,
): ApiFailure | undefined =>
  principal.kind === 'application'
    ? checkApplication(operation, principal)
    : checkUser(operation, principal, access);
