import { isGuid } from '@vakt/contract/ids';
import { ok, type Result } from '@vakt/contract/result';
import type { ApplicationChanges } from '@vakt/store/directory/applications';
import type { PreAuthorizedApplication } from '@vakt/store/tables/directory';
import { type Body, readObject, readObjectList, readTextList, wrong } from './body.ts';
import type { GraphFailure } from './graph-error.ts';
import { readApiScopes } from './offered-permissions-body.ts';

type Read<Value> = Result<Value, GraphFailure>;

const isGuidList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string' && isGuid(item));

const lowerCase = (guids: readonly string[]): string[] => guids.map(guid => guid.toLowerCase());

const readPreAuthorized = (api: Body): Read<readonly PreAuthorizedApplication[] | undefined> => {
  const items = readObjectList(api, 'preAuthorizedApplications');
  if (!items.ok || items.value === undefined) return items.ok ? ok(undefined) : items;
  const read = items.value.map(({ appId, delegatedPermissionIds, permissionIds }) => {
    // `permissionIds` is what /beta calls them.
    const ids = delegatedPermissionIds ?? permissionIds ?? [];
    return typeof appId === 'string' && isGuid(appId) && isGuidList(ids)
      ? { appId: appId.toLowerCase(), delegatedPermissionIds: lowerCase(ids) }
      : undefined;
  });
  return read.includes(undefined)
    ? wrong('api.preAuthorizedApplications', 'a list of { appId, delegatedPermissionIds: [ids] }')
    : ok(read.filter(item => item !== undefined));
};

const readTokenVersion = (api: Body): Read<ApplicationChanges> => {
  const version = api.requestedAccessTokenVersion;
  if (version === undefined) return ok({});
  return version === null || version === 1 || version === 2
    ? ok({ requested_access_token_version: version })
    : wrong('api.requestedAccessTokenVersion', 'null, 1 or 2');
};

/** Reads `api`: what the application is as an API for others. */
export const readApi = (body: Body): Read<ApplicationChanges> => {
  const api = readObject(body, 'api');
  if (!api.ok) return api;
  const scopes = readApiScopes(api.value);
  if (!scopes.ok) return scopes;
  const version = readTokenVersion(api.value);
  if (!version.ok) return version;
  const trusted = readPreAuthorized(api.value);
  if (!trusted.ok) return trusted;
  const clients = readTextList(api.value, 'knownClientApplications');
  if (!clients.ok) return clients;
  if (!isGuidList(clients.value ?? [])) return wrong('api.knownClientApplications', 'a list of client ids');
  return ok({
    ...version.value,
    ...(scopes.value && { api_scopes: JSON.stringify(scopes.value) }),
    ...(trusted.value && { pre_authorized_applications: JSON.stringify(trusted.value) }),
    ...(clients.value && { known_client_applications: JSON.stringify(lowerCase(clients.value)) }),
  });
};
