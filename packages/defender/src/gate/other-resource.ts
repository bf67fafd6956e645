import { isAudienceOf } from '@vakt/contract/audience';
import type { Operation } from '@vakt/contract/operations/operation';
import { permissionsOf } from '@vakt/contract/permissions';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import type { Database } from '@vakt/store/database';
import { findDelegatedConsent } from '@vakt/store/directory/authority-lookups';
import { heldAppRoleIds } from '@vakt/store/directory/held-permissions';
import type { Kysely } from 'kysely';

const requiredOf = ({ permissions }: Operation, { kind }: Principal): readonly string[] =>
  kind === 'application' ? permissions.application : permissions.delegated;

const inToken = (principal: Principal): readonly string[] =>
  principal.kind === 'application' ? principal.roles : principal.scopes;

const carrying = (principal: Principal, more: readonly string[]): Principal =>
  principal.kind === 'application'
    ? { ...principal, roles: [...principal.roles, ...more] }
    : { ...principal, scopes: [...principal.scopes, ...more] };

/** What was granted of a resource to the caller: to the application, or to it and the user together. */
const grantedOf = async (
  db: Kysely<Database>,
  principal: Principal,
  resource: Operation['permissions']['resource'],
): Promise<readonly string[]> => {
  const { appId } = resourceApplications[resource];
  if (principal.kind === 'application') {
    const ids = new Set(await heldAppRoleIds(db, principal.objectId, appId));
    return permissionsOf(resource)
      .filter(({ id, kind }) => kind === 'Role' && ids.has(id))
      .map(({ value }) => value);
  }
  const { scopes } = await findDelegatedConsent(db, principal.appId, appId, principal.objectId);
  return scopes.split(' ').filter(Boolean);
};

/**
 * The caller with what it was granted of the operation's resource, where its token was issued for the other one of
 * Defender's two: such a token carries none of it, and clients in wide use send it all the same (`https://api.security.microsoft.com`
 * on `/api/v1.0/machines`; reference: wire-quirks, section 2). Consent decides as ever, as it stands at the moment of the call.
 *
 * @param db the rows of the caller's tenant.
 */
export const withOtherResource = async (
  db: Kysely<Database>,
  operation: Operation,
  principal: Principal,
): Promise<Principal> => {
  const { audiences, permissions } = operation;
  const required = requiredOf(operation, principal);
  const isNeeded =
    !required.some(permission => inToken(principal).includes(permission)) &&
    !isAudienceOf(principal.audience, permissions.resource) &&
    audiences.some(name => isAudienceOf(principal.audience, name));
  if (!isNeeded) return principal;
  const granted = await grantedOf(db, principal, permissions.resource);
  const more = granted.filter(permission => required.includes(permission));
  return more.length > 0 ? carrying(principal, more) : principal;
};
