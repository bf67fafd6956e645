import type { Resource } from '../authority/resource.ts';
import { type DirectoryRole, holdsAnyRole } from '../directory/role-templates.ts';

/** Writing events is for those who may also decide what the events are worth. */
const EVENT_WRITERS: readonly DirectoryRole[] = ['globalAdministrator', 'securityAdministrator'];

/** Microsoft Graph's permissions on the directory itself: each of its calls asks for the user's role besides. */
const DIRECTORY_SCOPES =
  /^(?:Application|AppRoleAssignment|AuditLog|DelegatedPermissionGrant|Directory|Domain|Organization|RoleManagement|User)\./;

/**
 * What the service's own clients may do for a user: what any user may consent to; on the directory everything, because its
 * calls let the user do what the role allows; and elsewhere everything for whoever has a directory role, as the APIs do.
 */
export const serviceClientScopes = (
  { name, permissions }: Resource,
  directoryRoles: readonly string[],
): readonly string[] => {
  // A registered application says itself which of these clients it lets in.
  if (name === undefined) return [];
  const isTrusted = name === 'Vakt' ? holdsAnyRole(directoryRoles, EVENT_WRITERS) : directoryRoles.length > 0;
  const isGuarded = (value: string): boolean => name === 'MicrosoftGraph' && DIRECTORY_SCOPES.test(value);
  return permissions
    .filter(({ kind, adminOnly, value }) => kind === 'Scope' && (isTrusted || !adminOnly || isGuarded(value)))
    .map(({ value }) => value);
};
