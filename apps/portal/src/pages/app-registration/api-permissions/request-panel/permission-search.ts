import type { ApiPermission } from '../../../../data/api.ts';

/** Permissions about one subject: `Alert` for `Alert.Read.All` and `Alert.ReadWrite.All`. */
export interface PermissionGroup {
  readonly name: string;
  readonly permissions: readonly ApiPermission[];
}

const matches = (permission: ApiPermission, wanted: string): boolean =>
  [permission.value, permission.displayName, permission.description].some(text =>
    text.toLowerCase().includes(wanted),
  );

const subjectOf = ({ value }: ApiPermission): string => value.split('.', 1)[0] ?? value;

/**
 * The permissions of one type that an API offers and a person looks for, by subject.
 *
 * @param search part of a permission's value, name or description; all when empty.
 */
export const searchPermissions = (
  permissions: readonly ApiPermission[],
  type: ApiPermission['type'],
  search: string,
): readonly PermissionGroup[] => {
  const wanted = search.trim().toLowerCase();
  const found = permissions
    .filter(permission => permission.type === type && permission.isEnabled && matches(permission, wanted))
    .toSorted((one, other) => one.value.localeCompare(other.value));
  return [...Map.groupBy(found, subjectOf)].map(([name, members]) => ({ name, permissions: members }));
};
