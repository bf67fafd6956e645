/**
 * Bearer tokens verified a second on one core: each for the first time (signature, issuer, times, claims), and again from the
 * verifier's memory; beside the bare RSA-2048 signature check of node:crypto.
 */
import { verify as verifySignature } from 'node:crypto';
import { systemClock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { Sealer } from '@vakt/identity/sealing';
import { RevokedTokens } from '@vakt/identity/tokens/revoked-tokens';
import { SigningKeys } from '@vakt/identity/tokens/signing-keys';
import { createTokenVerifier, type TokenVerifier } from '@vakt/identity/verify';
import { withTestStore } from '@vakt/testing/store';
import { createBearerIssuer } from './load/bearer-tokens.ts';

const TOKENS = 4_000;
const ROUNDS = 5;
const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;

const { store, close } = await withTestStore();
const keys = new SigningKeys(store, systemClock, new Sealer(new Uint8Array(32)));
const issue = createBearerIssuer(store, keys, TENANT);

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.trunc(values.length / 2)] ?? Number.NaN;

/** Per second of processor time, so that a busy machine measures the same. */
const rateOf = async (work: () => Promise<number>): Promise<number> => {
  const before = process.cpuUsage();
  const count = await work();
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1_000_000);
};

try {
  const tokens: string[] = [];
  while (tokens.length < TOKENS) tokens.push(await issue());
  const revoked = new RevokedTokens(store, systemClock);
  const freshVerifier = (): TokenVerifier =>
    createTokenVerifier(keys, systemClock, tokenId => revoked.isRevoked(tokenId));
  const verifyAll = async (verify: TokenVerifier): Promise<number> => {
    for (const token of tokens) if (!(await verify(token)).ok) throw new Error('A good token was refused.');
    return tokens.length;
  };
  const { publicKey } = await keys.current();
  const parts = tokens.map(token => {
    const at = token.lastIndexOf('.');
    return {
      signed: Buffer.from(token.slice('Bearer '.length, at)),
      signature: Buffer.from(token.slice(at + 1), 'base64url'),
    };
  });
  const verifyBare = async (): Promise<number> => {
    for (const { signed, signature } of parts) verifySignature('sha256', signed, publicKey, signature);
    return parts.length;
  };
  await verifyAll(freshVerifier());
  const rates = { first: [] as number[], again: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const verify = freshVerifier();
    rates.first.push(await rateOf(() => verifyAll(verify)));
    rates.again.push(await rateOf(() => verifyAll(verify)));
    rates.bare.push(await rateOf(verifyBare));
  }
  const [first, again, bare] = [median(rates.first), median(rates.again), median(rates.bare)];
  console.log(`a token for the first time: ${first.toFixed(0)}/s on one core`);
  console.log(`the same token again: ${again.toFixed(0)}/s`);
  console.log(`RSA-2048 signature checks alone: ${bare.toFixed(0)}/s`);
  console.log(`ratio: ${(first / bare).toFixed(2)}`);
} finally {
  await close();
}
