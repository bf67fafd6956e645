import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { MOST_DROPPED } from '../src/http/body.ts';
import { createListener } from '../src/http/listener.ts';
import { LISTENER_LIMITS, type ListenerLimits } from '../src/http/listener-limits.ts';
import { prepareOrderlyClose } from '../src/http/orderly-close.ts';
import { createLog } from '../src/operations/log.ts';
import { Metrics } from '../src/operations/metrics.ts';
import {
  type CertifiedKey,
  createAuthority,
  issueServerCertificate,
} from '../src/tls/certificate-authority.ts';

const LONG_TEXT = 'the same words again, '.repeat(500);

interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Handlers of the test at hand, by path. */
const handlers = new Map<string, (request: HttpRequest) => Promise<HttpReply>>();

const handle = async (asked: HttpRequest): Promise<HttpReply> =>
  (await handlers.get(asked.path)?.(asked)) ?? { status: 404 };

const routes: readonly Route[] = [
  { method: 'GET', path: '/{name}', handle },
  { method: 'GET', path: '/health', handle: async () => ({ status: 200 }), isAlwaysServed: true },
  { method: 'POST', path: '/{name}', handle, bodyLimit: 1_000 },
  {
    method: 'POST',
    path: '/form',
    handle,
    bodyLimit: 1_000,
    refuseLargeBody: async ({ body }) => ({
      status: 400,
      headers: { 'x-own': 'yes' },
      body: { error: 'invalid_request', read: body.length },
    }),
  },
];

describe('the HTTPS listener', () => {
  let server: CertifiedKey;
  let ca: string;
  let listener: Server;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  const listen = async (limits: Partial<ListenerLimits> = {}): Promise<Server> => {
    const made = createListener({
      routes,
      ownHosts: new Set(),
      tls: { key: server.privateKey, cert: server.certificate, contextFor: () => undefined },
      entropy: systemEntropy,
      log: createLog(() => undefined, systemClock.now),
      metrics: new Metrics(),
      limits: { ...LISTENER_LIMITS, ...limits },
    });
    made.listen(0, '127.0.0.1');
    await once(made, 'listening');
    return made;
  };

  before(async () => {
    const authority = await createAuthority(['localhost'], systemClock.now(), 'Test authority');
    ca = authority.certificate;
    server = await issueServerCertificate(authority, ['localhost'], systemClock.now());
    listener = await listen();
  });
  after(() => {
    agent.destroy();
    listener.close();
  });

  const portOf = (target: Server): number => (target.address() as AddressInfo).port;

  const call = async (
    path: string,
    { target = listener, method = 'GET', headers = {}, body = '', own = false } = {},
  ): Promise<Received> => {
    const outgoing = request({
      host: '127.0.0.1',
      servername: 'localhost',
      port: portOf(target),
      path,
      method,
      headers: { host: 'localhost', ...headers },
      ca,
      // A connection of its own does not wait for another call.
      agent: own ? false : agent,
    });
    outgoing.end(body);
    const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: Buffer.concat(await reply.toArray()),
    };
  };

  const answerWith = (path: string, reply: HttpReply): void => void handlers.set(path, async () => reply);

  it('hands a request to its route whole', async () => {
    handlers.set('/echo', async ({ method, query, queryText, headers, body, remoteAddress }) => ({
      status: 200,
      body: {
        method,
        queryText,
        a: query.get('a'),
        accept: headers['accept'],
        text: Buffer.from(body).toString(),
        remoteAddress,
      },
    }));
    const reply = await call('/echo?a=1&b=%20?', {
      method: 'POST',
      headers: { accept: 'x/y' },
      body: 'hello',
    });
    assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8');
    assert.deepEqual(JSON.parse(reply.body.toString()), {
      method: 'POST',
      queryText: 'a=1&b=%20?',
      a: '1',
      accept: 'x/y',
      text: 'hello',
      remoteAddress: '127.0.0.1',
    });
  });

  it('sends text, bytes and nothing as they are, each with its length', async () => {
    answerWith('/text', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'größer' });
    answerWith('/bytes', { status: 200, body: new Uint8Array([1, 2, 3]) });
    answerWith('/nothing', { status: 200 });
    answerWith('/no-content', { status: 204 });
    assert.equal((await call('/text')).body.toString(), 'größer');
    assert.deepEqual([...(await call('/bytes')).body], [1, 2, 3]);
    assert.equal((await call('/nothing')).headers['content-length'], '0');
    const empty = await call('/no-content');
    assert.equal(empty.headers['content-length'], undefined);
    assert.equal(empty.headers['x-content-type-options'], 'nosniff');
  });

  it('answers HEAD with the headers of GET alone', async () => {
    answerWith('/text', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'four' });
    const reply = await call('/text', { method: 'HEAD' });
    assert.equal(reply.headers['content-length'], '4');
    assert.equal(reply.body.length, 0);
  });

  describe('compresses', () => {
    before(() => {
      const headers = { 'content-type': 'text/html; charset=utf-8', vary: 'origin' };
      answerWith('/page', { status: 200, headers, body: LONG_TEXT });
      answerWith('/list', { status: 200, body: { value: [LONG_TEXT] } });
      answerWith('/image', {
        status: 200,
        headers: { 'content-type': 'image/png' },
        body: Buffer.alloc(9_000),
      });
      answerWith('/short', { status: 200, body: { value: [] } });
    });

    const encodingFor = async (path: string, accepted: string): Promise<string | undefined> =>
      (await call(path, { headers: { 'accept-encoding': accepted } })).headers['content-encoding'];

    it('in the best way that the client accepts', async () => {
      const brotli = await call('/page', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
      assert.equal(brotli.headers['content-encoding'], 'br');
      assert.equal(brotli.headers['vary'], 'origin, accept-encoding');
      assert.equal(brotliDecompressSync(brotli.body).toString(), LONG_TEXT);
      const gzip = await call('/list', { headers: { 'accept-encoding': 'GZIP;q=0.5, br;q=0' } });
      assert.equal(gzip.headers['content-encoding'], 'gzip');
      assert.deepEqual(JSON.parse(gunzipSync(gzip.body).toString()), { value: [LONG_TEXT] });
      const deflated = await call('/page', { headers: { 'accept-encoding': 'deflate' } });
      assert.equal(inflateSync(deflated.body).toString(), LONG_TEXT);
    });

    it('in the way that the client wants most', async () => {
      for (const [accepted, encoding] of [
        ['br;q=0.5, gzip', 'gzip'],
        ['deflate;q=0.6, gzip;q=0.6', 'gzip'],
        ['gzip;q=1.0,deflate;q=0.6,identity;q=0.3', 'gzip'],
        ['x-gzip', 'gzip'],
        ['*', 'br'],
        ['*;q=0.1, br;q=0', 'gzip'],
        ['gzip;q=x', undefined],
      ] as const)
        assert.equal(await encodingFor('/page', accepted), encoding, accepted);
    });

    it('by deflate without a frame, and rather than gzip, where clients expect it', async () => {
      answerWith('/entities', { status: 200, body: { value: [LONG_TEXT] }, isDeflateRaw: true });
      const both = await call('/entities', { headers: { 'accept-encoding': 'gzip,deflate' } });
      assert.equal(both.headers['content-encoding'], 'deflate');
      assert.deepEqual(JSON.parse(inflateRawSync(both.body).toString()), { value: [LONG_TEXT] });
      assert.equal(await encodingFor('/entities', 'gzip'), 'gzip');
      assert.equal(await encodingFor('/entities', 'gzip;q=1.0,deflate;q=0.6'), 'gzip');
    });

    it('nothing for clients that do not ask for it, and says that it would', async () => {
      const plain = await call('/page');
      assert.equal(plain.headers['content-encoding'], undefined);
      assert.equal(plain.headers['vary'], 'origin, accept-encoding');
      assert.equal(plain.body.toString(), LONG_TEXT);
      assert.equal(await encodingFor('/page', 'zstd, br;q=0.0'), undefined);
    });

    it('neither what is short nor what is compressed already', async () => {
      assert.equal(await encodingFor('/short', 'br'), undefined);
      assert.equal(await encodingFor('/image', 'br'), undefined);
    });
  });

  it('says what a path takes when it is asked, or asked for something else', async () => {
    const asked = await call('/text', { method: 'OPTIONS' });
    assert.deepEqual([asked.status, asked.headers.allow], [204, 'GET, HEAD, POST, OPTIONS']);
    const wrong = await call('/text', { method: 'DELETE' });
    assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'GET, HEAD, POST, OPTIONS']);
    const { error } = JSON.parse(wrong.body.toString()) as { error: Record<string, string> };
    assert.equal(error['message'], 'DELETE is not allowed on /text; use GET or HEAD or POST.');
    assert.equal(error['target'], wrong.headers['request-id']);
  });

  it('refuses what is more than it takes at once, in words, but always says how it is', async () => {
    const small = await listen({ mostRequests: 1 });
    const asked = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<HttpReply>();
    handlers.set('/held', () => {
      asked.resolve();
      return finished.promise;
    });
    const calling = { target: small, own: true };
    const held = call('/held', calling);
    await asked.promise;
    const refused = await call('/held', calling);
    assert.deepEqual([refused.status, refused.headers['retry-after']], [503, '1']);
    assert.match(refused.body.toString(), /"ServiceUnavailable".*as many requests under way as it takes/);
    assert.equal((await call('/health', calling)).status, 200);
    finished.resolve({ status: 200 });
    assert.equal((await held).status, 200);
    assert.equal((await call('/held', calling)).status, 200);
    small.close();
  });

  it('waits only so long for the headers of a request, and says so', async () => {
    const hasty = await listen({ headersMs: 20, checkEveryMs: 10 });
    const socket = connect({ port: portOf(hasty), host: '127.0.0.1', servername: 'localhost', ca });
    socket.write('GET /text HTTP/1.1\r\nhost: localhost\r\n');
    const answered = Buffer.concat(await socket.toArray()).toString();
    assert.match(answered, /^HTTP\/1\.1 408 Request Timeout\r\n/);
    assert.match(answered, /"message":"The request did not arrive in time\."/);
    hasty.close();
  });

  it('lets go of a client that takes nothing of its reply', async () => {
    const impatient = await listen({ silenceMs: 50 });
    answerWith('/huge', { status: 200, body: Buffer.alloc(64 * 1_048_576) });
    const connected = once(impatient, 'secureConnection');
    const socket = connect({ port: portOf(impatient), host: '127.0.0.1', servername: 'localhost', ca });
    socket.on('error', () => undefined).pause();
    socket.write('GET /huge HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const [served] = (await connected) as [NodeJS.EventEmitter];
    await once(served, 'close');
    socket.destroy();
    impatient.close();
  });

  it('refuses a body that is too large, announced or not, and lets the connection go', async () => {
    answerWith('/take', { status: 200 });
    const announced = await call('/take', { method: 'POST', body: 'x'.repeat(1_001) });
    const headers = { 'transfer-encoding': 'chunked' };
    const streamed = await call('/take', { method: 'POST', headers, body: 'x'.repeat(1_001) });
    for (const { status, headers: sent } of [announced, streamed]) {
      assert.equal(status, 413);
      assert.equal(sent.connection, 'close');
    }
    assert.equal((await call('/take', { method: 'POST', body: 'x'.repeat(1_000) })).status, 200);
  });

  it('tells a client that sends much too much before it has sent everything too', async () => {
    answerWith('/take', { status: 200 });
    assert.equal((await call('/take', { method: 'POST', body: 'x'.repeat(20 * 1_048_576) })).status, 413);
  });

  it('waits for no body that is announced as larger than it would drop', async () => {
    answerWith('/take', { status: 200 });
    const socket = connect({ port: portOf(listener), host: '127.0.0.1', servername: 'localhost', ca });
    const announced = 2 * MOST_DROPPED;
    socket.write(`POST /take HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${announced}\r\n\r\n`);
    assert.match(Buffer.concat(await socket.toArray()).toString(), /^HTTP\/1\.1 413 /);
  });

  it('lets a route word that refusal for its own clients', async () => {
    const refused = await call('/form', { method: 'POST', body: 'x'.repeat(1_001) });
    assert.equal(refused.status, 413);
    assert.deepEqual([refused.headers['x-own'], refused.headers.connection], ['yes', 'close']);
    assert.deepEqual(JSON.parse(refused.body.toString()), { error: 'invalid_request', read: 0 });
  });

  it('tells the route when the client goes away', async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const finished = Promise.withResolvers<HttpReply>();
    handlers.set('/wait', ({ signal }) => {
      asked.resolve(signal);
      return finished.promise;
    });
    const socket = connect({ port: portOf(listener), host: '127.0.0.1', servername: 'localhost', ca });
    socket.write('GET /wait HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const signal = await asked.promise;
    assert.equal(signal.aborted, false);
    socket.destroy();
    await once(signal, 'abort');
    finished.resolve({ status: 200 });
  });

  for (const [what, text, status, message] of [
    ['no HTTP', 'SSH-2.0-OpenSSH_9.7\r\n\r\n', '400 Bad Request', /no HTTP\/1\.1 request/],
    [
      'an address with blanks in it',
      "GET /api/alerts?$filter=severity eq 'High' HTTP/1.1\r\nhost: localhost\r\n\r\n",
      '400 Bad Request',
      /a blank is sent as %20/,
    ],
    [
      'an address that is too long',
      `GET /api/alerts?$filter=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      '431 Request Header Fields Too Large',
      /16384 bytes together/,
    ],
  ] as const)
    it(`answers ${what} with the error envelope, and closes`, async () => {
      const socket = connect({ port: portOf(listener), host: '127.0.0.1', servername: 'localhost', ca });
      socket.write(text);
      const [head = '', body = ''] = Buffer.concat(await socket.toArray())
        .toString()
        .split('\r\n\r\n');
      assert.ok(head.startsWith(`HTTP/1.1 ${status}\r\n`), head);
      const { error } = JSON.parse(body) as { error: { message: string; target: string } };
      assert.match(error.message, message);
      assert.match(error.target, /^[0-9a-f-]{36}$/);
    });

  it('ends connections that ask nothing when it is closed, but finishes what is under way', async () => {
    const closing = await listen();
    const close = prepareOrderlyClose(closing);
    const gate = Promise.withResolvers<HttpReply>();
    handlers.set('/slow', () => gate.promise);
    const port = portOf(closing);
    const connected = createConnection({ host: '127.0.0.1', port });
    const greeted = connect({ host: '127.0.0.1', port, servername: 'localhost', ca });
    await Promise.all([once(connected, 'connect'), once(greeted, 'secureConnect')]);
    const ended = Promise.all([once(connected, 'close'), once(greeted, 'close')]);
    for (const silent of [connected, greeted]) silent.on('error', () => undefined);
    const asked = once(closing, 'request');
    const reply = call('/slow', { target: closing });
    await asked;
    const closed = close();
    gate.resolve({ status: 200, body: 'done' });
    assert.equal((await reply).body.toString(), 'done');
    await Promise.all([closed, ended]);
  });

  it('finishes what is under way when it is closed, and keeps no connection', async () => {
    const closing = await listen();
    const asked = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<HttpReply>();
    handlers.set('/slow', () => {
      asked.resolve();
      return finished.promise;
    });
    const reply = call('/slow', { target: closing });
    await asked.promise;
    const closed = once(closing, 'close');
    closing.close();
    finished.resolve({ status: 200, body: 'done' });
    assert.equal((await reply).body.toString(), 'done');
    await closed;
  });
});
