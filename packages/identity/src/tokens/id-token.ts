import { createHash } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { AppId } from '@vakt/contract/ids';
import { isGuest } from '../accounts/account.ts';
import { issuerOf, issuerV2Of } from './issuer.ts';
import type { TokenSigner } from './token-signer.ts';
import { tokenTimes } from './token-times.ts';
import {
  identityProviderOf,
  pairwiseSubject,
  signInClaimsV1,
  signInNameOf,
  type ToldSignIn,
} from './user-claims.ts';

/** Whose sign-in an id token tells, and to which client. */
export interface IdTokenSubject extends ToldSignIn {
  readonly clientId: AppId;
  /** The endpoint's version decides the token's, unlike with access tokens. */
  readonly version: 'v1' | 'v2';
  readonly origin: string;
  /** As the authorization request sent it; libraries refuse a token whose nonce they did not send. */
  readonly nonce?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Issued beside it in the same authorization reply. */
  readonly code?: string | undefined;
  readonly accessToken?: string | undefined;
  /** Roles of the user at the client. */
  readonly roles?: readonly string[];
}

/** The left half of the hash: binds what was issued beside the token to it (OpenID Connect Core, section 3.3.2.11). */
const halfHash = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

/** Makes id tokens: who signed in, told to the client (reference: identity, section 3.3). */
export class IdTokens {
  readonly #signer: TokenSigner;
  readonly #clock: Clock;
  readonly #entropy: Entropy;

  constructor(signer: TokenSigner, clock: Clock, entropy: Entropy) {
    this.#signer = signer;
    this.#clock = clock;
    this.#entropy = entropy;
  }

  issue(subject: IdTokenSubject): Promise<string> {
    const { member, clientId, version, origin, nonce, sessionId, code, accessToken, roles = [] } = subject;
    const tenantId = member.tenant.id;
    const claims = {
      aud: clientId,
      iss: version === 'v1' ? issuerOf(tenantId) : issuerV2Of(origin, tenantId),
      ...tokenTimes(this.#clock),
      ...(isGuest(member) && { acct: 1 }),
      ...(accessToken !== undefined && { at_hash: halfHash(accessToken) }),
      ...(code !== undefined && { c_hash: halfHash(code) }),
      ...identityProviderOf(member),
      ...(member.user.mail && { email: member.user.mail }),
      name: member.user.display_name,
      ...(nonce !== undefined && { nonce }),
      oid: member.userId,
      ...(version === 'v1' ? signInClaimsV1(subject) : { preferred_username: signInNameOf(member) }),
      rh: `1.${Buffer.from(this.#entropy.bytes(24)).toString('base64url')}.`,
      ...(roles.length > 0 && { roles }),
      ...(sessionId && { sid: sessionId }),
      sub: pairwiseSubject({ tenantId: member.tenant.id, userId: member.userId, clientId }),
      tid: tenantId,
      uti: Buffer.from(this.#entropy.bytes(16)).toString('base64url'),
      ver: version === 'v1' ? '1.0' : '2.0',
    };
    return this.#signer.sign(claims, { hasThumbprint: false });
  }
}
