import { parseObjectId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { updateUser } from '@vakt/store/directory/users';
import { REVOKE_SESSIONS } from '../audit/changes/users.ts';
import type { Access } from './access.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { notFound } from './graph-error.ts';
import type { Outcome } from './graph-reply.ts';
import { ME, NAMED_USER } from './named-user.ts';

const REVOKING = ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];

const REVOKE: Access = { application: REVOKING, delegated: REVOKING, roles: ['globalAdministrator'] };
const REVOKE_OWN: Access = {
  application: [],
  delegated: ['User.ReadWrite', ...REVOKING],
  guests: true,
};

/** Refresh tokens and browser sessions from before now are refused from their next use on. */
const revoke =
  (find: typeof ME.find) =>
  async (call: GraphCall): Outcome => {
    const user = await find(call);
    if (!user.ok) return user;
    const id = parseObjectId(user.value.id);
    const now = new Date(call.services.clock.now());
    const isRevoked = id && (await updateUser(call.db, id, { tokens_valid_from: now }));
    if (!isRevoked) return fail(notFound(user.value.id));
    return ok({ status: 200, body: { '@odata.context': call.context('Edm.Boolean'), value: true } });
  };

/** Signing people out everywhere. */
export const userSessionOperations: readonly GraphOperation[] = [
  {
    method: 'POST',
    path: `${NAMED_USER.path}/revokeSignInSessions`,
    access: REVOKE,
    audit: REVOKE_SESSIONS,
    handle: revoke(NAMED_USER.find),
  },
  {
    method: 'POST',
    path: `${ME.path}/revokeSignInSessions`,
    access: REVOKE_OWN,
    audit: REVOKE_SESSIONS,
    handle: revoke(ME.find),
  },
];
