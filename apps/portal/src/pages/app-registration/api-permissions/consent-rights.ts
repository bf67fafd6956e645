import { resourceApplications } from '@vakt/contract/resources';
import { CONSENTING_ROLES, type ConsentingRole } from '../../../data/consenting-roles.ts';
import type { PermissionState } from './permission-state.ts';

const GRANT_EVERYTHING: readonly ConsentingRole[] = ['globalAdministrator', 'privilegedRoleAdministrator'];
const GRANT_ALL_BUT_GRAPH_ROLES: readonly ConsentingRole[] = [
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

const isGraphRole = ({ api, permission }: PermissionState): boolean =>
  permission.type === 'Role' && api.appId === resourceApplications.MicrosoftGraph.appId;

/**
 * The roles of which one is needed to consent to permissions for everybody: application permissions of Microsoft Graph open the
 * directory itself, and are for fewer ("Grant tenant-wide admin consent to an application").
 */
export const rolesToConsentTo = (permissions: readonly PermissionState[]): readonly ConsentingRole[] =>
  permissions.some(isGraphRole) ? GRANT_EVERYTHING : [...GRANT_EVERYTHING, ...GRANT_ALL_BUT_GRAPH_ROLES];

/** @param held template ids of the roles that a person has. */
export const holdsOneOf = (held: readonly string[], roles: readonly ConsentingRole[]): boolean =>
  roles.some(role => held.includes(CONSENTING_ROLES[role].id));
