/**
 * A peer for the token benchmark: `oidc-provider` as its documentation sets it up for client credentials with signed (RS256)
 * access tokens, over HTTPS with the certificate that it is given, its adapter in memory.
 *
 * Arguments: a file with the private key, one with the certificate. Prints its port when it serves.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

const [keyFile = '', certificateFile = ''] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const provider = new Provider('https://localhost', {
  clients: [
    {
      client_id: 'nightly-report',
      client_secret: 'a-secret-of-forty-characters-0123456789ab',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'https://api.example',
      getResourceServerInfo: () => ({
        scope: 'Alert.Read.All',
        audience: 'https://api.example',
        accessTokenTTL: 3_600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
      useGrantedResource: () => true,
    },
  },
});

const server = createServer(
  { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
  provider.callback(),
);
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
