/**
 * Bearer tokens verified a second on one core: each for the first time (signature, issuer, times, claims), and again from the
 * verifier's memory; beside the bare RSA-2048 signature check of node:crypto.
 */
import { verify as verifySignature } from 'node:crypto';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { AppId, TenantId } from '@vakt/contract/ids';
import { AuditLog } from '@vakt/identity/audit/audit-log';
import { SignInAttempt } from '@vakt/identity/audit/sign-in-attempt';
import { Sealer } from '@vakt/identity/sealing';
import { AccessTokens } from '@vakt/identity/tokens/access-token';
import { RevokedTokens } from '@vakt/identity/tokens/revoked-tokens';
import { SigningKeys } from '@vakt/identity/tokens/signing-keys';
import { TokenSigner } from '@vakt/identity/tokens/token-signer';
import { createTokenVerifier, type TokenVerifier } from '@vakt/identity/verify';
import { withTestStore } from '@vakt/testing/store';

const TOKENS = 4_000;
const ROUNDS = 5;
const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;

const { store, close } = await withTestStore();
const keys = new SigningKeys(store, systemClock, new Sealer(new Uint8Array(32)));
const issuer = new AccessTokens(new TokenSigner(keys), systemClock, systemEntropy);
const audit = new AuditLog(store, systemClock, systemEntropy);

const issue = async (): Promise<string> => {
  const trace = { traceId: systemEntropy.uuid(), correlationId: systemEntropy.uuid() };
  const { token } = await issuer.issueToApplication({
    attempt: new SignInAttempt(audit, { trace, ipAddress: '127.0.0.1', userAgent: undefined }),
    tenantId: TENANT,
    audience: 'https://api.securitycenter.microsoft.com',
    origin: 'https://localhost:8443',
    version: 1,
    clientId: '33333333-3333-4333-8333-333333333333' as AppId,
    clientName: 'Nightly report',
    clientProof: '1',
    servicePrincipalId: '44444444-4444-4444-8444-444444444444',
    roles: ['Alert.Read.All', 'Machine.Read.All', 'AdvancedQuery.Read.All', 'Vulnerability.Read.All'],
  });
  return `Bearer ${token}`;
};

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
