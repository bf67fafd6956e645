import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
  PublicClientApplication,
  ServerError,
} from '@azure/msal-node';
import type { ClientCertificate } from '../../packages/identity/test/credentials/client-certificate.ts';
import { signJwt } from '../../packages/identity/test/credentials/signed-jwt.ts';
import { FormBrowser, type Person } from './form-browser.ts';
import { Cast, WEB } from './library-cast.ts';
import {
  claimsOf,
  ENDPOINT,
  type Graph,
  requiredAccess,
  Stage,
  type StageClient,
  type StageTenant,
} from './stage.ts';

const APP_SCOPES = [`${ENDPOINT}/.default`];
const ALERTS = [`${ENDPOINT}/Alert.Read`];
const INCIDENTS = ['https://api.security.microsoft.com/Incident.Read'];

describe('@azure/msal-node, unmodified', { timeout: 180_000 }, () => {
  let stage: Stage;
  let tenant: StageTenant;
  let graph: Graph;
  let anna: Person;
  let daemon: StageClient;
  let desk: StageClient;
  let api: StageClient;
  let certificate: ClientCertificate;

  before(async () => {
    stage = await Stage.start();
    ({ tenant, graph, anna, certificate, daemon, desk, api } = await Cast.gather(stage));
  });
  after(() => stage.close());

  const authOf = (clientId: string, segment = tenant.tenantId) => ({
    clientId,
    authority: `${stage.origin}/${segment}`,
    knownAuthorities: [stage.host],
  });
  const publicClient = () => new PublicClientApplication({ auth: authOf(desk.appId) });
  const confidentialDesk = () =>
    new ConfidentialClientApplication({ auth: { ...authOf(desk.appId), clientSecret: desk.secret } });
  const browser = (person = anna) => new FormBrowser(stage.vakt, person);

  const assertOfAnna = (result: AuthenticationResult | null, scope: string): void => {
    const claims = claimsOf(result?.accessToken);
    assert.equal(claims['upn'], anna.userPrincipalName);
    assert.equal(claims['scp'], scope);
    assert.equal(result?.account?.username, anna.userPrincipalName);
    assert.equal(result?.account?.tenantId, tenant.tenantId);
    assert.equal(result?.account?.homeAccountId, `${String(claims['oid'])}.${tenant.tenantId}`);
  };

  describe('as an application', () => {
    const assertDaemon = (result: AuthenticationResult | null, proof: string): void => {
      const claims = claimsOf(result?.accessToken);
      assert.deepEqual(claims['roles'], ['Alert.Read.All']);
      assert.equal(claims['tid'], tenant.tenantId);
      assert.equal(claims['appidacr'], proof);
    };

    it('gets a token with a secret, by tenant id and by domain, that the API takes', async () => {
      for (const segment of [tenant.tenantId, tenant.domain]) {
        const msal = new ConfidentialClientApplication({
          auth: { ...authOf(daemon.appId, segment), clientSecret: daemon.secret },
        });
        const result = await msal.acquireTokenByClientCredential({ scopes: APP_SCOPES });
        assertDaemon(result, '1');
        const alerts = await stage.vakt.call('/api/alerts', { token: result?.accessToken ?? '' });
        assert.equal(alerts.status, 200, alerts.text);
      }
    });

    it('gets a token with a certificate, by either thumbprint, with and without the chain', async () => {
      const named = [
        { thumbprint: certificate.sha1.toString('hex').toUpperCase() },
        { thumbprintSha256: certificate.sha256.toString('hex') },
      ];
      for (const thumbprint of named)
        for (const x5c of [undefined, certificate.certificatePem]) {
          const clientCertificate = {
            ...thumbprint,
            privateKey: certificate.privateKeyPem,
            ...(x5c && { x5c }),
          };
          const msal = new ConfidentialClientApplication({
            auth: { ...authOf(daemon.appId), clientCertificate },
          });
          assertDaemon(await msal.acquireTokenByClientCredential({ scopes: APP_SCOPES }), '2');
        }
    });

    it('gets a token with an assertion that it made itself', async () => {
      const clientAssertion = async ({
        clientId,
        tokenEndpoint = '',
      }: {
        clientId: string;
        tokenEndpoint?: string;
      }) => {
        const seconds = Math.trunc(Date.now() / 1_000);
        return signJwt(
          { alg: 'RS256', typ: 'JWT', x5t: certificate.sha1.toString('base64url') },
          {
            aud: tokenEndpoint,
            iss: clientId,
            sub: clientId,
            jti: randomUUID(),
            nbf: seconds,
            exp: seconds + 300,
          },
          certificate.privateKey,
        );
      };
      const msal = new ConfidentialClientApplication({ auth: { ...authOf(daemon.appId), clientAssertion } });
      assertDaemon(await msal.acquireTokenByClientCredential({ scopes: APP_SCOPES }), '2');
    });

    it('keeps the token, and is given a new one when it asks for it', async () => {
      const msal = new ConfidentialClientApplication({
        auth: { ...authOf(daemon.appId), clientSecret: daemon.secret },
      });
      const ask = (skipCache: boolean) =>
        msal.acquireTokenByClientCredential({ scopes: APP_SCOPES, skipCache });
      const first = await ask(false);
      const second = await ask(false);
      assert.equal(second?.fromCache, true);
      assert.equal(second.accessToken, first?.accessToken);
      assert.notEqual((await ask(true))?.accessToken, first?.accessToken);
    });

    it('reads a wrong secret as the server’s error with its number', async () => {
      const msal = new ConfidentialClientApplication({
        auth: { ...authOf(daemon.appId), clientSecret: 'wrong' },
      });
      await assert.rejects(msal.acquireTokenByClientCredential({ scopes: APP_SCOPES }), error => {
        assert.ok(error instanceof ServerError && !(error instanceof InteractionRequiredAuthError));
        assert.equal(error.errorCode, 'invalid_client');
        assert.equal(String(error.errorNo), '7000215');
        assert.match(error.message, /AADSTS7000215/);
        return true;
      });
    });
  });

  describe('with a user', () => {
    it('signs in with the authorization code and PKCE', async () => {
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
      const msal = confidentialDesk();
      const url = await msal.getAuthCodeUrl({
        scopes: ALERTS,
        redirectUri: WEB,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        state: 'the state',
        loginHint: anna.userPrincipalName,
      });
      const { searchParams } = await browser().goThrough(url);
      assert.equal(searchParams.get('state'), 'the state');
      const result = await msal.acquireTokenByCode({
        code: searchParams.get('code') ?? '',
        codeVerifier: verifier,
        scopes: ALERTS,
        redirectUri: WEB,
      });
      assertOfAnna(result, 'Alert.Read');
    });

    it('opens a browser, and takes the form that comes to its own address', async () => {
      const result = await publicClient().acquireTokenInteractive({
        scopes: ALERTS,
        openBrowser: async url => {
          assert.equal(new URL(url).searchParams.get('response_mode'), 'form_post');
          const { target, form } = await browser().goThroughToForm(url);
          await fetch(target, { method: 'POST', body: form, redirect: 'manual' });
        },
      });
      assertOfAnna(result, 'Alert.Read');
    });

    it('gives a device a code, and gets the token once the user approved it', async () => {
      const result = await publicClient().acquireTokenByDeviceCode({
        scopes: ALERTS,
        deviceCodeCallback: ({ userCode }) => void browser().approveDevice(userCode),
      });
      assertOfAnna(result, 'Alert.Read');
    });

    it('signs in by name and password, then silently: from the cache, anew, and at a second resource', async () => {
      const msal = publicClient();
      const { userPrincipalName: username, password } = anna;
      const first = await msal.acquireTokenByUsernamePassword({ scopes: ALERTS, username, password });
      assertOfAnna(first, 'Alert.Read');
      const account = first?.account ?? assert.fail('there is no account');

      const cached = await msal.acquireTokenSilent({ account, scopes: ALERTS });
      assert.equal(cached.fromCache, true);
      assert.equal(cached.accessToken, first?.accessToken);

      const renewed = await msal.acquireTokenSilent({ account, scopes: ALERTS, forceRefresh: true });
      assert.equal(renewed.fromCache, false);
      assert.notEqual(renewed.accessToken, first?.accessToken);
      assertOfAnna(renewed, 'Alert.Read');

      const other = await msal.acquireTokenSilent({ account, scopes: INCIDENTS });
      assertOfAnna(other, 'Incident.Read');
      assert.equal(claimsOf(other.accessToken)['aud'], 'https://api.security.microsoft.com');
      assert.equal((await msal.acquireTokenSilent({ account, scopes: INCIDENTS })).fromCache, true);
    });

    it('finds what `.default` gave in the cache', async () => {
      const msal = publicClient();
      const { userPrincipalName: username, password } = anna;
      const first = await msal.acquireTokenByUsernamePassword({ scopes: APP_SCOPES, username, password });
      const account = first?.account ?? assert.fail('there is no account');
      assert.equal((await msal.acquireTokenSilent({ account, scopes: APP_SCOPES })).fromCache, true);
    });

    it('is told to ask the user when consent is missing, and that the user was disabled', async () => {
      const eager = await stage.register(graph, 'Not consented', {
        isFallbackPublicClient: true,
        requiredResourceAccess: requiredAccess([['WindowsDefenderATP', 'Alert.Read', 'Scope']]),
      });
      const { userPrincipalName: username, password } = anna;
      const stranger = new PublicClientApplication({ auth: authOf(eager.appId) });
      await assert.rejects(
        stranger.acquireTokenByUsernamePassword({ scopes: ALERTS, username, password }),
        error => {
          assert.ok(error instanceof InteractionRequiredAuthError);
          assert.match(error.message, /AADSTS65001/);
          assert.equal(error.subError, 'consent_required');
          return true;
        },
      );
      const carl = await stage.createUser(graph, 'carl@contoso.example');
      await stage.grantScopes(graph, eager.appId, 'WindowsDefenderATP', 'Alert.Read');
      const signedIn = await stranger.acquireTokenByUsernamePassword({
        scopes: ALERTS,
        username: carl.userPrincipalName,
        password: carl.password,
      });
      const account = signedIn?.account ?? assert.fail('there is no account');
      await graph('PATCH', `/v1.0/users/${carl.userPrincipalName}`, { accountEnabled: false });
      await assert.rejects(
        stranger.acquireTokenSilent({ account, scopes: ALERTS, forceRefresh: true }),
        /AADSTS50057/,
      );
    });

    it('sends the same wrong request again without being throttled', async () => {
      const msal = publicClient();
      const ask = () =>
        msal.acquireTokenByUsernamePassword({
          scopes: ALERTS,
          username: anna.userPrincipalName,
          password: 'wrong',
        });
      await assert.rejects(ask(), /AADSTS50126/);
      await assert.rejects(ask(), /AADSTS50126/);
      const { userPrincipalName: username, password } = anna;
      assertOfAnna(
        await msal.acquireTokenByUsernamePassword({ scopes: ALERTS, username, password }),
        'Alert.Read',
      );
    });
  });

  it('goes on to the next API for the user who called', async () => {
    const { userPrincipalName: username, password } = anna;
    const called = await publicClient().acquireTokenByUsernamePassword({
      scopes: [`api://${api.appId}/access_as_user`],
      username,
      password,
    });
    const middle = new ConfidentialClientApplication({
      auth: { ...authOf(api.appId), clientSecret: api.secret },
    });
    const ask = (scopes: string[]) =>
      middle.acquireTokenOnBehalfOf({ oboAssertion: called?.accessToken ?? '', scopes });
    const result = await ask(ALERTS);
    assertOfAnna(result, 'Alert.Read');
    assert.equal(claimsOf(result?.accessToken)['appid'], api.appId);
    assert.equal((await ask(ALERTS))?.fromCache, true);
    await assert.rejects(ask([`${ENDPOINT}/Machine.Isolate`]), /AADSTS65001/);
  });
});
