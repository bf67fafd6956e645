import { X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientCertificate } from '@vakt/store/directory/client-lookup';
import type { CompactJwt } from './compact-jwt.ts';
import { isSignedBy } from './jwt-signature.ts';
import type { JsonObject } from './strict-json.ts';

const SHA1_BYTES = 20;
const SHA256_BYTES = 32;
const BASE64 = /^[\w+/-]+={0,2}$/;

/** A thumbprint in hexadecimal, from either alphabet of base64, padded or not: libraries disagree. */
const readBase64Thumbprint = (value: unknown, bytes: number): string | undefined => {
  if (typeof value !== 'string' || !BASE64.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes ? decoded.toString('hex') : undefined;
};

/** What a header says of the key, in words that a certificate can be compared with. */
const readKeyNames = (header: JsonObject): readonly string[] => {
  const { x5t, kid } = header;
  const names = [
    readBase64Thumbprint(header['x5t#S256'], SHA256_BYTES),
    readBase64Thumbprint(x5t, SHA1_BYTES),
    ...(typeof kid === 'string'
      ? [kid.toLowerCase(), readBase64Thumbprint(kid, SHA256_BYTES), readBase64Thumbprint(kid, SHA1_BYTES)]
      : []),
  ];
  return names.filter(name => name !== undefined);
};

const isNamed = ({ keyId, sha1, sha256 }: ClientCertificate, names: readonly string[]): boolean =>
  [keyId, sha1, sha256].some(name => names.includes(name));

/** Why no certificate vouches for an assertion. */
export interface KeyFailure {
  readonly kind: 'unnamed' | 'refused';
  readonly reason: string;
  /** What the assertion says of the key, in upper case as people know thumbprints. */
  readonly thumbprint: string;
}

const describeValidity = ({ startsAt, endsAt }: ClientCertificate): string =>
  `Found key 'Start=${startsAt}, End=${endsAt}'.`;

const judge = (jwt: CompactJwt, certificate: ClientCertificate, now: number): string | undefined => {
  if (now >= Date.parse(certificate.endsAt))
    return `The key used is expired. ${describeValidity(certificate)}`;
  if (now < Date.parse(certificate.startsAt))
    return `The key used is not valid yet. ${describeValidity(certificate)}`;
  const { publicKey } = new X509Certificate(Buffer.from(certificate.certificate, 'base64'));
  return isSignedBy(jwt, publicKey)
    ? undefined
    : `The provided signature value did not match the expected signature value. ${describeValidity(certificate)}`;
};

/**
 * Finds which of the registered certificates signed an assertion. The header only names one of them: keys and addresses of
 * keys that it brings along (`x5c`, `jwk`, `jku`, `x5u`) are never read.
 *
 * @param now milliseconds since 1970.
 */
export const findSigningCertificate = (
  jwt: CompactJwt,
  registered: readonly ClientCertificate[],
  now: number,
): Result<ClientCertificate, KeyFailure> => {
  const names = readKeyNames(jwt.header);
  const [thumbprint = ''] = names.map(name => name.toUpperCase());
  if (names.length === 0)
    return fail({
      kind: 'unnamed',
      reason: "No certificate thumbprint specified in token header ('x5t', 'x5t#S256' or 'kid').",
      thumbprint,
    });
  let reason = 'The key was not found.';
  for (const certificate of registered.filter(candidate => isNamed(candidate, names))) {
    const problem = judge(jwt, certificate, now);
    if (problem === undefined) return ok(certificate);
    reason = problem;
  }
  return fail({ kind: 'refused', reason, thumbprint });
};
