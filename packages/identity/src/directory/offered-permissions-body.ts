import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ApiScope, AppRole } from '@vakt/store/tables/directory';
import { type Body, readBoolean, readObjectList, readText, requireText } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

type Read<Value> = Result<Value, GraphFailure>;

/** What a token's `roles` and `scp` can carry: no blanks, which separate scopes. */
const PERMISSION_VALUE = /^(?!\.)[\w:!#$%&'()*+,\-./;<=>?@[\]^`{|}~]{1,120}$/;
const MEMBER_TYPES = ['Application', 'User'] as const;

const refuse = (property: string, what: string): Read<never> =>
  fail(badRequest(`Invalid value specified for property '${property}' of the resource: ${what}`));

const readId = (item: Body, property: string): Read<string> =>
  typeof item.id === 'string' && isGuid(item.id)
    ? ok(item.id.toLowerCase())
    : refuse(property, 'each entry needs an id that is a GUID.');

const readValue = (item: Body, property: string): Read<string | null> => {
  const value = readText(item, 'value');
  if (!value.ok) return value;
  if (value.value === undefined || value.value === '') return ok(null);
  return PERMISSION_VALUE.test(value.value)
    ? ok(value.value)
    : refuse(property, 'a value has at most 120 characters and no blanks.');
};

/** Reads each of a list; the first failure is the list's. */
const readEach = <Item>(items: readonly Body[], read: (item: Body) => Read<Item>): Read<readonly Item[]> => {
  const found: Item[] = [];
  for (const item of items) {
    const one = read(item);
    if (!one.ok) return one;
    found.push(one.value);
  }
  return ok(found);
};

const repeated = (texts: readonly (string | null)[]): string | undefined => {
  const seen = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    if (seen.has(text)) return text;
    seen.add(text);
  }
  return undefined;
};

const distinct = <Item extends { readonly id: string; readonly value: string | null }>(
  items: readonly Item[],
  property: string,
): Read<readonly Item[]> => {
  const twice = repeated(items.map(({ id }) => id)) ?? repeated(items.map(({ value }) => value));
  return twice === undefined ? ok(items) : refuse(property, `'${twice}' stands twice.`);
};

const readRole = (item: Body): Read<AppRole> => {
  const id = readId(item, 'appRoles');
  if (!id.ok) return id;
  const value = readValue(item, 'appRoles');
  if (!value.ok) return value;
  const displayName = requireText(item, 'displayName');
  if (!displayName.ok) return displayName;
  const description = requireText(item, 'description');
  if (!description.ok) return description;
  const enabled = readBoolean(item, 'isEnabled');
  if (!enabled.ok) return enabled;
  const given = Array.isArray(item.allowedMemberTypes) ? item.allowedMemberTypes : [];
  const allowedMemberTypes = MEMBER_TYPES.filter(type => given.includes(type));
  if (allowedMemberTypes.length === 0 || allowedMemberTypes.length !== given.length)
    return refuse('appRoles', 'allowedMemberTypes must be Application, User, or both.');
  return ok({
    id: id.value,
    value: value.value,
    displayName: displayName.value,
    description: description.value,
    isEnabled: enabled.value ?? true,
    allowedMemberTypes,
  });
};

const SCOPES = 'api.oauth2PermissionScopes';

const readScope = (item: Body): Read<ApiScope> => {
  const id = readId(item, SCOPES);
  if (!id.ok) return id;
  const value = readValue(item, SCOPES);
  if (!value.ok) return value;
  if (value.value === null) return refuse(SCOPES, 'each scope needs a value.');
  const type = item.type ?? 'User';
  if (type !== 'User' && type !== 'Admin') return refuse(SCOPES, 'type must be User or Admin.');
  const name = readText(item, 'adminConsentDisplayName');
  if (!name.ok) return name;
  const description = readText(item, 'adminConsentDescription');
  if (!description.ok) return description;
  const userName = readText(item, 'userConsentDisplayName');
  if (!userName.ok) return userName;
  const userDescription = readText(item, 'userConsentDescription');
  if (!userDescription.ok) return userDescription;
  const enabled = readBoolean(item, 'isEnabled');
  if (!enabled.ok) return enabled;
  return ok({
    id: id.value,
    value: value.value,
    type,
    isEnabled: enabled.value ?? true,
    adminConsentDisplayName: name.value ?? value.value,
    adminConsentDescription: description.value ?? '',
    userConsentDisplayName: userName.value ?? null,
    userConsentDescription: userDescription.value ?? null,
  });
};

/** Reads the application permissions and users' roles that an application offers; `undefined` when not named. */
export const readAppRoles = (body: Body): Read<readonly AppRole[] | undefined> => {
  const items = readObjectList(body, 'appRoles');
  if (!items.ok || items.value === undefined) return items.ok ? ok(undefined) : items;
  const roles = readEach(items.value, readRole);
  return roles.ok ? distinct(roles.value, 'appRoles') : roles;
};

/** Reads the delegated permissions that an application offers, of its `api`; `undefined` when not named. */
export const readApiScopes = (api: Body): Read<readonly ApiScope[] | undefined> => {
  const items = readObjectList(api, 'oauth2PermissionScopes');
  if (!items.ok || items.value === undefined) return items.ok ? ok(undefined) : items;
  const scopes = readEach(items.value, readScope);
  return scopes.ok ? distinct(scopes.value, SCOPES) : scopes;
};
