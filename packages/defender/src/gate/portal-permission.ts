import type { Operation } from '@vakt/contract/operations/operation';
import {
  type PortalPermission,
  portalPermissions,
  portalPermissionsFor,
} from '@vakt/contract/portal-permissions';
import type { RoleAccess } from '@vakt/store/role-access';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { missingPortalPermissionAdvice } from '../refusals/permission-advice.ts';

/** Refuses a user whose Defender roles give none of the permissions. */
export const requirePortalPermission = (
  { permissions }: RoleAccess,
  needed: readonly PortalPermission[],
): ApiFailure | undefined => {
  if (needed.some(permission => permissions.includes(permission))) return undefined;
  const names = needed.map(permission => portalPermissions[permission]);
  return {
    ...apiFailure(
      'Forbidden',
      `Missing user role permission. The user needs a Defender role with one of: ${names.join(', ')}.`,
    ),
    advice: missingPortalPermissionAdvice(needed),
  };
};

/** Where Defender's roles are turned on, they decide in place of the user's directory roles. */
export const checkPortalPermission = (operation: Operation, access: RoleAccess): ApiFailure | undefined =>
  requirePortalPermission(access, portalPermissionsFor(operation));
