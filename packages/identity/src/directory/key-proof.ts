import { fail, ok, type Result } from '@vakt/contract/result';
import type { ApplicationCertificate } from '@vakt/store/directory/application-certificates';
import type { Application } from '@vakt/store/directory/applications';
import { describeRefusal } from '../aadsts/error-reply.ts';
import { readAudience } from '../assertions/assertion-audience.ts';
import { checkAssertionTimes } from '../assertions/assertion-times.ts';
import { findSigningCertificate } from '../assertions/certificate-key.ts';
import { parseCompactJwt } from '../assertions/compact-jwt.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

/** The directory itself, as an audience (Microsoft Graph, application: addKey). */
const DIRECTORY = '00000002-0000-0000-c000-000000000000';
const LONGEST_LIFE_MS = 600_000;

const refuse = (reason: string): Result<never, GraphFailure> =>
  fail(badRequest(`The proof of possession of an existing key is invalid: ${reason}`));

/**
 * Judges the signed statement by which a caller shows that it holds the key of one of the application's certificates.
 *
 * @param now milliseconds since 1970.
 */
export const checkKeyProof = (
  proof: string,
  application: Application,
  certificates: readonly ApplicationCertificate[],
  now: number,
): Result<true, GraphFailure> => {
  const jwt = parseCompactJwt(proof);
  if (!jwt.ok) return refuse(jwt.error);
  const { claims } = jwt.value;
  const registered = certificates.map(certificate => ({
    keyId: certificate.key_id,
    sha1: certificate.sha1_thumbprint.toString('hex'),
    sha256: certificate.sha256_thumbprint.toString('hex'),
    certificate: certificate.certificate.toString('base64'),
    startsAt: certificate.starts_at.toISOString(),
    endsAt: certificate.ends_at.toISOString(),
  }));
  const signer = findSigningCertificate(jwt.value, registered, now);
  if (!signer.ok) return refuse(signer.error.reason);
  if (readAudience(claims.aud)?.toLowerCase() !== DIRECTORY) return refuse(`'aud' must be '${DIRECTORY}'.`);
  const issuer = String(claims.iss).toLowerCase();
  if (issuer !== application.id && issuer !== application.app_id)
    return refuse("'iss' must be the application's id.");
  const times = checkAssertionTimes(claims, now, LONGEST_LIFE_MS);
  return times.ok ? ok(true) : refuse(describeRefusal(times.error));
};
