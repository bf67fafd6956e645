import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, as PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** A client whose clock is a little behind must still accept a certificate made now. */
const BACKDATE_MS = 3_600_000;
const AUTHORITY_DAYS = 3_650;
/** Clients on macOS refuse server certificates that live longer than 825 days. */
const SERVER_DAYS = 800;

cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

const privateKeyPem = async ({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> =>
  PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');

const importPrivateKey = (pem: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), ALGORITHM, true, ['sign']);

/** A serial number: positive, as RFC 5280 (section 4.1.2.2) wants it. */
const serialNumber = (): string => {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
};

const validity = (now: number, days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(now - BACKDATE_MS),
  notAfter: new Date(now + days * DAY_MS),
});

const subtree = (name: string): GeneralSubtree => {
  if (isIP(name) === 0) return new GeneralSubtree({ base: new GeneralName({ dNSName: name }) });
  return new GeneralSubtree({ base: new GeneralName({ iPAddress: `${name}/${isIPv4(name) ? 32 : 128}` }) });
};

/** Every address of one family. */
const EVERY_ADDRESS = { 4: '0.0.0.0/0', 6: '::/0' } as const;

/** A kind of name that is not constrained is free (RFC 5280, section 4.2.1.10), so a family without an address is ruled out. */
const excludedAddresses = (names: readonly string[]): GeneralSubtree[] =>
  ([4, 6] as const)
    .filter(family => names.every(name => isIP(name) !== family))
    .map(family => new GeneralSubtree({ base: new GeneralName({ iPAddress: EVERY_ADDRESS[family] }) }));

/** Whoever trusts this authority trusts it for `names` (and hosts below them) and for nothing else in the world. */
const nameConstraints = (names: readonly string[]): Extension => {
  const excluded = excludedAddresses(names);
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees(names.map(subtree)),
    ...(excluded.length > 0 && { excludedSubtrees: new GeneralSubtrees(excluded) }),
  });
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
};

/**
 * Makes a private certificate authority that can vouch for `names` only.
 *
 * @param names host names and IP addresses.
 * @param now milliseconds since 1970.
 * @param commonName what lists of trusted authorities show.
 */
export const createAuthority = async (
  names: readonly string[],
  now: number,
  commonName = 'Vakt private authority',
): Promise<CertifiedKey> => {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName] }],
    ...validity(now, AUTHORITY_DAYS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      nameConstraints(names),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys) };
};

/** Issues a server certificate for `names`, signed by `authority`. */
export const issueServerCertificate = async (
  authority: CertifiedKey,
  names: readonly string[],
  now: number,
): Promise<CertifiedKey> => {
  const keys = await newKeys();
  const issuer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Vakt',
    issuer: issuer.subject,
    ...validity(now, SERVER_DAYS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importPrivateKey(authority.privateKey),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map(value => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys) };
};
