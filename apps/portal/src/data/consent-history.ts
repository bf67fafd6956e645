import type { GrantedPermission } from './granted-permission.ts';
import type { DirectoryAudit, ModifiedProperty } from './logs.ts';

/** Who gave a permission, and when. */
export interface ConsentOrigin {
  /** A user principal name, or an application's name. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

type Origin = Pick<GrantedPermission, 'kind' | 'resourceId' | 'value' | 'principalId'>;

/** A value of the log: JSON, or as it is where it is none. */
const parsed = (text: string | null): string => {
  try {
    const value: unknown = JSON.parse(text ?? '""');
    return typeof value === 'string' ? value : '';
  } catch {
    return text ?? '';
  }
};

const wordsOf = (text: string | null): readonly string[] => parsed(text).split(' ');

/** Whether a property has the name now that it had not before. */
const brings = (value: string, { oldValue, newValue }: ModifiedProperty): boolean =>
  wordsOf(newValue).includes(value) && !wordsOf(oldValue).includes(value);

/** Whether the entry changed a property of the API so that it names the permission. */
const isGivenOn = (
  { targetResources }: DirectoryAudit,
  { resourceId, value }: Origin,
  property: string,
): boolean =>
  targetResources
    .filter(({ id }) => id === resourceId)
    .flatMap(({ modifiedProperties }) => modifiedProperties)
    .some(modified => modified.displayName === property && brings(value, modified));

/** A grant for one user is given by an entry that names the user, one for everybody by an entry that names nobody. */
const isForTheSame = ({ targetResources }: DirectoryAudit, { principalId }: Origin): boolean =>
  targetResources.find(({ type }) => type === 'User')?.id === (principalId ?? undefined);

const isGivenOnPage = ({ targetResources, initiatedBy }: DirectoryAudit, consent: Origin): boolean => {
  const properties = targetResources.flatMap(({ modifiedProperties }) => modifiedProperties);
  const valueOf = (name: string) =>
    properties.find(({ displayName }) => displayName === name)?.newValue ?? '';
  const isForAll = valueOf('ConsentContext.IsAdminConsent') === 'True';
  return (
    wordsOf(valueOf('ConsentAction.Permissions')).includes(consent.value) &&
    (isForAll ? consent.principalId === null : consent.principalId === initiatedBy.user?.id)
  );
};

/** Whether an entry of the log is the one that gave a permission. */
const gave = (entry: DirectoryAudit, consent: Origin): boolean => {
  switch (entry.activityDisplayName) {
    case 'Add app role assignment to service principal':
      return consent.kind === 'application' && isGivenOn(entry, consent, 'AppRole.Value');
    case 'Add delegated permission grant':
    case 'Update delegated permission grant':
      return (
        consent.kind === 'delegated' &&
        isForTheSame(entry, consent) &&
        isGivenOn(entry, consent, 'DelegatedPermissionGrant.Scope')
      );
    case 'Consent to application':
      return isGivenOnPage(entry, consent);
    default:
      return false;
  }
};

const nameOf = ({ initiatedBy: { user, app } }: DirectoryAudit): string =>
  user?.userPrincipalName ?? app?.displayName ?? '';

/**
 * Who gave a permission last, and when; `undefined` when the log does not go back as far.
 *
 * @param log changes of the application that were made, the newest first.
 */
export const originOfConsent = (
  consent: Origin,
  log: readonly DirectoryAudit[],
): ConsentOrigin | undefined => {
  const entry = log.find(one => gave(one, consent));
  return entry && { by: nameOf(entry), at: entry.activityDateTime };
};
