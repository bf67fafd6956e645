import { parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findUser, findUserByName, type User } from '@vakt/store/directory/users';
import type { GraphCall } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';

/** The user who calls, at `/me`. */
export const findCaller = async ({ db, principal }: GraphCall): Promise<Result<User, GraphFailure>> => {
  if (principal.kind !== 'user')
    return fail(badRequest('/me request is only valid with delegated authentication flow.'));
  const user = await findUser(db, principal.objectId);
  return user ? ok(user) : fail(notFound(principal.objectId));
};

/** The user that the path names, by object id or user name. */
export const findNamedUser = async ({ db, request }: GraphCall): Promise<Result<User, GraphFailure>> => {
  const { id: text = '' } = request.params;
  const id = parseObjectId(text);
  const user = id ? await findUser(db, id) : await findUserByName(db, text);
  return user ? ok(user) : fail(notFound(text));
};

/** A way to name a user in a path, and to find the one who is meant. */
export interface UserPath {
  readonly path: string;
  readonly find: (call: GraphCall) => Promise<Result<User, GraphFailure>>;
}

export const ME: UserPath = { path: '/me', find: findCaller };
export const NAMED_USER: UserPath = { path: '/users/{id}', find: findNamedUser };
