import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientLookup } from '@vakt/store/directory/client-lookup';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { readAudience } from '../assertions/assertion-audience.ts';
import { checkAssertionTimes } from '../assertions/assertion-times.ts';
import type { CompactJwt } from '../assertions/compact-jwt.ts';
import { isSignedBy } from '../assertions/jwt-signature.ts';
import type { OutsideIssuers } from '../assertions/outside-issuers.ts';

/** Whether an assertion is another issuer's token: a client names itself by its id, an issuer by its address. */
export const isOfOutsideIssuer = ({ claims }: CompactJwt): boolean =>
  typeof claims.iss === 'string' && /^https?:\/\//i.test(claims.iss);

/** The registered trust that the token's issuer, subject and audience fit, all three to the letter. */
const findTrust = (client: ClientLookup, { claims }: CompactJwt): Result<{ issuer: string }, Refusal> => {
  const [issuer, subject] = [String(claims.iss), String(claims.sub)];
  const audience = readAudience(claims.aud) ?? '';
  const refuse = (number: 70021 | 700211 | 700212 | 700213): Result<never, Refusal> =>
    fail(refusal(number, { issuer, subject, audience }));
  if (client.federatedCredentials.length === 0) return refuse(70021);
  const ofIssuer = client.federatedCredentials.filter(trust => trust.issuer === issuer);
  if (ofIssuer.length === 0) return refuse(700211);
  const ofSubject = ofIssuer.filter(trust => trust.subject === subject);
  if (ofSubject.length === 0) return refuse(700213);
  return ofSubject.some(trust => trust.audiences.includes(audience)) ? ok({ issuer }) : refuse(700212);
};

/**
 * Judges a token of an outside issuer in place of the client's own assertion. Nothing is fetched unless issuer, subject and
 * audience are registered. It may come as often as it likes until it expires: workloads read it from a file and send it anew.
 *
 * @param now milliseconds since 1970.
 */
export const verifyFederatedAssertion = async (
  client: ClientLookup,
  jwt: CompactJwt,
  issuers: OutsideIssuers,
  now: number,
): Promise<Result<true, Refusal>> => {
  const trust = findTrust(client, jwt);
  if (!trust.ok) return trust;
  const times = checkAssertionTimes(jwt.claims, now, Number.POSITIVE_INFINITY);
  if (!times.ok) return times;
  const { issuer } = trust.value;
  const key = await issuers.findKey(issuer, jwt.header.kid);
  if (!key.ok) return fail(refusal(50166, { reason: key.error }));
  const wrongKey = (reason: string): Result<never, Refusal> =>
    fail(refusal(700027, { client: client.appId, thumbprint: String(jwt.header.kid ?? ''), reason }));
  if (!key.value) return wrongKey(`The key was not found among those of '${issuer}'.`);
  return isSignedBy(jwt, key.value)
    ? ok(true)
    : wrongKey('The provided signature value did not match the expected signature value.');
};
