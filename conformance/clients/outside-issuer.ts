import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createLocalhostTls } from '../../packages/identity/test/certificates.ts';
import { signJwt } from '../../packages/identity/test/credentials/signed-jwt.ts';

/** An issuer of tokens for workloads, as a cluster has one, behind https with a certificate authority of its own. */
export interface OutsideIssuer {
  readonly address: string;
  readonly caPem: string;
  /** The token that the platform puts beside a workload. */
  tokenFor(subject: string): string;
  close(): Promise<void>;
}

const AUDIENCE = 'api://AzureADTokenExchange';

/** Serves the issuer's discovery document and keys on a free port of localhost. */
export const serveOutsideIssuer = async (): Promise<OutsideIssuer> => {
  const { caPem, certPem, keyPem } = await createLocalhostTls();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const server = createServer({ key: keyPem, cert: certPem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `https://localhost:${(server.address() as AddressInfo).port}`;
  const documents: Readonly<Record<string, object>> = {
    '/.well-known/openid-configuration': { issuer: address, jwks_uri: `${address}/keys` },
    '/keys': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'cluster', use: 'sig' }] },
  };
  server.on('request', ({ url = '' }, response) => {
    const document = documents[url];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  return {
    address,
    caPem,
    tokenFor: subject => {
      const seconds = Math.trunc(Date.now() / 1_000);
      const claims = { iss: address, sub: subject, aud: AUDIENCE, iat: seconds, nbf: seconds };
      return signJwt({ alg: 'RS256', kid: 'cluster' }, { ...claims, exp: seconds + 3_600 }, privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
