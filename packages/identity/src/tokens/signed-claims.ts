import { verify } from 'node:crypto';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { SigningKeys } from './signing-keys.ts';

/** Claims as a token holds them. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a key of this authority signed; what it is good for is not judged yet. */
export interface SignedClaims {
  readonly keyId: string;
  readonly claims: Claims;
}

/** Why a token's claims are not this authority's. */
export type SignatureFailure =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'algorithm'; readonly algorithm: string }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'changed' };

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

const parseObject = (part: string): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a token in compact form (RFC 7515, section 3.1) that this authority signed with RS256. The algorithm and the keys are
 * the authority's own, whatever the header says; the claims are not looked at before the signature fits.
 */
export const readSignedClaims = async (
  token: string,
  keys: SigningKeys,
): Promise<Result<SignedClaims, SignatureFailure>> => {
  const [, head = '', body = '', signature = ''] = COMPACT.exec(token) ?? [];
  const header = parseObject(head);
  // An extension that is marked critical and not understood makes a token invalid (RFC 7515, section 4.1.11).
  if (!header || header.crit !== undefined) return fail({ kind: 'malformed' });
  if (header.alg !== 'RS256') return fail({ kind: 'algorithm', algorithm: String(header.alg) });
  const key = typeof header.kid === 'string' ? await keys.find(header.kid) : undefined;
  if (!key) return fail({ kind: 'unknown-key' });
  const signed = Buffer.from(`${head}.${body}`, 'latin1');
  if (!verify('sha256', signed, key.publicKey, Buffer.from(signature, 'base64url')))
    return fail({ kind: 'changed' });
  const claims = parseObject(body);
  return claims ? ok({ keyId: key.keyId, claims }) : fail({ kind: 'malformed' });
};
