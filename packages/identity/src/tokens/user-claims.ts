import { createHash } from 'node:crypto';
import { isGuest, type TenantMember } from '../accounts/account.ts';
import { issuerOf } from './issuer.ts';

/** Whose id, at which client. */
export interface SubjectOf {
  readonly tenantId: string;
  readonly userId: string;
  readonly clientId: string;
}

/** The user's id at a client: stable, and of no use to find the user elsewhere (reference: identity, section 3.2). */
export const pairwiseSubject = ({ tenantId, userId, clientId }: SubjectOf): string =>
  createHash('sha256').update(`${tenantId}/${clientId}/${userId}`).digest('base64url');

/** The name under which the user signs in: a guest's is the one of the tenant at home. */
export const signInNameOf = ({ account }: TenantMember): string => account.user.user_principal_name;

/** A sign-in, as tokens tell of it. */
export interface ToldSignIn {
  readonly member: TenantMember;
  /** What the user proved: `pwd`, `mfa`. */
  readonly authenticationMethods: readonly string[];
  readonly remoteAddress: string;
}

/** What version 1.0 tells of a sign-in, in access and id tokens alike. */
export const signInClaimsV1 = ({ member, authenticationMethods, remoteAddress }: ToldSignIn): object => ({
  amr: authenticationMethods,
  ...(member.user.surname && { family_name: member.user.surname }),
  ...(member.user.given_name && { given_name: member.user.given_name }),
  ipaddr: remoteAddress,
  unique_name: signInNameOf(member),
  upn: signInNameOf(member),
});

/** In tokens of a guest: who vouches for the account. */
export const identityProviderOf = (member: TenantMember): { readonly idp?: string } =>
  isGuest(member) ? { idp: issuerOf(member.account.tenant.id) } : {};

/** `client_info`: the account at home, by which client libraries tell accounts apart (reference: identity, section 2.1). */
export const clientInfoOf = ({ account }: TenantMember): string =>
  Buffer.from(JSON.stringify({ uid: account.user.id, utid: account.tenant.id })).toString('base64url');
