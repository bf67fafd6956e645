import { areRolesEnabled, enableRoles } from '@vakt/store/role-access';
import { SWITCH_DEFENDER_ROLES } from '../audit/changes/defender-access.ts';
import { readBoolean, wrong } from '../directory/body.ts';
import type { GraphCall, GraphOperation } from '../directory/graph-call.ts';
import { entityReply, type Outcome } from '../directory/graph-reply.ts';
import { CHANGE_DEFENDER_ROLES, READ_DEFENDER_ROLES } from './access.ts';

const SET = 'roleBasedAccess';

const turn = async (call: GraphCall): Outcome => {
  const enabled = readBoolean(call.body, 'enabled');
  if (!enabled.ok) return enabled;
  if (enabled.value === undefined) return wrong('enabled', 'true or false');
  await enableRoles(call.db, enabled.value);
  return entityReply(call, SET, { enabled: enabled.value });
};

/**
 * Whether Defender's roles decide what users may do and see. Turned on, they take from Security Operators, Security Readers
 * and Global Readers all that no role gives them; Global and Security Administrators keep everything. The real service knows
 * no way back; here an administrator may turn them off again.
 */
export const roleBasedAccessOperations: readonly GraphOperation[] = [
  {
    method: 'GET',
    path: `/${SET}`,
    access: READ_DEFENDER_ROLES,
    handle: async (call): Outcome => entityReply(call, SET, { enabled: await areRolesEnabled(call.db) }),
  },
  {
    method: 'PATCH',
    path: `/${SET}`,
    access: CHANGE_DEFENDER_ROLES,
    audit: SWITCH_DEFENDER_ROLES,
    handle: turn,
  },
];
