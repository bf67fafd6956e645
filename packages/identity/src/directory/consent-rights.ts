import { resourceApplications } from '@vakt/contract/resources';
import { type DirectoryRole, holdsAnyRole } from './role-templates.ts';

/** What a consent for a whole organization is about. */
export interface ConsentedPermission {
  readonly resourceAppId: string;
  /** `Role`: an application permission; `Scope`: a delegated one. */
  readonly kind: 'Role' | 'Scope';
}

/** They may grant everything, because they may give themselves every other role. */
const GRANT_EVERYTHING: readonly DirectoryRole[] = ['globalAdministrator', 'privilegedRoleAdministrator'];
/** They may grant everything but application permissions of Microsoft Graph, which open the directory itself. */
const GRANT_ALL_BUT_GRAPH_ROLES: readonly DirectoryRole[] = [
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

/** The roles of which one is needed to grant anything for an organization. */
export const GRANTING_ROLES: readonly DirectoryRole[] = [...GRANT_EVERYTHING, ...GRANT_ALL_BUT_GRAPH_ROLES];

const isGraphRole = ({ resourceAppId, kind }: ConsentedPermission): boolean =>
  kind === 'Role' && resourceAppId.toLowerCase() === resourceApplications.MicrosoftGraph.appId;

/**
 * Whether a user may grant `permission` to an application for everybody in the tenant (Microsoft Entra built-in roles;
 * "Grant tenant-wide admin consent to an application").
 *
 * @param directoryRoles role template ids of the user, the token's `wids`.
 */
export const mayGrantForOrganization = (
  directoryRoles: readonly string[],
  permission: ConsentedPermission,
): boolean =>
  holdsAnyRole(directoryRoles, GRANT_EVERYTHING) ||
  (!isGraphRole(permission) && holdsAnyRole(directoryRoles, GRANT_ALL_BUT_GRAPH_ROLES));
