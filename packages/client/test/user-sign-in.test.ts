import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { redeemCode, startSignIn } from '../src/credentials/authorization-code.ts';
import { signInByDeviceCode } from '../src/credentials/device-code.ts';
import { RefreshTokenCredential } from '../src/credentials/refresh-token-credential.ts';
import { TokenEndpoint } from '../src/credentials/token-endpoint.ts';
import { AuthorityError } from '../src/errors.ts';
import { TestServer, testCertificate } from './https-server.ts';

const GRAPH = 'https://graph.microsoft.com/.default';

const endpointOf = (server: TestServer): TokenEndpoint =>
  new TokenEndpoint(server.origin, { ca: testCertificate, retry: { baseDelayMs: 1 } });

const formsOf = (server: TestServer): Record<string, string>[] =>
  server.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

const issued = { token_type: 'Bearer', expires_in: 3599, access_token: 'token' };
const refused = (error: string) => ({
  status: 400,
  json: { error, error_description: `AADSTS70016: ${error}`, error_codes: [70016] },
});

describe('a refresh token', () => {
  test('gets tokens of several resources, one after another, each with the newest', async () => {
    let count = 0;
    await using server = await TestServer.start(() => ({
      json: { ...issued, refresh_token: `refresh ${++count}` },
    }));
    const kept: string[] = [];
    const credential = new RefreshTokenCredential('contoso.example', 'client', 'refresh 0', {
      authorityHost: server.origin,
      ca: testCertificate,
      onRefreshToken: refreshToken => kept.push(refreshToken),
    });
    await Promise.all([credential.getToken(GRAPH), credential.getToken('api://vakt/.default')]);
    await credential.getToken(GRAPH);
    assert.deepEqual(
      formsOf(server).map(({ refresh_token, scope }) => [refresh_token, scope]),
      [
        ['refresh 0', `${GRAPH} offline_access`],
        ['refresh 1', 'api://vakt/.default offline_access'],
      ],
    );
    assert.deepEqual(kept, ['refresh 1', 'refresh 2']);
  });

  test('that is refused once does not hold up the next request', async () => {
    let count = 0;
    await using server = await TestServer.start(() =>
      ++count === 1 ? refused('invalid_grant') : { json: issued },
    );
    const credential = new RefreshTokenCredential('t', 'client', 'refresh', {
      authorityHost: server.origin,
      ca: testCertificate,
    });
    await assert.rejects(credential.getToken(GRAPH), AuthorityError);
    assert.equal((await credential.getToken(GRAPH)).token, 'token');
  });
});

describe('a device code', () => {
  const authorization = {
    device_code: 'device',
    user_code: 'ABCD',
    verification_uri: 'https://login.example/device',
    expires_in: 900,
    interval: 0.001,
    message: 'Open it',
  };
  const request = { tenantId: 'contoso.example', clientId: 'client', scope: `${GRAPH} offline_access` };

  test('is shown, and asked about until somebody has entered it', async () => {
    const replies = [
      { json: authorization },
      refused('authorization_pending'),
      refused('authorization_pending'),
      { json: { ...issued, refresh_token: 'refresh' } },
    ];
    await using server = await TestServer.start(() => replies.shift() ?? refused('expired_token'));
    const shown: string[] = [];
    const tokens = await signInByDeviceCode(endpointOf(server), request, ({ message, userCode }) =>
      shown.push(message, userCode),
    );
    assert.deepEqual(shown, ['Open it', 'ABCD']);
    assert.equal(tokens.refreshToken, 'refresh');
    const [first, second] = formsOf(server);
    assert.deepEqual(first, { client_id: 'client', scope: `${GRAPH} offline_access` });
    assert.deepEqual(second, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'client',
      device_code: 'device',
    });
  });

  test('that was declined ends the waiting', async () => {
    const replies = [{ json: authorization }, refused('authorization_declined')];
    await using server = await TestServer.start(() => replies.shift() ?? refused('expired_token'));
    await assert.rejects(
      signInByDeviceCode(endpointOf(server), request, () => undefined),
      (error: AuthorityError) => error.error === 'authorization_declined',
    );
    assert.equal(server.requests.length, 2);
  });

  test('is waited for no longer than the person wants', async () => {
    await using server = await TestServer.start(() => ({ json: { ...authorization, interval: 60 } }));
    const stop = new AbortController();
    await assert.rejects(
      signInByDeviceCode(endpointOf(server), { ...request, abortSignal: stop.signal }, () => stop.abort()),
      { name: 'AbortError' },
    );
  });
});

test('a browser is sent with a challenge, and the code is redeemed with what solves it', async () => {
  await using server = await TestServer.start(() => ({ json: issued }));
  const request = {
    authority: server.origin,
    tenantId: 'contoso.example',
    clientId: 'client',
    scope: `${GRAPH} offline_access`,
    redirectUri: 'http://localhost:4711',
    loginHint: 'ada@contoso.example',
  };
  const started = startSignIn(request);
  const address = new URL(started.address);
  assert.equal(address.pathname, '/contoso.example/oauth2/v2.0/authorize');
  assert.equal(address.searchParams.get('state'), started.state);
  assert.equal(address.searchParams.get('login_hint'), 'ada@contoso.example');
  assert.notEqual(startSignIn(request).state, started.state);
  await redeemCode(endpointOf(server), request, started, 'the-code');
  const [{ code_verifier: verifier = '', ...form } = {}] = formsOf(server);
  assert.equal(
    address.searchParams.get('code_challenge'),
    createHash('sha256').update(verifier).digest('base64url'),
  );
  assert.deepEqual(form, {
    grant_type: 'authorization_code',
    client_id: 'client',
    code: 'the-code',
    scope: `${GRAPH} offline_access`,
    redirect_uri: 'http://localhost:4711',
  });
});
