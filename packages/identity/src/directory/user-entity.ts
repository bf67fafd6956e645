import type { User } from '@vakt/store/directory/users';
import type { Entity } from './graph-reply.ts';

/** A user in Microsoft Graph's shape. */
export const userEntity = (user: User): Entity => ({
  id: user.id,
  businessPhones: [],
  displayName: user.display_name,
  givenName: user.given_name,
  jobTitle: null,
  mail: user.mail,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: user.surname,
  userPrincipalName: user.user_principal_name,
  accountEnabled: user.account_enabled,
  createdDateTime: user.created_at.toISOString(),
  creationType: user.user_type === 'Guest' ? 'Invitation' : null,
  externalUserState: user.user_type === 'Guest' ? 'Accepted' : null,
  mailNickname: user.user_principal_name.split('@')[0] ?? null,
  signInSessionsValidFromDateTime: (user.tokens_valid_from ?? user.created_at).toISOString(),
  userType: user.user_type,
});
