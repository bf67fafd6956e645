import type { Operation } from '@vakt/contract/operations/operation';
import type { ApplicationPrincipal, Principal, UserPrincipal } from '@vakt/contract/principal';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** Directory roles that let a user work in Defender, by template id (reference: identity, section 3.2). */
const WRITING_ROLES: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f': 'Security Operator',
};
const READING_ROLES: Readonly<Record<string, string>> = {
  ...WRITING_ROLES,
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
};

const forbidden = (message: string): ApiFailure => apiFailure('Forbidden', message);

const holdsAny = (held: readonly string[], required: readonly string[]): boolean =>
  required.some(permission => held.includes(permission));

/** To the letter what the real service says; clients and people search for it (reference: wire-quirks, section 2). */
const checkApplication = (operation: Operation, { roles }: ApplicationPrincipal): ApiFailure | undefined => {
  const required = operation.permissions.application;
  return holdsAny(roles, required)
    ? undefined
    : forbidden(
        `Missing application roles. API required roles: ${required.join(',')}, application roles: ${roles.join(',')}.`,
      );
};

const isReading = ({ permissions }: Operation): boolean =>
  permissions.delegated.some(permission => /\.Read(?:\.All)?$/.test(permission));

/** A user through an application can do no more than the user: the scope and the user's own role must both allow it. */
const checkUser = (
  operation: Operation,
  { scopes, directoryRoles }: UserPrincipal,
): ApiFailure | undefined => {
  const required = operation.permissions.delegated;
  if (!holdsAny(scopes, required))
    return forbidden(
      `Missing user scopes. API required scopes: ${required.join(',')}, user scopes: ${scopes.join(',')}.`,
    );
  const allowing = isReading(operation) ? READING_ROLES : WRITING_ROLES;
  return directoryRoles.some(role => allowing[role] !== undefined)
    ? undefined
    : forbidden(`Missing user role. The user needs one of: ${Object.values(allowing).join(', ')}.`);
};

/** Refuses callers whose token lacks the operation's permission. */
export const checkPermission = (operation: Operation, principal: Principal): ApiFailure | undefined =>
  principal.kind === 'application' ? checkApplication(operation, principal) : checkUser(operation, principal);
