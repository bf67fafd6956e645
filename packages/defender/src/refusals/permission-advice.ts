import { isAudienceOf } from '@vakt/contract/audience';
import type { Operation } from '@vakt/contract/operations/operation';
import { type PortalPermission, portalPermissions } from '@vakt/contract/portal-permissions';
import type { ApplicationPrincipal, UserPrincipal } from '@vakt/contract/principal';
import type { Advice } from '@vakt/contract/refusal';
import { resourceApplications } from '@vakt/contract/resources';
import { shellWord } from '@vakt/contract/shell-word';
import { otherAudienceAdvice } from './audience-advice.ts';

const ADD_PAGE = '/portal/app-registrations';

/** A token stays as it was issued, so whoever adds a permission needs a new one. */
const AGAIN = 'If it was granted since, take a new token: one that exists stays as it is for up to an hour.';

/** Directory roles that allow no more than to work in Defender, the one that allows least first. */
const MODEST_ROLES = ['Security Reader', 'Security Operator'];

const addition = (
  { permissions: { resource } }: Operation,
  kind: 'application' | 'delegated',
  required: readonly string[],
  appId: string,
): Advice => {
  const { displayName } = resourceApplications[resource];
  const [least = ''] = required;
  const flag = kind === 'delegated' ? '--delegated ' : '';
  return {
    step: 'permit',
    missing: `the ${kind} permission ${required.join(' or ')} of ${displayName}`,
    remedies: [
      `Add the ${kind} permission ${least} of ${displayName} to the application, and have an administrator consent again.`,
      AGAIN,
    ],
    commands: [
      `vakt app permission add --app ${appId} ${flag}${shellWord(`${displayName}/${least}`)}`,
      `vakt app consent --app ${appId}`,
    ],
    page: ADD_PAGE,
  };
};

/**
 * Tokens for both resources are good for an operation, but each has the permissions of its own resource only: when the token
 * is for the other one, what is missing may have been granted long ago, and a token for it comes first.
 */
const withRightToken = (operation: Operation, audience: string, advice: Advice): Advice => {
  if (isAudienceOf(audience, operation.permissions.resource)) return advice;
  const token = otherAudienceAdvice(operation);
  return {
    ...token,
    missing: `${token.missing}: this one is for '${audience}' and cannot have ${advice.missing}`,
    remedies: [...token.remedies, ...advice.remedies],
  };
};

/** What an application does whose token has none of the roles. */
export const missingRolesAdvice = (operation: Operation, { appId, audience }: ApplicationPrincipal): Advice =>
  withRightToken(
    operation,
    audience,
    addition(operation, 'application', operation.permissions.application, appId),
  );

/** What an application does whose token for a user has none of the scopes. */
export const missingScopesAdvice = (operation: Operation, { appId, audience }: UserPrincipal): Advice =>
  withRightToken(
    operation,
    audience,
    addition(operation, 'delegated', operation.permissions.delegated, appId),
  );

/** What a user does whose directory roles allow too little. */
export const missingUserRoleAdvice = (
  roles: readonly string[],
  { userPrincipalName, objectId }: UserPrincipal,
): Advice => {
  const least = MODEST_ROLES.find(role => roles.includes(role)) ?? roles.join(' or ');
  return {
    step: 'permit',
    missing: `a directory role of the user: ${roles.join(' or ')}`,
    remedies: [
      `Give the user the role ${least}, as an administrator. What the application may do is enough; the user may do less.`,
      AGAIN,
    ],
    commands: [`vakt user role add ${shellWord(userPrincipalName)} ${shellWord(least)}`],
    page: `/portal/users/${objectId}`,
  };
};

/** What a user does whose Defender roles allow too little. */
export const missingPortalPermissionAdvice = (needed: readonly PortalPermission[]): Advice => {
  const [least = 'viewData'] = needed;
  return {
    step: 'permit',
    missing: `a permission of the user’s Defender roles: ${needed.map(name => portalPermissions[name]).join(' or ')}`,
    remedies: [
      `Give the user a Defender role with the permission ${portalPermissions[least]}, as an administrator. Defender’s roles are turned on for this tenant, so directory roles such as Security Reader allow nothing here.`,
    ],
    commands: ['vakt role list', `vakt role grant ROLE --permission ${least} --member USER`],
  };
};
