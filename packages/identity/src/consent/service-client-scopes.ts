import type { Resource } from '../authority/resource.ts';
import { type DirectoryRole, holdsAnyRole } from '../directory/role-templates.ts';

/** Writing events is for those who may also decide what the events are worth. */
const EVENT_WRITERS: readonly DirectoryRole[] = ['globalAdministrator', 'securityAdministrator'];

/**
 * What the service's own clients may do for a user: what any user may consent to, and for whoever has a directory role every
 * permission, within which the APIs let the user do what the role allows.
 */
export const serviceClientScopes = (
  { name, permissions }: Resource,
  directoryRoles: readonly string[],
): readonly string[] => {
  const isTrusted = name === 'Vakt' ? holdsAnyRole(directoryRoles, EVENT_WRITERS) : directoryRoles.length > 0;
  return permissions
    .filter(({ kind, adminOnly }) => kind === 'Scope' && (isTrusted || !adminOnly))
    .map(({ value }) => value);
};
