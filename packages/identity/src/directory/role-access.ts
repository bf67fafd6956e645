import type { Access } from './access.ts';

const WRITING = ['RoleManagement.ReadWrite.Directory'];
const READING = [
  ...WRITING,
  'RoleManagement.Read.Directory',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

/** Who may see which roles there are and who has them. */
export const READ_ROLES: Access = { application: READING, delegated: READING };

/** Who may give roles and take them away. */
export const ASSIGN_ROLES: Access = {
  application: WRITING,
  delegated: WRITING,
  roles: ['globalAdministrator', 'privilegedRoleAdministrator'],
};
