import { bytesOf, type SignedToken } from './read-token.ts';

/** A public key as the authority publishes it (RFC 7517). */
export interface PublishedKey {
  readonly kid: string;
  readonly kty: string;
  readonly n: string;
  readonly e: string;
}

/** What is known of a token's signature. */
export type Signature =
  /** A key that this server publishes made it, over what the token says. */
  | 'good'
  /** A key of this server is named, and the signature does not fit. */
  | 'changed'
  /** This server publishes no such key. */
  | 'unknown-key'
  /** Not signed at all (`alg: none`). */
  | 'none'
  /** Signed in a way that the services' tokens are not. */
  | 'other-algorithm'
  /** An extension is marked critical that nobody here understands (RFC 7515, section 4.1.11). */
  | 'critical-extension';

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

const isSignedBy = async (key: PublishedKey, signed: string, signature: string): Promise<boolean> => {
  const bytes = bytesOf(signature);
  if (!bytes) return false;
  const { kty, n, e } = key;
  const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, RS256, false, ['verify']);
  return crypto.subtle.verify(RS256.name, publicKey, bytes, new TextEncoder().encode(signed));
};

/** Checks a token's signature as the server does: with RS256 and its own keys, whatever the header asks for. */
export const checkSignature = async (
  { text, header }: SignedToken,
  keys: readonly PublishedKey[],
): Promise<Signature> => {
  if (header['crit'] !== undefined) return 'critical-extension';
  if (header['alg'] !== 'RS256')
    return String(header['alg']).toLowerCase() === 'none' ? 'none' : 'other-algorithm';
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (!key) return 'unknown-key';
  const end = text.lastIndexOf('.');
  return (await isSignedBy(key, text.slice(0, end), text.slice(end + 1))) ? 'good' : 'changed';
};
