import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { ClientSecretCredential, UsernamePasswordCredential } from '../src/credentials/grant-credential.ts';
import { AuthorityError } from '../src/errors.ts';
import { TestServer, testCertificate } from './https-server.ts';

const SCOPE = 'https://api.securitycenter.microsoft.com/.default';

const issuing = (expiresIn: unknown = 3599) => {
  let count = 0;
  return () => ({ json: { token_type: 'Bearer', expires_in: expiresIn, access_token: `token ${++count}` } });
};

const appAt = (server: TestServer, now: () => number = Date.now): ClientSecretCredential =>
  new ClientSecretCredential('contoso.example', 'client', 's3cr+t&', {
    authorityHost: server.origin,
    ca: testCertificate,
    clock: { now },
    retry: { baseDelayMs: 1 },
  });

describe('an application', () => {
  test('asks the v2 endpoint of its tenant with its secret in the body', async () => {
    await using server = await TestServer.start(issuing());
    const token = await appAt(server, () => 1_000).getToken(SCOPE);
    assert.deepEqual(token, { token: 'token 1', expiresOnTimestamp: 3_600_000 });
    const [request] = server.requests;
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, '/contoso.example/oauth2/v2.0/token');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body)), {
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: 's3cr+t&',
      scope: SCOPE,
    });
  });

  test('keeps a token until shortly before its end', async () => {
    let now = 0;
    await using server = await TestServer.start(issuing());
    const credential = appAt(server, () => now);
    assert.equal((await credential.getToken(SCOPE)).token, 'token 1');
    now = 3_478_000;
    assert.equal((await credential.getToken(SCOPE)).token, 'token 1');
    now = 3_480_000;
    assert.equal((await credential.getToken(SCOPE)).token, 'token 2');
  });

  test('asks once for callers who come together', async () => {
    await using server = await TestServer.start(issuing());
    const credential = appAt(server);
    await Promise.all([credential.getToken(SCOPE), credential.getToken(SCOPE), credential.getToken([SCOPE])]);
    assert.equal(server.requests.length, 1);
  });

  test("holds a token for each resource, and for each customer's tenant", async () => {
    await using server = await TestServer.start(issuing());
    const credential = appAt(server);
    await credential.getToken(SCOPE);
    await credential.getToken('https://api.security.microsoft.com/.default');
    await credential.getToken(SCOPE, { tenantId: 'customer' });
    assert.deepEqual(
      server.requests.map(({ path }) => path.split('/')[1]),
      ['contoso.example', 'contoso.example', 'customer'],
    );
  });

  test('asks anew when the service wants other claims', async () => {
    await using server = await TestServer.start(issuing());
    const credential = appAt(server);
    await credential.getToken(SCOPE);
    assert.equal((await credential.getToken(SCOPE, { claims: '{}' })).token, 'token 2');
    assert.equal(new URLSearchParams(server.requests[1]?.body).get('claims'), '{}');
  });

  test('reads the v1 habit of writing the lifetime as a text', async () => {
    await using server = await TestServer.start(issuing('3599'));
    assert.equal((await appAt(server, () => 0).getToken(SCOPE)).expiresOnTimestamp, 3_599_000);
  });

  test('is told the AADSTS number of a refusal, and asks again the next time', async () => {
    await using server = await TestServer.start((_request, index) =>
      index === 0
        ? {
            status: 401,
            json: {
              error: 'invalid_client',
              error_description: 'AADSTS7000215: Invalid client secret provided.',
              error_codes: [7000215],
              correlation_id: 'correlation',
            },
          }
        : issuing()(),
    );
    const credential = appAt(server);
    await assert.rejects(credential.getToken(SCOPE), (error: unknown) => {
      assert(error instanceof AuthorityError);
      assert.equal(error.errorCode, 7000215);
      assert.equal(error.error, 'invalid_client');
      assert.equal(error.correlationId, 'correlation');
      return true;
    });
    assert.equal((await credential.getToken(SCOPE)).token, 'token 1');
  });

  test('does not show its secret when it is printed', async () => {
    const credential = new ClientSecretCredential('tenant', 'client', 'the-secret');
    assert.doesNotMatch(
      inspect(credential, { depth: 10, showHidden: true }) + JSON.stringify(credential),
      /the-secret/,
    );
  });
});

test('a user signs in with name and password through a public client', async () => {
  await using server = await TestServer.start(issuing());
  const options = { authorityHost: server.origin, ca: testCertificate };
  await new UsernamePasswordCredential('tenant', 'cli', 'ada@contoso.example', 'p@ss', options).getToken(
    'scope',
  );
  assert.deepEqual(Object.fromEntries(new URLSearchParams(server.requests[0]?.body)), {
    grant_type: 'password',
    client_id: 'cli',
    username: 'ada@contoso.example',
    password: 'p@ss',
    scope: 'scope',
  });
});
