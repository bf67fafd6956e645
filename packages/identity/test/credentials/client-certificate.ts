import 'reflect-metadata';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';

const DAY_MS = 86_400_000;

/** A certificate that a client proves itself with, and its key. */
export interface ClientCertificate {
  readonly privateKey: KeyObject;
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly der: Buffer;
  readonly sha1: Buffer;
  readonly sha256: Buffer;
}

export interface CertificateChoices {
  readonly subject?: string;
  readonly modulusLength?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const importKeys = async (privateKey: KeyObject, publicKey: KeyObject) => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return {
    privateKey: await webcrypto.subtle.importKey(
      'pkcs8',
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      algorithm,
      true,
      ['sign'],
    ),
    publicKey: await webcrypto.subtle.importKey(
      'spki',
      publicKey.export({ type: 'spki', format: 'der' }),
      algorithm,
      true,
      ['verify'],
    ),
  };
};

/** Makes a self-signed certificate with a new RSA key; valid from yesterday for thirty days unless the test says otherwise. */
export const createClientCertificate = async (
  now: number,
  {
    subject = 'CN=Nightly report',
    modulusLength = 2_048,
    notBefore = new Date(now - DAY_MS),
    notAfter = new Date(now + 30 * DAY_MS),
  }: CertificateChoices = {},
): Promise<ClientCertificate> => {
  cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);
  const pair = generateKeyPairSync('rsa', { modulusLength });
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(8).toString('hex'),
    name: subject,
    notBefore,
    notAfter,
    keys: await importKeys(pair.privateKey, pair.publicKey),
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  });
  const der = new X509Certificate(certificate.toString('pem')).raw;
  const privateKeyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return {
    privateKey: createPrivateKey(privateKeyPem),
    privateKeyPem,
    certificatePem: certificate.toString('pem'),
    der,
    sha1: createHash('sha1').update(der).digest(),
    sha256: createHash('sha256').update(der).digest(),
  };
};
