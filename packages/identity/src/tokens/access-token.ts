import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { isGuest } from '../accounts/account.ts';
import { issuerOf, issuerV2Of } from './issuer.ts';
import type { Claims } from './signed-claims.ts';
import type { TokenSigner } from './token-signer.ts';
import type { ApplicationSubject, TokenSubject, UserSubject } from './token-subject.ts';
import { TOKEN_LIFETIME_SECONDS, tokenTimes } from './token-times.ts';
import { identityProviderOf, pairwiseSubject, signInClaimsV1, signInNameOf } from './user-claims.ts';

/** An access token and how long it lives, in seconds, as replies tell it. */
export interface IssuedToken {
  readonly token: string;
  /** The token's `uti`. */
  readonly tokenId: string;
  readonly expiresInSeconds: number;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly expiresOn: number;
}

/** Claims that mean nothing to anybody else: what is random in them. */
const AIO_BYTES = 36;
const RH_BYTES = 24;

/** In `wids` of every member of a tenant (reference: identity, section 3.2). */
const MEMBER_ROLE_TEMPLATE = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

const rolesClaim = (roles: readonly string[] = []): Claims =>
  roles.length > 0 ? { roles: roles.toSorted() } : {};

/** What only version 1.0 tells of a user. */
const userClaimsV1 = (subject: UserSubject): Claims => ({
  acct: isGuest(subject.member) ? 1 : 0,
  acr: '1',
  ...signInClaimsV1(subject),
});

const userClaims = (subject: UserSubject): Claims => {
  const { member, version } = subject;
  return {
    ...(version === 1 ? userClaimsV1(subject) : { preferred_username: signInNameOf(member) }),
    ...identityProviderOf(member),
    name: member.user.display_name,
    oid: member.userId,
    ...rolesClaim(subject.roles),
    scp: subject.scopes.toSorted().join(' '),
    ...(subject.sessionId && { sid: subject.sessionId }),
    sub: pairwiseSubject({ tenantId: member.tenant.id, userId: member.userId, clientId: subject.clientId }),
    wids: [...member.directoryRoles, MEMBER_ROLE_TEMPLATE],
  };
};

/** The client, in the words of each version. */
const clientClaims = ({ version, clientId, clientName, clientProof }: TokenSubject): Claims =>
  version === 1
    ? { app_displayname: clientName, appid: clientId, appidacr: clientProof }
    : { azp: clientId, azpacr: clientProof };

/** Makes signed access tokens, of the version that the resource takes. */
export class AccessTokens {
  readonly #signer: TokenSigner;
  readonly #clock: Clock;
  readonly #entropy: Entropy;

  constructor(signer: TokenSigner, clock: Clock, entropy: Entropy) {
    this.#signer = signer;
    this.#clock = clock;
    this.#entropy = entropy;
  }

  /** A new token's id: 22 characters, as tokens carry it in `uti`. */
  newTokenId(): string {
    return base64url(this.#entropy.bytes(16));
  }

  issueToApplication(subject: ApplicationSubject): Promise<IssuedToken> {
    const { servicePrincipalId, roles, tenantId, version } = subject;
    return this.#issue(subject, {
      ...(version === 1 && { idp: issuerOf(tenantId) }),
      oid: servicePrincipalId,
      ...rolesClaim(roles),
      sub: servicePrincipalId,
    });
  }

  issueToUser(subject: UserSubject): Promise<IssuedToken> {
    return this.#issue(subject, userClaims(subject));
  }

  async #issue(subject: TokenSubject, own: Claims): Promise<IssuedToken> {
    const times = tokenTimes(this.#clock);
    const { version, tenantId } = subject;
    const tokenId = subject.tokenId ?? this.newTokenId();
    const random = this.#entropy.bytes(AIO_BYTES + RH_BYTES);
    const claims = {
      aud: subject.audience,
      iss: version === 1 ? issuerOf(tenantId) : issuerV2Of(subject.origin, tenantId),
      ...times,
      aio: base64url(random.subarray(0, AIO_BYTES)),
      ...clientClaims(subject),
      ...own,
      rh: `1.${base64url(random.subarray(AIO_BYTES))}.`,
      ...(version === 1 && { tenant_region_scope: 'EU' }),
      tid: tenantId,
      uti: tokenId,
      ver: `${version}.0`,
      ...(subject.handlesClaimsChallenges && { xms_cc: ['CP1'] }),
    };
    // Signing and logging both wait for something else than this thread; neither is given out without the other.
    const [token] = await Promise.all([
      this.#signer.sign(claims, { hasThumbprint: version === 1 }),
      subject.attempt.succeed(tokenId),
    ]);
    return {
      token,
      tokenId,
      expiresInSeconds: TOKEN_LIFETIME_SECONDS - 1,
      notBefore: times.nbf,
      expiresOn: times.exp,
    };
  }
}
