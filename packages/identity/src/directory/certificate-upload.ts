import { X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isStrongRsaKey } from '../assertions/jwt-signature.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

const LONGEST_KEY = 32_768;

/** What was meant by a text: PEM as it is, or what is behind its base64, which is DER or PEM. */
const decode = (key: string): Buffer =>
  key.includes('-----BEGIN') ? Buffer.from(key, 'utf8') : Buffer.from(key, 'base64');

const parse = (bytes: Buffer): X509Certificate | undefined => {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Reads the certificate of a key credential: DER in base64, PEM in base64, or PEM as it is. A private key that comes along is
 * refused with a word of warning; so is a key that signatures may not be checked with.
 */
export const readCertificate = (key: unknown): Result<X509Certificate, GraphFailure> => {
  if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY)
    return fail(
      badRequest(`The key of a key credential must be a certificate of at most ${LONGEST_KEY} characters.`),
    );
  const bytes = decode(key);
  if (bytes.includes('PRIVATE KEY'))
    return fail(
      badRequest(
        'The key credential holds a private key. Send the certificate alone, and take another key: this one has travelled.',
      ),
    );
  const certificate = parse(bytes);
  if (!certificate) return fail(badRequest('The key credential is not an X.509 certificate in DER or PEM.'));
  return isStrongRsaKey(certificate.publicKey)
    ? ok(certificate)
    : fail(badRequest('The certificate must be for an RSA key of at least 2048 bits.'));
};
