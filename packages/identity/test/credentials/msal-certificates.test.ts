import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { ConfidentialClientApplication, type Configuration } from '@azure/msal-node';
import {
  claimsOf,
  consent,
  type NewClient,
  type NewTenant,
  servicePrincipalOf,
  TestAuthority,
} from '../authority.ts';
import { createLocalhostTls, type LocalhostTls } from '../certificates.ts';
import { type HttpsRoutes, serveHttps } from '../https-routes.ts';
import { TrustingNetwork } from '../trusting-network.ts';
import { registerWithCertificates, SCOPE } from './certificate-client.ts';
import { type ClientCertificate, createClientCertificate } from './client-certificate.ts';
import { OutsideIssuer } from './outside-issuer.ts';
import { assertionClaims, signJwt } from './signed-jwt.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** A Python that has the package `msal`: `VAKT_TEST_PYTHON`, or the system's. */
const python = process.env['VAKT_TEST_PYTHON'] ?? 'python3';
const hasMsal = spawnSync(python, ['-c', 'import msal']).status === 0;

/** Two resources with one application object: the library signs once and sends the same assertion twice. */
const SCRIPT = `
import json, sys, msal
authority, client_id, key_file, thumbprint, *scopes = sys.argv[1:]
app = msal.ConfidentialClientApplication(client_id, authority=authority, instance_discovery=False,
    client_credential={"private_key": open(key_file).read(), "thumbprint": thumbprint})
print(json.dumps([app.acquire_token_for_client(scopes=[scope]) for scope in scopes]))
`;

describe('MSAL with certificates', () => {
  const issuer = new OutsideIssuer('https://cluster.example');
  let authority: TestAuthority;
  let tls: LocalhostTls;
  let server: HttpsRoutes;
  let tenant: NewTenant;
  let certificate: ClientCertificate;
  let client: NewClient;

  before(async () => {
    authority = await TestAuthority.start({ fetchDocument: issuer.fetch });
    tls = await createLocalhostTls();
    server = await serveHttps(authority.routes, tls);
    tenant = await authority.createTenant('contoso.example');
    const graph = await authority.administratorOf(tenant);
    certificate = await createClientCertificate(authority.now);
    client = await registerWithCertificates(graph, 'Nightly report', [certificate]);
    const { id } = await servicePrincipalOf(graph, client.appId);
    await consent(graph, String(id), 'WindowsDefenderATP', 'Alert.Read.All');
    await graph('POST', `/v1.0/applications/${client.objectId}/federatedIdentityCredentials`, {
      name: 'cluster',
      issuer: issuer.address,
      subject: 'system:serviceaccount:reports:nightly',
      audiences: ['api://AzureADTokenExchange'],
    });
  });
  after(async () => {
    await server.close();
    await authority.close();
  });

  const application = (auth: Partial<Configuration['auth']>) =>
    new ConfidentialClientApplication({
      auth: {
        authority: `${server.origin}/${tenant.tenantId}`,
        knownAuthorities: [new URL(server.origin).host],
        clientId: client.appId,
        ...auth,
      },
      system: { networkClient: new TrustingNetwork(tls.caPem) },
    });
  const assertTokens = async (auth: Partial<Configuration['auth']>): Promise<void> => {
    const msal = application(auth);
    const first = await msal.acquireTokenByClientCredential({ scopes: [SCOPE] });
    assert.deepEqual(claimsOf(first?.accessToken)['roles'], ['Alert.Read.All']);
    assert.equal(claimsOf(first?.accessToken)['appidacr'], '2');
    // The library signed once: this request comes with the same assertion.
    const second = await msal.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE], skipCache: true });
    assert.ok(second?.accessToken);
  };
  const privateKey = () => certificate.privateKeyPem;

  it('MSAL Node signs with a SHA-1 thumbprint', () =>
    assertTokens({
      clientCertificate: { thumbprint: certificate.sha1.toString('hex'), privateKey: privateKey() },
    }));

  it('MSAL Node signs with a SHA-256 thumbprint, and sends its certificate along', () =>
    assertTokens({
      clientCertificate: {
        thumbprintSha256: certificate.sha256.toString('hex').toUpperCase(),
        privateKey: privateKey(),
        x5c: certificate.certificatePem,
      },
    }));

  it('MSAL Node sends an assertion that the application made', () =>
    assertTokens({
      clientAssertion: async () =>
        signJwt(
          { alg: 'PS256', 'x5t#S256': certificate.sha256.toString('base64url') },
          assertionClaims(
            client.appId,
            `${server.origin}/${tenant.tenantId}/oauth2/v2.0/token`,
            authority.now,
          ),
          certificate.privateKey,
          'PS256',
        ),
    }));

  it('MSAL Node sends the token of a workload’s own issuer', () =>
    assertTokens({
      clientAssertion: async () =>
        issuer.sign({
          iss: issuer.address,
          sub: 'system:serviceaccount:reports:nightly',
          aud: 'api://AzureADTokenExchange',
          exp: authority.now / 1_000 + 3_600,
        }),
    }));

  it('MSAL Node is told which certificate is unknown', async () => {
    const stranger = await createClientCertificate(authority.now);
    const msal = application({
      clientCertificate: {
        thumbprintSha256: stranger.sha256.toString('hex'),
        privateKey: stranger.privateKeyPem,
      },
    });
    await assert.rejects(msal.acquireTokenByClientCredential({ scopes: [SCOPE] }), {
      errorCode: 'invalid_client',
      message: new RegExp(`AADSTS700027.+${stranger.sha256.toString('hex').toUpperCase()}`),
    });
  });

  it('MSAL for Python signs with a SHA-1 thumbprint, once for two resources', async (t: TestContext) => {
    if (!hasMsal) {
      t.skip(`${python} has no package msal (VAKT_TEST_PYTHON names an interpreter that has it)`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'vakt-test-msal-'));
    try {
      writeFileSync(join(folder, 'ca.pem'), tls.caPem);
      writeFileSync(join(folder, 'key.pem'), privateKey(), { mode: 0o600 });
      const { stdout } = await promisify(execFile)(
        python,
        [
          '-c',
          SCRIPT,
          `${server.origin}/${tenant.tenantId}`,
          client.appId,
          join(folder, 'key.pem'),
          certificate.sha1.toString('hex').toUpperCase(),
          SCOPE,
          GRAPH_SCOPE,
        ],
        { env: { ...process.env, REQUESTS_CA_BUNDLE: join(folder, 'ca.pem') } },
      );
      const [first, second] = JSON.parse(stdout) as Record<string, unknown>[];
      assert.deepEqual(claimsOf(first?.['access_token'])['roles'], ['Alert.Read.All'], stdout);
      assert.ok(second?.['access_token'], stdout);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
