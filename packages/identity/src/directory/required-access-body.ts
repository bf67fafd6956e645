import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { RequiredResourceAccess } from '@vakt/store/tables/directory';
import { badRequest, type GraphFailure } from './graph-error.ts';

const MOST_RESOURCES = 50;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readPermission = (value: unknown): { id: string; type: 'Role' | 'Scope' } | undefined => {
  if (!isRecord(value) || typeof value.id !== 'string' || !isGuid(value.id)) return undefined;
  return value.type === 'Role' || value.type === 'Scope'
    ? { id: value.id.toLowerCase(), type: value.type }
    : undefined;
};

const readResource = (value: unknown): RequiredResourceAccess | undefined => {
  if (!isRecord(value) || typeof value.resourceAppId !== 'string' || !isGuid(value.resourceAppId))
    return undefined;
  if (!Array.isArray(value.resourceAccess)) return undefined;
  const resourceAccess = value.resourceAccess.map(readPermission);
  return resourceAccess.includes(undefined)
    ? undefined
    : {
        resourceAppId: value.resourceAppId.toLowerCase(),
        resourceAccess: resourceAccess.filter(item => item !== undefined),
      };
};

/** Reads the permissions that an application asks for: a request list, which grants nothing. */
export const readRequiredAccess = (
  value: unknown,
): Result<readonly RequiredResourceAccess[], GraphFailure> => {
  const list = Array.isArray(value) && value.length <= MOST_RESOURCES ? value.map(readResource) : [undefined];
  return list.includes(undefined)
    ? fail(
        badRequest(
          "Invalid value specified for property 'requiredResourceAccess' of the resource: it must be a list of { resourceAppId, resourceAccess: [{ id, type: 'Role' or 'Scope' }] }.",
        ),
      )
    : ok(list.filter(item => item !== undefined));
};
