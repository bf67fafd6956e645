import { constants, type KeyObject, verify } from 'node:crypto';
import type { CompactJwt } from './compact-jwt.ts';

interface Algorithm {
  readonly hash: string;
  readonly padding: number;
}

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants;

const ALGORITHMS: ReadonlyMap<unknown, Algorithm> = new Map(
  ['256', '384', '512'].flatMap(bits => [
    [`RS${bits}`, { hash: `sha${bits}`, padding: RSA_PKCS1_PADDING }],
    [`PS${bits}`, { hash: `sha${bits}`, padding: RSA_PKCS1_PSS_PADDING }],
  ]),
);

/** The fewest bits of an RSA key whose signatures count. */
const FEWEST_KEY_BITS = 2_048;

/** Whether a token says that it is signed with RSA: neither `none` nor a shared key proves anything here. */
export const isSignedWithRsa = ({ header }: CompactJwt): boolean => ALGORITHMS.has(header.alg);

/** Whether a public key is one that signatures may be checked with. */
export const isStrongRsaKey = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= FEWEST_KEY_BITS;

/** Whether the token was signed, in the way that its header says, with the private half of `key`. */
export const isSignedBy = ({ header, signed, signature }: CompactJwt, key: KeyObject): boolean => {
  const algorithm = ALGORITHMS.get(header.alg);
  return (
    algorithm !== undefined &&
    isStrongRsaKey(key) &&
    verify(
      algorithm.hash,
      signed,
      { key, padding: algorithm.padding, saltLength: RSA_PSS_SALTLEN_DIGEST },
      signature,
    )
  );
};
