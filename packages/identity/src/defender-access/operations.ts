import type { GraphOperation } from '../directory/graph-call.ts';
import { defenderRoleOperations } from './defender-roles.ts';
import { deviceGroupOperations } from './device-groups.ts';
import { roleBasedAccessOperations } from './role-based-access.ts';

/** What administrators say of who sees which devices. */
export const defenderAccessOperations: readonly GraphOperation[] = [
  ...deviceGroupOperations,
  ...defenderRoleOperations,
  ...roleBasedAccessOperations,
];
