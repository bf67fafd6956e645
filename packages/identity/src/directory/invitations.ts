import { parseObjectId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findGuest } from '@vakt/store/directory/authority-lookups';
import { findTenantByDomain, listDomains } from '@vakt/store/directory/tenants';
import { findUser, findUserByName, insertUser, type User } from '@vakt/store/directory/users';
import { INVITE_USER } from '../audit/changes/users.ts';
import type { Access } from './access.ts';
import { readText, requireText, wrong } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';
import { entityReply, type Outcome } from './graph-reply.ts';
import { isAddress } from './user-body.ts';
import { newUserId } from './users.ts';

const INVITING = ['User.Invite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];
/** Members invite guests, as in a tenant that decided nothing else; guests do not. */
const INVITE: Access = { application: INVITING, delegated: INVITING };

/** An account of another tenant of this installation. */
interface HomeAccount {
  readonly tenantId: TenantId;
  readonly user: User;
}

const isPage = (text: string): boolean => ['https:', 'http:'].includes(URL.parse(text)?.protocol ?? '');

/** Guests of Vakt are accounts of its other tenants; nobody else could sign in here. */
const findHome = async (
  { principal, services }: GraphCall,
  address: string,
): Promise<Result<HomeAccount, GraphFailure>> => {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const tenant = await findTenantByDomain(services.store.authority, domain);
  if (tenant?.id === principal.tenantId)
    return fail(badRequest(`'${address}' belongs to this organization already: members are not invited.`));
  const user = tenant && (await findUserByName(services.store.tenant(tenant.id), address));
  return tenant && user && user.home_user_id === null
    ? ok({ tenantId: tenant.id, user })
    : fail(
        badRequest(
          `There is no account '${address}' in this installation. A guest is an account of another tenant here, invited by its user name; have it made there first.`,
        ),
      );
};

/** `anna@partner.example` is `anna_partner.example#EXT#@customer.example` as a guest. */
const guestName = async ({ db }: GraphCall, address: string): Promise<string> => {
  const domain = (await listDomains(db)).find(({ is_default }) => is_default)?.name ?? '';
  return `${address.replace('@', '_')}#EXT#@${domain}`;
};

/** The guest that the account is here: the one there is, or a new one. */
const findOrMakeGuest = async (
  call: GraphCall,
  { tenantId, user }: HomeAccount,
  displayName: string,
): Promise<User | undefined> => {
  const known = await findGuest(call.db, user.id);
  if (known) return known;
  const id = newUserId(call);
  await insertUser(call.db, {
    id,
    userPrincipalName: await guestName(call, user.user_principal_name),
    displayName,
    givenName: null,
    surname: null,
    passwordHash: null,
    accountEnabled: true,
    createdAt: new Date(call.services.clock.now()),
    mail: user.user_principal_name,
    home: { tenantId, userId: user.id },
  });
  // Two invitations at once make one guest: the second finds what the first made.
  return findGuest(call.db, user.id);
};

const create = async (call: GraphCall): Outcome => {
  const address = requireText(call.body, 'invitedUserEmailAddress');
  if (!address.ok) return address;
  if (!isAddress(address.value)) return wrong('invitedUserEmailAddress', 'a mail address');
  const redirect = requireText(call.body, 'inviteRedirectUrl');
  if (!redirect.ok) return redirect;
  if (!isPage(redirect.value)) return wrong('inviteRedirectUrl', 'the address of a page');
  const displayName = readText(call.body, 'invitedUserDisplayName');
  if (!displayName.ok) return displayName;
  const type = readText(call.body, 'invitedUserType');
  if (!type.ok) return type;
  if (type.value !== undefined && type.value !== 'Guest') return wrong('invitedUserType', 'Guest');
  const home = await findHome(call, address.value);
  if (!home.ok) return home;
  const name = (displayName.value ?? '').trim() || (address.value.split('@')[0] ?? address.value);
  const guest = await findOrMakeGuest(call, home.value, name.slice(0, 256));
  const guestId = guest && parseObjectId(guest.id);
  if (!guestId || !(await findUser(call.db, guestId)))
    return fail(badRequest('A user of this name exists here already.'));
  return entityReply(
    call,
    'invitations',
    {
      id: call.services.entropy.uuid(),
      inviteRedeemUrl: redirect.value,
      inviteRedirectUrl: redirect.value,
      invitedUserDisplayName: guest.display_name,
      invitedUserEmailAddress: address.value,
      invitedUserType: 'Guest',
      resetRedemption: false,
      // Vakt sends no mail: the account is bound at once, and nothing is left to redeem.
      sendInvitationMessage: false,
      status: 'Completed',
      invitedUser: { id: guest.id },
    },
    201,
  );
};

/** Guests. */
export const invitationOperations: readonly GraphOperation[] = [
  { method: 'POST', path: '/invitations', access: INVITE, audit: INVITE_USER, handle: create },
];
