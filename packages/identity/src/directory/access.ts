import type { Principal, UserPrincipal } from '@vakt/contract/principal';
import { isOwner } from '@vakt/store/directory/owners';
import { findUser } from '@vakt/store/directory/users';
import type { GraphCall } from './graph-call.ts';
import { denied, type GraphFailure } from './graph-error.ts';
import { type DirectoryRole, holdsAnyRole, ROLE_TEMPLATES } from './role-templates.ts';

/** Who may make a call: any of the permissions, and for a user one of the roles besides. */
export interface Access {
  /** Application permissions, in `roles`; one that ends in `.OwnedBy` is good for the caller's own objects alone. */
  readonly application: readonly string[];
  /** Delegated permissions, in `scp`. */
  readonly delegated: readonly string[];
  /** Directory roles, one of which the user must have; not given: any member of the tenant may, guests may not. */
  readonly roles?: readonly DirectoryRole[];
  /** Guests may as well: the call shows what everybody knows, or the caller's own. */
  readonly guests?: true;
  /** The id of the object that the call changes, if there is one: who owns it may without a role. */
  readonly owned?: (call: GraphCall) => Promise<string | undefined>;
}

/** Those who administer applications (Microsoft Entra built-in roles). */
export const APPLICATION_ROLES: readonly DirectoryRole[] = [
  'globalAdministrator',
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

/** Who may read applications and service principals. */
export const READ_APPLICATIONS: Access = {
  application: [
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Application.ReadWrite.OwnedBy',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  delegated: [
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
};

/** Members register applications, unless a tenant decides otherwise; they manage those that they own. */
export const REGISTER_APPLICATIONS: Access = {
  application: ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy'],
  delegated: ['Application.ReadWrite.All'],
};

/** Who may change an application or service principal: administrators of applications, and its owners. */
export const changeApplications = (owned: Access['owned']): Access => ({
  ...REGISTER_APPLICATIONS,
  roles: APPLICATION_ROLES,
  ...(owned && { owned }),
});

const OWNED_BY = '.ownedby';
const anyRoles = Object.keys(ROLE_TEMPLATES) as DirectoryRole[];

const heldPermissions = (principal: Principal, access: Access): readonly string[] => {
  const held = new Set(
    (principal.kind === 'application' ? principal.roles : principal.scopes).map(name => name.toLowerCase()),
  );
  const wanted = principal.kind === 'application' ? access.application : access.delegated;
  return wanted.map(name => name.toLowerCase()).filter(name => held.has(name));
};

/** What is wrong when the token has none of the permissions. */
export const checkPermission = (principal: Principal, access: Access): GraphFailure | undefined => {
  if (heldPermissions(principal, access).length > 0) return undefined;
  const [sort, names] =
    principal.kind === 'application'
      ? ['the application permission', access.application]
      : ['the delegated permission', access.delegated];
  return denied(
    names.length === 0
      ? 'Insufficient privileges to complete the operation. It is for signed-in users; this token is an application’s own.'
      : `Insufficient privileges to complete the operation. It needs ${sort} ${names.join(' or ')}.`,
  );
};

const isCallersOwn = async (call: GraphCall, { owned }: Access): Promise<boolean> => {
  const id = await owned?.(call);
  return id !== undefined && isOwner(call.db, id, call.principal.objectId);
};

const checkUser = async (
  call: GraphCall,
  { objectId, directoryRoles }: UserPrincipal,
  access: Access,
): Promise<GraphFailure | undefined> => {
  if (holdsAnyRole(directoryRoles, access.roles ?? anyRoles)) return undefined;
  if (await isCallersOwn(call, access)) return undefined;
  if (access.roles)
    return denied(
      `Insufficient privileges to complete the operation. The user needs one of the directory roles ${access.roles
        .map(role => ROLE_TEMPLATES[role].displayName)
        .join(', ')}${access.owned ? ', or to own the object' : ''}.`,
    );
  if (access.guests) return undefined;
  const user = await findUser(call.db, objectId);
  return user?.user_type === 'Member'
    ? undefined
    : denied('Insufficient privileges to complete the operation. Guests see their own account only.');
};

/** What is wrong when the caller, who has the permission, has not the role, nor owns what the call is about. */
export const checkRole = async (call: GraphCall, access: Access): Promise<GraphFailure | undefined> => {
  const { principal } = call;
  if (principal.kind === 'user') return checkUser(call, principal, access);
  const isForOwnedOnly = heldPermissions(principal, access).every(name => name.endsWith(OWNED_BY));
  if (!isForOwnedOnly || !access.owned || (await isCallersOwn(call, access))) return undefined;
  return denied(
    'Insufficient privileges to complete the operation. The application may change only what it owns.',
  );
};
