import { createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** For whom, for what, and by which client a token is made. */
export interface TokenSubject {
  readonly tenantId: TenantId;
  readonly audience: string;
  readonly clientId: string;
  readonly clientName: string;
  /** How the client proved itself: not at all, with a secret, with a certificate. */
  readonly clientProof: '0' | '1' | '2';
}

/** An application in its own name. */
export interface ApplicationSubject extends TokenSubject {
  readonly servicePrincipalId: string;
  /** Permission values; the token has no `roles` when there are none. */
  readonly roles: readonly string[];
}

/** A signed-in user. */
export interface UserSubject extends TokenSubject {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly scopes: readonly string[];
  readonly directoryRoles: readonly string[];
  readonly remoteAddress: string;
}

/** An access token and how long it lives, in seconds, as replies tell it. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly expiresOn: number;
}

const LIFETIME_SECONDS = 3_600;
/** Tokens are valid from five minutes ago, for callers whose clocks are behind (reference: identity, section 3.2). */
const BACKDATE_SECONDS = 300;

/** In `wids` of every member of a tenant (reference: identity, section 3.2). */
const MEMBER_ROLE_TEMPLATE = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

const signRsa = promisify(sign) as (
  algorithm: string,
  data: Buffer,
  key: SigningKey['privateKey'],
) => Promise<Buffer>;

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

const encodeJson = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Stable for a user and a client, and of no use to find the user elsewhere. */
const pairwiseSubject = ({ userId, clientId, tenantId }: UserSubject): string =>
  createHash('sha256').update(`${tenantId}/${clientId}/${userId}`).digest('base64url');

/** Makes signed access tokens of version 1.0, which the Defender resources take from both endpoints. */
export class AccessTokens {
  readonly #keys: SigningKeys;
  readonly #clock: Clock;
  readonly #entropy: Entropy;

  constructor(keys: SigningKeys, clock: Clock, entropy: Entropy) {
    this.#keys = keys;
    this.#clock = clock;
    this.#entropy = entropy;
  }

  issueToApplication(subject: ApplicationSubject): Promise<IssuedToken> {
    const { servicePrincipalId, roles, tenantId } = subject;
    return this.#issue(subject, {
      idp: issuerOf(tenantId),
      oid: servicePrincipalId,
      ...(roles.length > 0 && { roles: roles.toSorted() }),
      sub: servicePrincipalId,
    });
  }

  issueToUser(subject: UserSubject): Promise<IssuedToken> {
    return this.#issue(subject, {
      acct: 0,
      acr: '1',
      amr: ['pwd'],
      ...(subject.surname && { family_name: subject.surname }),
      ...(subject.givenName && { given_name: subject.givenName }),
      ipaddr: subject.remoteAddress,
      name: subject.displayName,
      oid: subject.userId,
      scp: subject.scopes.toSorted().join(' '),
      sub: pairwiseSubject(subject),
      unique_name: subject.userPrincipalName,
      upn: subject.userPrincipalName,
      wids: [...subject.directoryRoles, MEMBER_ROLE_TEMPLATE],
    });
  }

  async #issue(subject: TokenSubject, own: Readonly<Record<string, unknown>>): Promise<IssuedToken> {
    const now = Math.trunc(this.#clock.now() / 1_000);
    const issuedAt = now - BACKDATE_SECONDS;
    const expiresOn = now + LIFETIME_SECONDS;
    const claims = {
      aud: subject.audience,
      iss: issuerOf(subject.tenantId),
      iat: issuedAt,
      nbf: issuedAt,
      exp: expiresOn,
      aio: base64url(this.#entropy.bytes(36)),
      app_displayname: subject.clientName,
      appid: subject.clientId,
      appidacr: subject.clientProof,
      ...own,
      rh: `1.${base64url(this.#entropy.bytes(24))}.`,
      tenant_region_scope: 'EU',
      tid: subject.tenantId,
      uti: base64url(this.#entropy.bytes(16)),
      ver: '1.0',
    };
    const key = await this.#keys.current();
    const signed = `${encodeJson({ typ: 'JWT', alg: 'RS256', x5t: key.keyId, kid: key.keyId })}.${encodeJson(claims)}`;
    // Signed on another thread: twice as many a second as in place.
    const signature = await signRsa('sha256', Buffer.from(signed), key.privateKey);
    return {
      token: `${signed}.${signature.toString('base64url')}`,
      expiresInSeconds: LIFETIME_SECONDS - 1,
      notBefore: issuedAt,
      expiresOn,
    };
  }
}

/** The issuer of version 1.0 tokens of a tenant. */
export const issuerOf = (tenantId: TenantId): string => `https://sts.windows.net/${tenantId}/`;
