import type { Access } from '../directory/access.ts';
import { READ_ROLES } from '../directory/role-access.ts';

/** Who may see which device groups and roles of Defender there are, and who has them. */
export const READ_DEFENDER_ROLES: Access = READ_ROLES;

/** Who may change them. An application's own token opens devices to nobody: whoever steals one gains no user's sight. */
export const CHANGE_DEFENDER_ROLES: Access = {
  application: [],
  delegated: ['RoleManagement.ReadWrite.Directory'],
  roles: ['globalAdministrator', 'securityAdministrator'],
};
