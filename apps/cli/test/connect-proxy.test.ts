import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ConnectProxy } from '../src/commands/exec/connect-proxy.ts';

/** A server that answers with its name and all that it was sent, when the client has said all. */
const echo = async (name: string): Promise<Server> => {
  const server = createServer({ allowHalfOpen: true }, socket => {
    void text(socket).then(said => socket.end(`${name} heard ${said}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('the proxy of vakt exec', () => {
  let vakt: Server;
  let elsewhere: Server;
  let proxy: ConnectProxy;
  beforeEach(async () => {
    [vakt, elsewhere] = await Promise.all([echo('Vakt'), echo('elsewhere')]);
    const names = ['graph.microsoft.com', 'localhost'];
    proxy = await ConnectProxy.start(names, { host: '127.0.0.1', port: portOf(vakt) });
  });
  afterEach(async () => {
    await proxy.close();
    vakt.close();
    elsewhere.close();
  });

  /** What comes back for a CONNECT line and what follows it; the client's half ends at once. */
  const ask = async (authority: string, then = ''): Promise<string> => {
    const socket: Socket = connect({ port: Number(new URL(proxy.url).port), allowHalfOpen: true });
    socket.end(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n${then}`);
    return text(socket);
  };

  test('leads the names to Vakt, in any case of letters', async () => {
    for (const name of ['graph.microsoft.com:443', 'Graph.Microsoft.COM:443'])
      assert.match(await ask(name, 'hello'), /^HTTP\/1\.1 200 [^\r]+\r\n\r\nVakt heard hello$/);
  });

  test('leads every other host to itself', async () => {
    assert.match(await ask(`127.0.0.1:${portOf(elsewhere)}`, 'hello'), /elsewhere heard hello$/);
  });

  test('leads a name to Vakt on port 443 alone', async () => {
    assert.match(await ask('localhost:443', 'hello'), /Vakt heard hello$/);
    assert.match(await ask(`localhost:${portOf(elsewhere)}`, 'hello'), /elsewhere heard hello$/);
  });

  test('says 502 for a host that does not answer', async () => {
    assert.match(await ask('127.0.0.1:1'), /^HTTP\/1\.1 502 /);
  });

  for (const nonsense of [
    '',
    '/',
    'graph.microsoft.com',
    'user@graph.microsoft.com:443',
    'a b:443',
    'x:99999',
  ])
    test(`refuses to connect to '${nonsense}'`, async () => {
      assert.match(await ask(nonsense), /^HTTP\/1\.1 400 /);
    });

  test('carries nothing but CONNECT', async () => {
    const outgoing = request(`${proxy.url}/`);
    outgoing.end();
    const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
    assert.equal(reply.statusCode, 405);
    assert.match(await text(reply), /https alone/);
  });

  test('ends its tunnels when it is closed', async () => {
    const socket = connect({ port: Number(new URL(proxy.url).port) });
    socket.write('CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: graph.microsoft.com\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await proxy.close();
    await closed;
    proxy = await ConnectProxy.start([], { host: '127.0.0.1', port: portOf(vakt) });
  });
});
