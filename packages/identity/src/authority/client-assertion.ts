import { createHash } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientLookup } from '@vakt/store/directory/client-lookup';
import { markAssertionUsed } from '@vakt/store/sign-in/used-assertions';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import {
  type AssertionTarget,
  isMeantFor,
  readAudience,
  tokenEndpointOf,
} from '../assertions/assertion-audience.ts';
import { CLOCK_SKEW_MS, checkAssertionTimes } from '../assertions/assertion-times.ts';
import { findSigningCertificate } from '../assertions/certificate-key.ts';
import { type CompactJwt, parseCompactJwt } from '../assertions/compact-jwt.ts';
import { isSignedWithRsa } from '../assertions/jwt-signature.ts';
import type { OutsideIssuers } from '../assertions/outside-issuers.ts';
import { requestSource } from '../assertions/request-source.ts';
import { isOfOutsideIssuer, verifyFederatedAssertion } from './federated-assertion.ts';

/**
 * Whether an assertion may come again before it expires. The vendor's libraries send one again and again for its ten minutes,
 * for each token that they fetch, and the real service lets them; a stolen one comes from elsewhere.
 *
 * - `same-source`: from where it came first.
 * - `never`: each is good for one token; MSAL then fails at its second request in ten minutes.
 * - `anywhere`: as the real service has it; for clients that reach the authority by several addresses.
 */
export const ASSERTION_REUSE = ['same-source', 'never', 'anywhere'] as const;
export type AssertionReuse = (typeof ASSERTION_REUSE)[number];

/** What judging assertions stands on. */
export interface AssertionServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly outsideIssuers: OutsideIssuers;
  readonly assertionReuse: AssertionReuse;
}

/** Where an assertion came to, and from where. */
export interface AssertionContext extends AssertionTarget {
  readonly remoteAddress: string;
  readonly services: AssertionServices;
}

/** The real service sets no bound; an assertion for years is a password (reference: identity, section 2.3). */
const LONGEST_LIFE_MS = 86_400_000;

const malformed = (reason: string): Result<never, Refusal> => fail(refusal(50027, { reason }));

/** The client's id as an assertion states it, for requests that have no `client_id`; nothing is proven by it. */
export const readAssertionSubject = (assertion: string): string | undefined => {
  const jwt = parseCompactJwt(assertion);
  return jwt.ok && typeof jwt.value.claims.sub === 'string' ? jwt.value.claims.sub : undefined;
};

const checkHeader = (jwt: CompactJwt): Result<true, Refusal> => {
  const { alg, typ } = jwt.header;
  if (!isSignedWithRsa(jwt))
    return malformed(`It must be signed with RS256 or PS256; its header says '${String(alg)}'.`);
  return typ === undefined || /^(client-authentication\+)?jwt$/i.test(String(typ))
    ? ok(true)
    : malformed(`Its type must be 'JWT'; its header says '${String(typ)}'.`);
};

/** The client speaks for itself: it is issuer and subject. */
const checkParties = (client: ClientLookup, { claims }: CompactJwt): Result<true, Refusal> => {
  const { iss, sub } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string')
    return malformed("The claims 'iss' and 'sub' must both be the client id.");
  if (iss.toLowerCase() !== sub.toLowerCase()) return fail(refusal(50048));
  return sub.toLowerCase() === client.appId
    ? ok(true)
    : fail(refusal(700021, { subject: sub, client: client.appId }));
};

const checkSignature = (client: ClientLookup, jwt: CompactJwt, now: number): Result<true, Refusal> => {
  const key = findSigningCertificate(jwt, client.certificates, now);
  if (key.ok) return ok(true);
  const { kind, reason, thumbprint } = key.error;
  return kind === 'unnamed'
    ? malformed(reason)
    : fail(refusal(700027, { client: client.appId, reason, thumbprint }));
};

const checkAudience = ({ claims }: CompactJwt, target: AssertionTarget): Result<true, Refusal> => {
  const audience = readAudience(claims.aud);
  if (audience === undefined) return malformed("The claim 'aud' must be one text.");
  return isMeantFor(audience, target)
    ? ok(true)
    : fail(refusal(700023, { audience, expected: tokenEndpointOf(target) }));
};

/** What tells an assertion from all others: its `jti`, or all that was signed. */
const identityOf = ({ claims, signed }: CompactJwt): Buffer => {
  const { jti } = claims;
  const own = jti === undefined ? signed : JSON.stringify(jti);
  return createHash('sha256').update(own).digest();
};

const checkReuse = async (
  client: ClientLookup,
  jwt: CompactJwt,
  expiresAt: number,
  { remoteAddress, services }: AssertionContext,
): Promise<Result<true, Refusal>> => {
  const { store, assertionReuse } = services;
  if (assertionReuse === 'anywhere') return ok(true);
  const source = requestSource(remoteAddress);
  const firstSource = await markAssertionUsed(store.authority, {
    app_id: client.appId,
    assertion_hash: identityOf(jwt),
    source,
    expires_at: new Date(expiresAt + CLOCK_SKEW_MS),
  });
  if (firstSource === undefined || (assertionReuse === 'same-source' && firstSource === source))
    return ok(true);
  return malformed(
    assertionReuse === 'never'
      ? "It was used before ('jti'). Sign a new one for each request."
      : "It was used before ('jti'), from another address. Sign a new one.",
  );
};

const verifyOwnAssertion = async (
  client: ClientLookup,
  jwt: CompactJwt,
  context: AssertionContext,
): Promise<Result<true, Refusal>> => {
  const now = context.services.clock.now();
  const parties = checkParties(client, jwt);
  if (!parties.ok) return parties;
  const signature = checkSignature(client, jwt, now);
  if (!signature.ok) return signature;
  const audience = checkAudience(jwt, context);
  if (!audience.ok) return audience;
  const expiry = checkAssertionTimes(jwt.claims, now, LONGEST_LIFE_MS);
  return expiry.ok ? checkReuse(client, jwt, expiry.value, context) : expiry;
};

/**
 * Judges the assertion that a client sent to prove itself (RFC 7523): one that it signed with the key of a registered
 * certificate, or a token of an issuer that it trusts.
 */
export const verifyClientAssertion = async (
  client: ClientLookup,
  assertion: string,
  context: AssertionContext,
): Promise<Result<true, Refusal>> => {
  const parsed = parseCompactJwt(assertion);
  if (!parsed.ok) return malformed(parsed.error);
  const jwt = parsed.value;
  const header = checkHeader(jwt);
  if (!header.ok) return header;
  const { outsideIssuers, clock } = context.services;
  return isOfOutsideIssuer(jwt)
    ? verifyFederatedAssertion(client, jwt, outsideIssuers, clock.now())
    : verifyOwnAssertion(client, jwt, context);
};
