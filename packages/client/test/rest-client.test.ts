import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TokenCredential } from '../src/credentials/token-credential.ts';
import {
  AuthorityError,
  DefenderError,
  TimeoutError,
  TransportError,
  UnexpectedReplyError,
} from '../src/errors.ts';
import { RestClient } from '../src/rest-client.ts';
import { type ScriptedReply, type SeenRequest, TestServer, testCertificate } from './https-server.ts';

const credential: TokenCredential = {
  getToken: async scopes => ({ token: `for ${String(scopes)}`, expiresOnTimestamp: Date.now() + 3_600_000 }),
};

const clientOf = (server: TestServer, holder = credential): RestClient =>
  new RestClient({ origin: server.origin, scope: 'api://test/.default' }, holder, {
    ca: testCertificate,
    retry: { baseDelayMs: 1 },
  });

const inTurn =
  (...replies: ScriptedReply[]) =>
  (_request: SeenRequest, index: number): ScriptedReply =>
    replies[index] ?? 'break';

const throttled = {
  status: 429,
  headers: { 'retry-after-ms': '1' },
  json: { error: { code: 'TooManyRequests' } },
};

describe('a call', () => {
  test('carries the token, and asks for what the client can read', async () => {
    await using server = await TestServer.start(() => ({ json: { value: [1] } }));
    const reply = await clientOf(server).send({ method: 'GET', path: '/api/alerts', query: { $top: 1 } });
    assert.deepEqual(reply, { value: [1] });
    const [request] = server.requests;
    assert.equal(request?.headers.authorization, 'Bearer for api://test/.default');
    assert.equal(request?.headers['accept-encoding'], 'gzip');
    assert.match(String(request?.headers['client-request-id']), /^[0-9a-f-]{36}$/);
    assert.equal(request?.query.get('$top'), '1');
  });

  test('keeps 64-bit integers whole', async () => {
    await using server = await TestServer.start(() => ({ text: '{"id":9223372036854775807,"small":7}' }));
    const reply = await clientOf(server).send({ method: 'GET', path: '/' });
    assert.deepEqual(reply, { id: 9223372036854775807n, small: 7 });
  });

  test('without an answer body gives undefined', async () => {
    await using server = await TestServer.start(() => ({ status: 204 }));
    assert.equal(await clientOf(server).send({ method: 'PATCH', path: '/', body: {} }), undefined);
  });

  test('never sends the token to another origin', async () => {
    await using server = await TestServer.start(() => ({ json: {} }));
    await assert.rejects(
      clientOf(server).send({ method: 'GET', path: 'https://attacker.example/next' }),
      /not the service/,
    );
    assert.equal(server.requests.length, 0);
  });
});

describe('a failed call', () => {
  test('gives status, code, message, request id and the body', async () => {
    const json = {
      error: { code: 'ResourceNotFound', message: 'Machine 1 was not found', target: 'a-guid' },
    };
    await using server = await TestServer.start(() => ({ status: 404, json }));
    await assert.rejects(
      clientOf(server).send({ method: 'GET', path: '/api/machines/1' }),
      (error: unknown) => {
        assert(error instanceof DefenderError);
        assert.equal(error.status, 404);
        assert.equal(error.code, 'ResourceNotFound');
        assert.equal(error.message, 'Machine 1 was not found');
        assert.equal(error.target, 'a-guid');
        assert.deepEqual(JSON.parse(error.body), json);
        return true;
      },
    );
  });

  test('gives what Vakt says of a refusal, the step at fault first', async () => {
    const headers = {
      'vakt-explanation':
        'step=permit, missing="a role", remedy="Add it, and consent.", command="vakt app consent --app x", more="vakt explain a-guid"',
      link: '<https://vakt.example/portal/app-registrations>; rel="help"',
    };
    await using server = await TestServer.start(() => ({ status: 403, headers, json: {} }));
    await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), {
      explanation: {
        step: 'permit',
        missing: 'a role',
        remedy: 'Add it, and consent.',
        command: 'vakt app consent --app x',
        more: 'vakt explain a-guid',
        page: 'https://vakt.example/portal/app-registrations',
      },
    });
  });

  for (const [what, value] of [
    ['nothing', undefined],
    ['another header', 'step=dance, remedy="x"'],
    ['half of one', 'remedy="x'],
  ] as const)
    test(`explains nothing where the service says ${what}`, async () => {
      const headers = value === undefined ? {} : { 'vakt-explanation': value };
      await using server = await TestServer.start(() => ({ status: 403, headers, json: {} }));
      await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), { explanation: undefined });
    });

  test('is a DefenderError when the body is not the envelope, too', async () => {
    await using server = await TestServer.start(() => ({ status: 403, text: '<html>no</html>' }));
    await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), {
      name: 'DefenderError',
      status: 403,
      code: 'HTTP 403',
      body: '<html>no</html>',
    });
  });

  test("reads Graph's request id", async () => {
    const json = { error: { code: 'x', message: 'y', innerError: { 'request-id': 'graph-id' } } };
    await using server = await TestServer.start(() => ({ status: 400, json }));
    await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), { target: 'graph-id' });
  });

  test('with a success that is not JSON is its own error', async () => {
    await using server = await TestServer.start(() => ({ text: '<html>welcome</html>' }));
    await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), UnexpectedReplyError);
  });
});

describe('trying again', () => {
  test('a throttled read waits as asked and goes on', async () => {
    await using server = await TestServer.start(inTurn(throttled, throttled, { json: { done: true } }));
    assert.deepEqual(await clientOf(server).send({ method: 'GET', path: '/' }), { done: true });
    assert.equal(server.requests.length, 3);
  });

  test('a broken line does not stop a read', async () => {
    await using server = await TestServer.start(inTurn('break', { json: {} }));
    await clientOf(server).send({ method: 'GET', path: '/' });
    assert.equal(server.requests.length, 2);
  });

  test('a change on a broken line is sent once', async () => {
    await using server = await TestServer.start(inTurn('break', { json: {} }));
    const sent = clientOf(server).send({ method: 'POST', path: '/api/machines/1/isolate', body: {} });
    await assert.rejects(sent, TransportError);
    assert.equal(server.requests.length, 1);
  });

  test('a change after 503 is sent once', async () => {
    await using server = await TestServer.start(() => ({ status: 503, json: {} }));
    await assert.rejects(clientOf(server).send({ method: 'PATCH', path: '/', body: {} }), { status: 503 });
    assert.equal(server.requests.length, 1);
  });

  test('the last answer is given when patience ends, with the time to come back', async () => {
    const later = { ...throttled, headers: { 'retry-after': '100' } };
    await using server = await TestServer.start(() => later);
    await assert.rejects(clientOf(server).send({ method: 'GET', path: '/' }), {
      status: 429,
      retryAfterMs: 100_000,
    });
    assert.equal(server.requests.length, 1);
  });

  test('a refused sign-in is final', async () => {
    await using server = await TestServer.start(() => ({ json: {} }));
    const refused: TokenCredential = {
      getToken: async () => {
        throw new AuthorityError({
          status: 401,
          error: 'invalid_client',
          description: 'AADSTS7000215',
          errorCode: 7000215,
          correlationId: undefined,
        });
      },
    };
    await assert.rejects(clientOf(server, refused).send({ method: 'GET', path: '/' }), AuthorityError);
    assert.equal(server.requests.length, 0);
  });
});

describe('an end from outside', () => {
  test('the abort signal ends a wait between retries at once', async () => {
    const abort = new AbortController();
    await using server = await TestServer.start(() => {
      abort.abort(new Error('enough'));
      return { ...throttled, headers: { 'retry-after': '60' } };
    });
    const sent = clientOf(server).send({ method: 'GET', path: '/' }, { abortSignal: abort.signal });
    await assert.rejects(sent, /enough/);
  });

  test('a silent server is a timeout, not a broken line', async () => {
    await using server = await TestServer.start(() => 'silence');
    const sent = clientOf(server).send({ method: 'GET', path: '/' }, { timeoutMs: 30 });
    await assert.rejects(sent, (error: unknown) => {
      assert(error instanceof TimeoutError);
      assert.equal(error.timeoutMs, 30);
      assert(error.cause instanceof Error);
      return true;
    });
  });

  test('a server that nobody vouches for is a transport failure with its cause', async () => {
    await using server = await TestServer.start(() => ({ json: {} }));
    const strict = new RestClient({ origin: server.origin, scope: 's' }, credential, {
      retry: { maxRetries: 0 },
    });
    await assert.rejects(strict.send({ method: 'GET', path: '/' }), (error: unknown) => {
      assert(error instanceof TransportError);
      assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
      assert(error.cause instanceof Error);
      return true;
    });
  });
});
