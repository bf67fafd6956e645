import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  AuthorizationCodeCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  EnvironmentCredential,
  OnBehalfOfCredential,
  type TokenCredential,
  UsernamePasswordCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import type { ClientCertificate } from '../../packages/identity/test/credentials/client-certificate.ts';
import { signJwt } from '../../packages/identity/test/credentials/signed-jwt.ts';
import { FormBrowser, type Person } from './form-browser.ts';
import { Cast, keyCredentialOf, WEB } from './library-cast.ts';
import { type OutsideIssuer, serveOutsideIssuer } from './outside-issuer.ts';
import {
  claimsOf,
  ENDPOINT,
  type Graph,
  requiredAccess,
  Stage,
  type StageClient,
  type StageTenant,
} from './stage.ts';

const SCOPE = `${ENDPOINT}/.default`;
const PORTAL = 'https://portal.azure.com';
const WORKLOAD = 'system:serviceaccount:reports:nightly';

describe('@azure/identity, unmodified', { timeout: 180_000 }, () => {
  let folder: string;
  let issuer: OutsideIssuer;
  let stage: Stage;
  let contoso: StageTenant;
  let fabrikam: StageTenant;
  let graph: Graph;
  let anna: Person;
  let certificate: ClientCertificate;
  let certificatePath: string;
  let daemon: StageClient;
  let desk: StageClient;
  let api: StageClient;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-azure-identity-'));
    issuer = await serveOutsideIssuer();
    const issuerCa = join(folder, 'issuer-ca.pem');
    writeFileSync(issuerCa, issuer.caPem);
    stage = await Stage.start({ NODE_EXTRA_CA_CERTS: issuerCa });
    fabrikam = await stage.createTenant('fabrikam.example');
    ({ tenant: contoso, graph, anna, certificate, desk, api } = await Cast.gather(stage));
    certificatePath = join(folder, 'client.pem');
    writeFileSync(certificatePath, `${certificate.privateKeyPem}\n${certificate.certificatePem}`);
    daemon = await registerDaemon();
  });
  after(async () => {
    await stage.close();
    await issuer.close();
    rmSync(folder, { recursive: true });
  });

  const registerDaemon = async (): Promise<StageClient> => {
    const client = await stage.register(graph, 'Partner console', {
      signInAudience: 'AzureADMultipleOrgs',
      web: { redirectUris: [PORTAL] },
      keyCredentials: [keyCredentialOf(certificate)],
      requiredResourceAccess: requiredAccess([['WindowsDefenderATP', 'Alert.Read.All', 'Role']]),
    });
    await stage.grantRole(graph, client.appId, 'WindowsDefenderATP', 'Alert.Read.All');
    await graph('POST', `/v1.0/applications/${client.objectId}/federatedIdentityCredentials`, {
      name: 'cluster',
      issuer: issuer.address,
      subject: WORKLOAD,
      audiences: ['api://AzureADTokenExchange'],
    });
    return client;
  };

  const options = () => ({ authorityHost: stage.origin, disableInstanceDiscovery: true });
  const tokenOf = async (credential: TokenCredential, scope = SCOPE, tenantId?: string) => {
    const token = await credential.getToken(scope, tenantId === undefined ? {} : { tenantId });
    assert.ok(token && token.expiresOnTimestamp > Date.now() + 3_000_000);
    return { token: token.token, claims: claimsOf(token.token) };
  };
  const assertDaemon = async (credential: TokenCredential): Promise<void> => {
    const { token, claims } = await tokenOf(credential);
    assert.deepEqual(claims['roles'], ['Alert.Read.All']);
    assert.equal(claims['tid'], contoso.tenantId);
    assert.equal((await stage.vakt.call('/api/alerts', { token })).status, 200);
  };
  const assertOfAnna = async (credential: TokenCredential, scope = SCOPE): Promise<string> => {
    const { token, claims } = await tokenOf(credential, scope);
    assert.equal(claims['upn'], anna.userPrincipalName);
    assert.equal(claims['tid'], contoso.tenantId);
    return token;
  };

  describe('as an application', () => {
    it('ClientSecretCredential', async () => {
      await assertDaemon(
        new ClientSecretCredential(contoso.tenantId, daemon.appId, daemon.secret, options()),
      );
    });

    it('ClientSecretCredential with a wrong secret is told what is wrong', async () => {
      const credential = new ClientSecretCredential(contoso.tenantId, daemon.appId, 'wrong', options());
      await assert.rejects(credential.getToken(SCOPE), /AADSTS7000215/);
    });

    it('ClientCertificateCredential, with and without the chain', async () => {
      for (const sendCertificateChain of [false, true])
        await assertDaemon(
          new ClientCertificateCredential(contoso.tenantId, daemon.appId, certificatePath, {
            ...options(),
            sendCertificateChain,
          }),
        );
    });

    it('ClientAssertionCredential', async () => {
      const makeAssertion = async (): Promise<string> => {
        const seconds = Math.trunc(Date.now() / 1_000);
        const { appId } = daemon;
        const aud = `${stage.origin}/${contoso.tenantId}/oauth2/v2.0/token`;
        const times = { nbf: seconds, exp: seconds + 300 };
        return signJwt(
          { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.sha256.toString('base64url') },
          { aud, iss: appId, sub: appId, jti: randomUUID(), ...times },
          certificate.privateKey,
          'PS256',
        );
      };
      await assertDaemon(
        new ClientAssertionCredential(contoso.tenantId, daemon.appId, makeAssertion, options()),
      );
    });

    it('WorkloadIdentityCredential with the token of another issuer', async () => {
      const tokenFilePath = join(folder, 'workload-token');
      const credential = () =>
        new WorkloadIdentityCredential({
          ...options(),
          tenantId: contoso.tenantId,
          clientId: daemon.appId,
          tokenFilePath,
        });
      writeFileSync(tokenFilePath, issuer.tokenFor(WORKLOAD));
      await assertDaemon(credential());
      writeFileSync(tokenFilePath, issuer.tokenFor('system:serviceaccount:reports:other'));
      await assert.rejects(credential().getToken(SCOPE), /AADSTS700213/);
    });

    it('EnvironmentCredential, by secret, by certificate, and by name and password', async () => {
      const withEnvironment = async (
        variables: Record<string, string>,
        work: () => Promise<unknown>,
      ): Promise<void> => {
        const all = { AZURE_AUTHORITY_HOST: stage.origin, AZURE_TENANT_ID: contoso.tenantId, ...variables };
        Object.assign(process.env, all);
        try {
          await work();
        } finally {
          for (const name of Object.keys(all)) delete process.env[name];
        }
      };
      const credential = () => new EnvironmentCredential({ disableInstanceDiscovery: true });
      const { appId: AZURE_CLIENT_ID, secret: AZURE_CLIENT_SECRET } = daemon;
      await withEnvironment({ AZURE_CLIENT_ID, AZURE_CLIENT_SECRET }, () => assertDaemon(credential()));
      const AZURE_CLIENT_CERTIFICATE_PATH = certificatePath;
      await withEnvironment({ AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH }, () =>
        assertDaemon(credential()),
      );
      const { userPrincipalName: AZURE_USERNAME, password: AZURE_PASSWORD } = anna;
      await withEnvironment({ AZURE_CLIENT_ID: desk.appId, AZURE_USERNAME, AZURE_PASSWORD }, () =>
        assertOfAnna(credential()),
      );
    });
  });

  it('gets tokens of a customer’s tenant once its administrator consented', async () => {
    const partner = new ClientSecretCredential(contoso.tenantId, daemon.appId, daemon.secret, {
      ...options(),
      additionallyAllowedTenants: [fabrikam.tenantId],
    });
    await assert.rejects(tokenOf(partner, SCOPE, fabrikam.tenantId), /AADSTS700016/);
    const link = new URLSearchParams({
      prompt: 'consent',
      client_id: daemon.appId,
      response_type: 'code',
      sso_reload: 'true',
    });
    const browser = new FormBrowser(stage.vakt, fabrikam.administrator);
    const granted = await browser.visit(`/common/oauth2/authorize?${link}`);
    assert.ok(granted.text.includes(fabrikam.tenantId), granted.text);
    const { claims } = await tokenOf(partner, SCOPE, fabrikam.tenantId);
    assert.equal(claims['tid'], fabrikam.tenantId);
    assert.equal(claims['appid'], daemon.appId);
    assert.deepEqual(claims['roles'], ['Alert.Read.All']);
    assert.equal((await tokenOf(partner)).claims['tid'], contoso.tenantId);
  });

  describe('with a user', () => {
    it('UsernamePasswordCredential', async () => {
      const { userPrincipalName, password } = anna;
      await assertOfAnna(
        new UsernamePasswordCredential(contoso.tenantId, desk.appId, userPrincipalName, password, options()),
      );
    });

    it('DeviceCodeCredential as it is by default: the Azure CLI’s client, any organization', async () => {
      const credential = new DeviceCodeCredential({
        ...options(),
        userPromptCallback: ({ userCode }) =>
          void new FormBrowser(stage.vakt, contoso.administrator).approveDevice(userCode),
      });
      const { token, claims } = await tokenOf(credential);
      assert.equal(claims['upn'], contoso.administrator.userPrincipalName);
      assert.equal(claims['tid'], contoso.tenantId);
      assert.equal(claims['appid'], AZURE_CLI_APP_ID);
      assert.equal((await credential.getToken(SCOPE)).token, token, 'the second comes from the cache');
    });

    it('AuthorizationCodeCredential', async () => {
      const query = new URLSearchParams({
        client_id: desk.appId,
        response_type: 'code',
        redirect_uri: WEB,
        scope: `${SCOPE} openid offline_access`,
      });
      const back = await new FormBrowser(stage.vakt, anna).goThrough(
        `/${contoso.tenantId}/oauth2/v2.0/authorize?${query}`,
      );
      const code = back.searchParams.get('code') ?? '';
      const { tenantId } = contoso;
      await assertOfAnna(
        new AuthorizationCodeCredential(tenantId, desk.appId, desk.secret, code, WEB, options()),
      );
    });

    it('OnBehalfOfCredential, by secret and by certificate', async () => {
      const { userPrincipalName, password } = anna;
      const { tenantId } = contoso;
      const userAssertionToken = await assertOfAnna(
        new UsernamePasswordCredential(tenantId, desk.appId, userPrincipalName, password, options()),
        `api://${api.appId}/access_as_user`,
      );
      const asApi = { ...options(), tenantId, clientId: api.appId, userAssertionToken };
      for (const credential of [
        new OnBehalfOfCredential({ ...asApi, clientSecret: api.secret }),
        new OnBehalfOfCredential({ ...asApi, certificatePath }),
      ])
        assert.equal(claimsOf(await assertOfAnna(credential))['appid'], api.appId);
    });
  });
});
