/** What a file that a person chose turned out to be. */
export type CertificateFile =
  | { readonly kind: 'certificate' /** DER in base64, or PEM, as Graph takes it. */; readonly key: string }
  /** It holds a private key, which must not travel. */
  | { readonly kind: 'private-key' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-certificate' };

/** Much more than a certificate needs, and as much as Graph's `key` takes in base64. */
const MOST_BYTES = 24_000;

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));

/** Tags of DER (ITU-T X.690); a length of two bytes stands between the first and the second of a file. */
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const SECOND_TAG_AT = 4;

/** A certificate begins with a sequence in a sequence, private keys (PKCS #1, #8 and #12) with a version. */
const readDer = (bytes: Uint8Array): CertificateFile => {
  const inner = bytes[0] === SEQUENCE ? bytes[SECOND_TAG_AT] : undefined;
  if (inner === INTEGER) return { kind: 'private-key' };
  return inner === SEQUENCE ? { kind: 'certificate', key: base64(bytes) } : { kind: 'no-certificate' };
};

/** Reads a file in PEM or DER; of several certificates in PEM the first counts, which is the application's own. */
export const readCertificateFile = (bytes: Uint8Array): CertificateFile => {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('PRIVATE KEY-----')) return { kind: 'private-key' };
  const [pem] = PEM.exec(text) ?? [];
  if (pem !== undefined && pem.length <= MOST_BYTES) return { kind: 'certificate', key: pem };
  if (bytes.length > MOST_BYTES) return { kind: 'too-large' };
  return readDer(bytes);
};
