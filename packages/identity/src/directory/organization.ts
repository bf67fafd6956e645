import type { HttpReply } from '@vakt/contract/http';
import { parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findTenant, listDomains } from '@vakt/store/directory/tenants';
import {
  findUser,
  findUserByName,
  insertUser,
  listUsers,
  type User,
  type UserChanges,
  updateUser,
} from '@vakt/store/directory/users';
import type { Access } from './access.ts';
import { readBoolean, readObject, readText, requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { hashPassword } from './password-hash.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;

const READ_DIRECTORY: Access = {
  application: [
    'Directory.Read.All',
    'Organization.Read.All',
    'User.Read.All',
    'Application.Read.All',
    'Application.ReadWrite.All',
  ],
  delegated: ['User.Read', 'Directory.Read.All', 'Organization.Read.All', 'User.Read.All'],
};
const READ_USERS: Access = {
  application: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
  delegated: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
};
const WRITE_USERS: Access = {
  application: ['User.ReadWrite.All'],
  delegated: ['User.ReadWrite.All'],
  roles: ['globalAdministrator'],
};

const LEAST_PASSWORD_LENGTH = 8;
const LARGEST_PASSWORD_LENGTH = 256;

const userEntity = (user: User): Readonly<Record<string, unknown>> => ({
  id: user.id,
  accountEnabled: user.account_enabled,
  createdDateTime: user.created_at.toISOString(),
  displayName: user.display_name,
  givenName: user.given_name,
  mail: null,
  surname: user.surname,
  userPrincipalName: user.user_principal_name,
});

const organization = async (call: GraphCall): Outcome => {
  const tenant = await findTenant(call.services.store.authority, call.principal.tenantId);
  if (!tenant) return fail(notFound(call.principal.tenantId));
  const verifiedDomains = (await listDomains(call.db)).map(({ name, is_default }) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault: is_default,
    isInitial: is_default,
    name,
    type: 'Managed',
  }));
  const value = [
    {
      id: tenant.id,
      createdDateTime: tenant.createdAt.toISOString(),
      displayName: tenant.displayName,
      tenantType: 'AAD',
      verifiedDomains,
    },
  ];
  return ok({ status: 200, body: { '@odata.context': call.context('organization'), value } });
};

const domains = async (call: GraphCall): Outcome => {
  const value = (await listDomains(call.db)).map(({ name, is_default }) => ({
    authenticationType: 'Managed',
    id: name,
    isDefault: is_default,
    isInitial: is_default,
    isVerified: true,
    supportedServices: [],
  }));
  return ok({ status: 200, body: { '@odata.context': call.context('domains'), value } });
};

const me = async (call: GraphCall): Outcome => {
  if (call.principal.kind !== 'user')
    return fail(badRequest('/me request is only valid with delegated authentication flow.'));
  const user = await findUser(call.db, call.principal.objectId);
  return user
    ? ok({ status: 200, body: { '@odata.context': call.context('users/$entity'), ...userEntity(user) } })
    : fail(notFound(call.principal.objectId));
};

const findNamedUser = async ({ db, request }: GraphCall): Promise<Result<User, GraphFailure>> => {
  const { id: text = '' } = request.params;
  const id = parseObjectId(text);
  const user = id ? await findUser(db, id) : await findUserByName(db, text);
  return user ? ok(user) : fail(notFound(text));
};

const list = async (call: GraphCall): Outcome => {
  const value = (await listUsers(call.db)).map(userEntity);
  return ok({ status: 200, body: { '@odata.context': call.context('users'), value } });
};

const get = async (call: GraphCall): Outcome => {
  const user = await findNamedUser(call);
  return user.ok
    ? ok({
        status: 200,
        body: { '@odata.context': call.context('users/$entity'), ...userEntity(user.value) },
      })
    : user;
};

const readPassword = (body: GraphCall['body']): Result<string | undefined, GraphFailure> => {
  const profile = readObject(body, 'passwordProfile');
  if (!profile.ok) return profile;
  const password = readText(profile.value, 'password');
  if (!password.ok || password.value === undefined) return password;
  const isLongEnough =
    password.value.length >= LEAST_PASSWORD_LENGTH && password.value.length <= LARGEST_PASSWORD_LENGTH;
  return isLongEnough
    ? password
    : fail(
        badRequest(
          `The specified password does not comply with password complexity requirements: use ${LEAST_PASSWORD_LENGTH} to ${LARGEST_PASSWORD_LENGTH} characters.`,
        ),
      );
};

const create = async (call: GraphCall): Outcome => {
  const name = requireText(call.body, 'userPrincipalName');
  if (!name.ok) return name;
  const displayName = requireText(call.body, 'displayName');
  if (!displayName.ok) return displayName;
  const password = readPassword(call.body);
  if (!password.ok) return password;
  if (password.value === undefined)
    return fail(
      badRequest("A value is required for property 'passwordProfile.password' of resource 'User'."),
    );
  const enabled = readBoolean(call.body, 'accountEnabled');
  if (!enabled.ok) return enabled;
  const domain = name.value.slice(name.value.lastIndexOf('@') + 1).toLowerCase();
  if (!(await listDomains(call.db)).some(verified => verified.name === domain))
    return fail(
      badRequest(
        `The domain portion of the userPrincipalName property is invalid. '${domain.slice(0, 100)}' is not a verified domain of this organization.`,
      ),
    );
  const { clock, entropy } = call.services;
  const id = parseObjectId(entropy.uuid());
  if (!id) throw new TypeError('The entropy source made something that is no GUID.');
  const isNew = await insertUser(call.db, {
    id,
    userPrincipalName: name.value,
    displayName: displayName.value,
    givenName: null,
    surname: null,
    passwordHash: await hashPassword(password.value),
    accountEnabled: enabled.value ?? true,
    createdAt: new Date(clock.now()),
  });
  if (!isNew)
    return fail(
      conflict('Another object with the same value for property userPrincipalName already exists.'),
    );
  const user = await findUser(call.db, id);
  return user
    ? ok({ status: 201, body: { '@odata.context': call.context('users/$entity'), ...userEntity(user) } })
    : fail(notFound(id));
};

const update = async (call: GraphCall): Outcome => {
  const user = await findNamedUser(call);
  if (!user.ok) return user;
  const displayName = readText(call.body, 'displayName');
  if (!displayName.ok) return displayName;
  const enabled = readBoolean(call.body, 'accountEnabled');
  if (!enabled.ok) return enabled;
  const password = readPassword(call.body);
  if (!password.ok) return password;
  const changes: UserChanges = {
    ...(displayName.value !== undefined && { display_name: displayName.value }),
    ...(enabled.value !== undefined && { account_enabled: enabled.value }),
    ...(password.value !== undefined && { password_hash: await hashPassword(password.value) }),
  };
  const id = parseObjectId(user.value.id);
  if (id) await updateUser(call.db, id, changes);
  return ok({ status: 204 });
};

/** The tenant itself, its domains and its users. */
export const organizationOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/organization', access: READ_DIRECTORY, handle: organization },
  { method: 'GET', path: '/domains', access: READ_DIRECTORY, handle: domains },
  { method: 'GET', path: '/me', access: READ_DIRECTORY, handle: me },
  { method: 'GET', path: '/users', access: READ_USERS, handle: list },
  { method: 'POST', path: '/users', access: WRITE_USERS, handle: create },
  { method: 'GET', path: '/users/{id}', access: READ_USERS, handle: get },
  { method: 'PATCH', path: '/users/{id}', access: WRITE_USERS, handle: update },
];
