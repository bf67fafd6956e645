import { ok, type Result } from '@vakt/contract/result';
import { insertRefreshFamily } from '@vakt/store/sign-in/refresh-families';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import type { ClientApplication, ClientPlatform } from '../authority/client-application.ts';
import type { OpenIdScope, RequestedAccess } from '../authority/requested-access.ts';
import { chooseScopes, findDelegatedStanding } from '../consent/granted-scopes.ts';
import type { ClientProof } from '../tokens/token-subject.ts';
import { clientInfoOf } from '../tokens/user-claims.ts';
import { clientHandlesClaimsChallenges } from './claims-parameter.ts';
import type { GrantedToken, GrantServices, TokenRequest } from './grant.ts';

/** What issuing needs of the request, be it for a token or for an authorization. */
export type IssueContext = Pick<
  TokenRequest,
  'version' | 'form' | 'attempt' | 'remoteAddress' | 'authorityOrigin'
>;

/** A sign-in whose refresh tokens go on. */
export interface ContinuedFamily {
  readonly id: string;
  /** The number of the token to give out now. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** A user's sign-in at a client, ready to be turned into tokens. */
export interface UserSignIn {
  readonly member: TenantMember;
  readonly client: ClientApplication;
  readonly proof: ClientProof;
  readonly platform: ClientPlatform;
  readonly access: RequestedAccess;
  readonly openIdScopes: readonly OpenIdScope[];
  /** What the user proved: `pwd`, `mfa`. */
  readonly authenticationMethods: readonly string[];
  readonly nonce?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The family to go on with, or the id of the new one; none: no refresh token. */
  readonly family?: ContinuedFamily | { readonly newId: string } | undefined;
  readonly tokenId?: string | undefined;
}

/** Refresh tokens of browser applications live this long, counted from the sign-in (reference: identity, section 3.5). */
export const SPA_REFRESH_SECONDS = 86_400;

const withoutSlash = (audience: string): string => audience.replace(/\/$/, '');

/** The scopes of the reply: to the letter those that were asked for, and all that the token carries (reference: 0.5). */
const scopeTexts = ({ access }: UserSignIn, scopes: readonly string[]): readonly string[] => {
  const own = scopes.map(scope => `${withoutSlash(access.audience)}/${scope}`);
  const known = new Set(access.scopeTexts.map(text => text.toLowerCase()));
  return [...access.scopeTexts, ...own.filter(text => !known.has(text.toLowerCase()))];
};

const startFamily = async (
  signIn: UserSignIn,
  id: string,
  { store, clock }: GrantServices,
): Promise<ContinuedFamily> => {
  const now = new Date(clock.now());
  await insertRefreshFamily(store.authority, {
    id,
    tenant_id: signIn.member.account.tenant.id,
    user_id: signIn.member.account.user.id,
    app_id: signIn.client.appId,
    platform: signIn.platform,
    authentication_methods: signIn.authenticationMethods.join(' '),
    session_id: signIn.sessionId ?? null,
    scopes: [...signIn.access.scopeTexts, ...signIn.openIdScopes].join(' '),
    sequence: 1,
    issued_at: now,
    last_used_at: now,
  });
  return { id, sequence: 1, issuedAt: now.getTime() };
};

const refreshTokenFor = async (
  signIn: UserSignIn,
  services: GrantServices,
): Promise<GrantedToken['refresh']> => {
  if (!signIn.family) return undefined;
  const family =
    'newId' in signIn.family ? await startFamily(signIn, signIn.family.newId, services) : signIn.family;
  const now = services.clock.now();
  const token = services.refreshTokens.write({
    familyId: family.id,
    sequence: family.sequence,
    issuedAt: Math.trunc(now / 1_000),
  });
  const age = Math.trunc((now - family.issuedAt) / 1_000);
  return { token, ...(signIn.platform === 'spa' && { expiresInSeconds: SPA_REFRESH_SECONDS - age }) };
};

/**
 * Issues what a user's sign-in gives: the access token, and as asked for a refresh token, an id token, and `client_info`.
 * Consent is looked at here, for every token.
 */
export const issueUserTokens = async (
  signIn: UserSignIn,
  request: IssueContext,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const { member, client, access, openIdScopes, authenticationMethods } = signIn;
  request.attempt.isOf(member);
  const standing = await findDelegatedStanding(services.store, client, access.application, member);
  if (!standing.ok) return standing;
  const scopes = chooseScopes(client, access, standing.value);
  if (!scopes.ok) return scopes;
  const version = access.application.accessTokenVersion;
  const shared = {
    member,
    clientId: client.appId,
    origin: request.authorityOrigin,
    authenticationMethods,
    remoteAddress: request.remoteAddress,
    sessionId: signIn.sessionId,
  };
  const issued = await services.accessTokens.issueToUser({
    ...shared,
    attempt: request.attempt,
    version,
    tenantId: member.tenant.id,
    audience: version === 2 ? access.application.appId : access.audience,
    clientName: client.displayName,
    clientProof: signIn.proof,
    scopes: scopes.value,
    roles: standing.value.roles,
    handlesClaimsChallenges: clientHandlesClaimsChallenges(request.form.get('claims')),
    ...(signIn.tokenId !== undefined && { tokenId: signIn.tokenId }),
  });
  const idToken = openIdScopes.includes('openid')
    ? await services.idTokens.issue({ ...shared, version: request.version, nonce: signIn.nonce })
    : undefined;
  return ok({
    issued,
    audience: access.audience,
    scope: {
      names: scopes.value,
      texts: [...new Set([...scopeTexts(signIn, scopes.value), ...openIdScopes])],
    },
    idToken,
    refresh: await refreshTokenFor(signIn, services),
    clientInfo: request.form.get('client_info') === '1' ? clientInfoOf(member) : undefined,
  });
};
