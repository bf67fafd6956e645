import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { listDomains } from '@vakt/store/directory/tenants';
import {
  countUsers,
  deleteUser,
  findUser,
  insertUser,
  listDirectoryRoles,
  listUsers,
  type User,
  type UserChanges,
  updateUser,
} from '@vakt/store/directory/users';
import { ADD_USER, DELETE_USER, UPDATE_USER } from '../audit/changes/users.ts';
import type { Access } from './access.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, denied, type GraphFailure, notFound } from './graph-error.ts';
import { entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { type DirectorySet, readListQuery } from './list-query.ts';
import { ME, NAMED_USER } from './named-user.ts';
import { hashPassword } from './password-hash.ts';
import { ROLE_TEMPLATES } from './role-templates.ts';
import { readPassword, readPerson, readUserPrincipalName } from './user-body.ts';
import { userEntity } from './user-entity.ts';

const READING = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const WRITING = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
/** The permission that an application needs besides to reset passwords. */
const RESET_PASSWORDS = 'User-PasswordProfile.ReadWrite.All';

const READ: Access = { application: READING, delegated: READING };
const WRITE: Access = { application: WRITING, delegated: WRITING, roles: ['globalAdministrator'] };
const CHANGE: Access = {
  ...WRITE,
  application: [...WRITING, RESET_PASSWORDS],
  delegated: [...WRITING, RESET_PASSWORDS],
};
const READ_ME: Access = {
  application: [],
  delegated: ['User.Read', 'User.ReadWrite', ...READING],
  guests: true,
};

const USERS: DirectorySet = {
  entity: 'microsoft.graph.user',
  properties: {
    id: { type: 'string' },
    accountEnabled: { type: 'boolean' },
    displayName: { type: 'string' },
    givenName: { type: 'string' },
    mail: { type: 'string' },
    mailNickname: { type: 'string' },
    surname: { type: 'string' },
    userPrincipalName: { type: 'string' },
    userType: { type: 'string' },
  },
  ids: ['id'],
};

const NAME_TAKEN: GraphFailure = conflict(
  'Another object with the same value for property userPrincipalName already exists.',
);

const LAST_ADMINISTRATOR: GraphFailure = badRequest(
  'The last Global Administrator of a tenant who can sign in stays. Give the role to another user first.',
);

const domainsOf = async ({ db }: GraphCall): Promise<readonly string[]> =>
  (await listDomains(db)).map(({ name }) => name);

const list = async (call: GraphCall): Outcome => {
  const query = readListQuery(call.request, USERS);
  if (!query.ok) return query;
  return pageReply(call, 'users', query.value, {
    find: page => listUsers(call.db, { ...query.value, ...page }),
    count: () => countUsers(call.db, query.value.filter),
    present: items => items.map(userEntity),
  });
};

const get =
  (find: typeof ME.find) =>
  async (call: GraphCall): Outcome => {
    const user = await find(call);
    return user.ok ? entityReply(call, 'users', userEntity(user.value)) : user;
  };

/** The GUID of a new user. */
export const newUserId = ({ services }: GraphCall): ObjectId => {
  const id = parseObjectId(services.entropy.uuid());
  if (!id) throw new TypeError('The entropy source made something that is no GUID.');
  return id;
};

const required = (property: string): Result<never, GraphFailure> =>
  fail(badRequest(`A value is required for property '${property}' of resource 'User'.`));

const create = async (call: GraphCall): Outcome => {
  const name = readUserPrincipalName(call.body, await domainsOf(call));
  if (!name.ok) return name;
  if (name.value === undefined) return required('userPrincipalName');
  const person = readPerson(call.body);
  if (!person.ok) return person;
  if (person.value.display_name === undefined) return required('displayName');
  const password = readPassword(call.body);
  if (!password.ok) return password;
  if (password.value === undefined) return required('passwordProfile.password');
  const id = newUserId(call);
  const isNew = await insertUser(call.db, {
    id,
    userPrincipalName: name.value,
    displayName: person.value.display_name,
    givenName: person.value.given_name ?? null,
    surname: person.value.surname ?? null,
    passwordHash: await hashPassword(password.value),
    accountEnabled: person.value.account_enabled ?? true,
    createdAt: new Date(call.services.clock.now()),
    mail: person.value.mail ?? null,
  });
  if (!isNew) return fail(NAME_TAKEN);
  const user = await findUser(call.db, id);
  return user ? entityReply(call, 'users', userEntity(user), 201) : fail(notFound(id));
};

/** A new password ends what the old one began: sign-ins before now count no more, nor do wrong guesses. */
const readNewPassword = async (
  { body, services }: GraphCall,
  user: User,
): Promise<Result<UserChanges, GraphFailure>> => {
  const password = readPassword(body);
  if (!password.ok) return password;
  if (password.value === undefined) return ok({});
  if (user.home_user_id !== null)
    return fail(badRequest('A guest’s password is the one of the home account; it is reset there.'));
  return ok({
    password_hash: await hashPassword(password.value),
    tokens_valid_from: new Date(services.clock.now()),
    failed_sign_ins: 0,
    locked_until: null,
  });
};

/** What decides who an account belongs to. */
const SENSITIVE: readonly (keyof UserChanges)[] = ['password_hash', 'user_principal_name', 'account_enabled'];

/**
 * An application may reset passwords only with the permission for that, and may not take over or shut out whoever has a
 * directory role: it would gain the role (Microsoft Graph: who can perform sensitive actions).
 */
const checkSensitive = async (
  { db, principal }: GraphCall,
  user: User,
  changed: readonly string[],
): Promise<Result<true, GraphFailure>> => {
  const isSensitive = SENSITIVE.some(column => changed.includes(column));
  if (principal.kind === 'user' || !isSensitive) return ok(true);
  if (changed.includes('password_hash') && !principal.roles.includes(RESET_PASSWORDS))
    return fail(
      denied(
        `Insufficient privileges to complete the operation. Resetting a password needs ${RESET_PASSWORDS}.`,
      ),
    );
  return (await listDirectoryRoles(db, user.id)).length === 0
    ? ok(true)
    : fail(
        denied(
          'Insufficient privileges to complete the operation. The user has a directory role; only a signed-in Global Administrator may do this.',
        ),
      );
};

/** With the permission for passwords alone, passwords alone are changed. */
const checkPermissionFits = ({ principal }: GraphCall, changes: UserChanges): Result<true, GraphFailure> => {
  const held = principal.kind === 'application' ? principal.roles : principal.scopes;
  const isBroad = WRITING.some(name => held.includes(name));
  return isBroad || Object.keys(changes).length === 0
    ? ok(true)
    : fail(denied(`Insufficient privileges to complete the operation. It needs ${WRITING.join(' or ')}.`));
};

const update = async (call: GraphCall): Outcome => {
  const user = await NAMED_USER.find(call);
  if (!user.ok) return user;
  const person = readPerson(call.body);
  if (!person.ok) return person;
  const name = readUserPrincipalName(call.body, await domainsOf(call));
  if (!name.ok) return name;
  const renamed = { ...person.value, ...(name.value !== undefined && { user_principal_name: name.value }) };
  const fits = checkPermissionFits(call, renamed);
  if (!fits.ok) return fits;
  const password = await readNewPassword(call, user.value);
  if (!password.ok) return password;
  const changes: UserChanges = { ...renamed, ...password.value };
  const permitted = await checkSensitive(call, user.value, Object.keys(changes));
  if (!permitted.ok) return permitted;
  const id = parseObjectId(user.value.id);
  const updated = id && (await updateUser(call.db, id, changes, ROLE_TEMPLATES.globalAdministrator.id));
  if (updated === 'the last one') return fail(LAST_ADMINISTRATOR);
  if (updated === 'name-taken') return fail(NAME_TAKEN);
  return updated ? NO_CONTENT : fail(notFound(user.value.id));
};

const remove = async (call: GraphCall): Outcome => {
  const user = await NAMED_USER.find(call);
  if (!user.ok) return user;
  const permitted = await checkSensitive(call, user.value, ['account_enabled']);
  if (!permitted.ok) return permitted;
  const deleted = await deleteUser(call.db, user.value.id, ROLE_TEMPLATES.globalAdministrator.id);
  if (deleted === 'the last one') return fail(LAST_ADMINISTRATOR);
  return deleted ? NO_CONTENT : fail(notFound(user.value.id));
};

/** People of the tenant: members, and guests of other tenants. */
export const userOperations: readonly GraphOperation[] = [
  { method: 'GET', path: ME.path, access: READ_ME, handle: get(ME.find) },
  { method: 'GET', path: '/users', access: READ, handle: list },
  { method: 'POST', path: '/users', access: WRITE, audit: ADD_USER, handle: create },
  { method: 'GET', path: NAMED_USER.path, access: READ, handle: get(NAMED_USER.find) },
  { method: 'PATCH', path: NAMED_USER.path, access: CHANGE, audit: UPDATE_USER, handle: update },
  { method: 'DELETE', path: NAMED_USER.path, access: WRITE, audit: DELETE_USER, handle: remove },
];
