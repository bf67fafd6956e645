import 'reflect-metadata';
import { createHash, type KeyObject, webcrypto } from 'node:crypto';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const YEARS = 5;
const YEAR_MS = 365 * 86_400_000;

cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);

const importKey = (key: KeyObject, usage: 'sign' | 'verify'): Promise<webcrypto.CryptoKey> =>
  usage === 'sign'
    ? webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), ALGORITHM, true, [
        usage,
      ])
    : webcrypto.subtle.importKey('spki', key.export({ type: 'spki', format: 'der' }), ALGORITHM, true, [
        usage,
      ]);

/**
 * Makes the certificate under which a signing key is published, signed by the key itself as the real service's are; nobody
 * trusts a token for it.
 *
 * @param from milliseconds since 1970.
 * @returns base64 of the DER form, as a key set has it in `x5c`.
 */
export const certifyKey = async (
  privateKey: KeyObject,
  publicKey: KeyObject,
  serialNumber: string,
  from: number,
): Promise<string> => {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: 'CN=accounts.vakt',
    notBefore: new Date(from),
    notAfter: new Date(from + YEARS * YEAR_MS),
    signingAlgorithm: ALGORITHM,
    keys: {
      privateKey: await importKey(privateKey, 'sign'),
      publicKey: await importKey(publicKey, 'verify'),
    },
  });
  return Buffer.from(certificate.rawData).toString('base64');
};

/** The key's name in tokens: the SHA-1 thumbprint of its certificate, base64url (reference: identity, section 3.1). */
export const thumbprintOf = (certificate: string): string =>
  createHash('sha1').update(Buffer.from(certificate, 'base64')).digest('base64url');
