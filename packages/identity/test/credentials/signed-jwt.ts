import { constants, createHmac, type KeyObject, randomUUID, sign } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants;

const part = (json: Json | string): string =>
  Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url');

/** Signs as `algorithm` says, whatever the header says; a text in place of an object goes in as it is. */
export const signJwt = (
  header: Json | string,
  claims: Json | string,
  key: KeyObject,
  algorithm = 'RS256',
): string => {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = sign(`sha${algorithm.slice(2)}`, Buffer.from(signed), {
    key,
    padding: algorithm.startsWith('PS') ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING,
    saltLength: RSA_PSS_SALTLEN_DIGEST,
  });
  return `${signed}.${signature.toString('base64url')}`;
};

/** What is signed with a shared key. */
export const signWithSharedKey = (header: Json, claims: Json, secret: string | Buffer): string => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

export const unsigned = (header: Json, claims: Json): string => `${part(header)}.${part(claims)}.`;

/** The claims that every library sends, for ten minutes. */
export const assertionClaims = (clientId: string, audience: string, now: number): Json => ({
  aud: audience,
  iss: clientId,
  sub: clientId,
  jti: randomUUID(),
  nbf: Math.floor(now / 1_000),
  exp: Math.floor(now / 1_000) + 600,
});
