import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  PublicClientApplication,
} from '@azure/msal-node';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import {
  claimsOf,
  consent,
  createServicePrincipal,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from './authority.ts';
import { createLocalhostTls } from './certificates.ts';
import { type HttpsRoutes, serveHttps } from './https-routes.ts';
import { TrustingNetwork } from './trusting-network.ts';

const ENDPOINT_SCOPE = 'https://api.securitycenter.microsoft.com/.default';

describe('@azure/msal-node', () => {
  let authority: TestAuthority;
  let server: HttpsRoutes;
  let tenant: NewTenant;
  let client: NewClient;
  let networkClient: INetworkModule;

  before(async () => {
    authority = await TestAuthority.start();
    const tls = await createLocalhostTls();
    server = await serveHttps(authority.routes, tls);
    networkClient = new TrustingNetwork(tls.caPem);
    tenant = await authority.createTenant('contoso.example');
    const administrator = await authority.administratorOf(tenant);
    client = await register(administrator, 'Nightly report');
    const principal = await createServicePrincipal(administrator, client.appId);
    await consent(administrator, principal, 'WindowsDefenderATP', 'Alert.Read.All');
  });
  after(async () => {
    await server.close();
    await authority.close();
  });

  const authOf = (segment: string) => ({
    authority: `${server.origin}/${segment}`,
    knownAuthorities: [new URL(server.origin).host],
  });
  const application = (clientSecret: string, segment = tenant.tenantId) =>
    new ConfidentialClientApplication({
      auth: { ...authOf(segment), clientId: client.appId, clientSecret },
      system: { networkClient },
    });

  it('gets a token for an application, by tenant id and by domain', async () => {
    for (const segment of [tenant.tenantId, tenant.domain]) {
      const result = await application(client.secret, segment).acquireTokenByClientCredential({
        scopes: [ENDPOINT_SCOPE],
      });
      const claims = claimsOf(result?.accessToken);
      assert.deepEqual(claims['roles'], ['Alert.Read.All']);
      assert.equal(claims['tid'], tenant.tenantId);
      assert.ok((await authority.verify(`Bearer ${result?.accessToken}`)).ok);
    }
  });

  it('keeps the token and asks again only when told to', async () => {
    const msal = application(client.secret);
    const ask = (skipCache: boolean) =>
      msal.acquireTokenByClientCredential({ scopes: [ENDPOINT_SCOPE], skipCache });
    const first = await ask(false);
    const asked = server.seen.length;
    assert.equal((await ask(false))?.accessToken, first?.accessToken);
    assert.equal(server.seen.length, asked);
    assert.notEqual((await ask(true))?.accessToken, first?.accessToken);
  });

  it('is told what is wrong', async () => {
    const scopes = [ENDPOINT_SCOPE];
    await assert.rejects(application('wrong').acquireTokenByClientCredential({ scopes }), {
      errorCode: 'invalid_client',
      message: /AADSTS7000215/,
    });
    await assert.rejects(
      application(client.secret).acquireTokenByClientCredential({
        scopes: ['https://unknown.example/.default'],
      }),
      { errorCode: 'invalid_resource', message: /AADSTS500011/ },
    );
    await assert.rejects(
      application(client.secret, '99999999-9999-4999-8999-999999999999').acquireTokenByClientCredential({
        scopes,
      }),
    );
  });

  it('gets a token for a user by name and password', async () => {
    const msal = new PublicClientApplication({
      auth: { ...authOf(tenant.tenantId), clientId: VAKT_CLI_APP_ID },
      system: { networkClient },
    });
    const result = await msal.acquireTokenByUsernamePassword({
      scopes: ['https://graph.microsoft.com/.default'],
      username: tenant.administrator.userPrincipalName,
      password: tenant.administrator.password,
    });
    assert.equal(claimsOf(result?.accessToken)['upn'], tenant.administrator.userPrincipalName);
  });
});
