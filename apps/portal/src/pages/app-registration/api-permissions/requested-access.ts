import type { RequiredResourceAccess, ResourceAccess } from '../../../data/required-access.ts';

const isSame =
  (one: ResourceAccess) =>
  (other: ResourceAccess): boolean =>
    one.id === other.id && one.type === other.type;

/** What an application asks for, and besides these permissions of an API; none is named twice. */
export const withPermissions = (
  required: readonly RequiredResourceAccess[],
  { resourceAppId, resourceAccess }: RequiredResourceAccess,
): readonly RequiredResourceAccess[] => {
  const present = required.find(access => access.resourceAppId === resourceAppId)?.resourceAccess ?? [];
  const added = resourceAccess.filter(access => !present.some(isSame(access)));
  const merged = { resourceAppId, resourceAccess: [...present, ...added] };
  return present.length === 0
    ? [...required.filter(access => access.resourceAppId !== resourceAppId), merged]
    : required.map(access => (access.resourceAppId === resourceAppId ? merged : access));
};

/** What an application asks for without one permission; an API of which nothing is left goes too. */
export const withoutPermission = (
  required: readonly RequiredResourceAccess[],
  resourceAppId: string,
  permission: ResourceAccess,
): readonly RequiredResourceAccess[] =>
  required
    .map(access =>
      access.resourceAppId === resourceAppId
        ? {
            resourceAppId,
            resourceAccess: access.resourceAccess.filter(one => !isSame(permission)(one)),
          }
        : access,
    )
    .filter(({ resourceAccess }) => resourceAccess.length > 0);
