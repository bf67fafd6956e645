import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { httpsDocuments } from '../../src/assertions/https-document.ts';
import { createLocalhostTls, type LocalhostTls } from '../certificates.ts';

describe('documents of outside issuers', () => {
  let tls: LocalhostTls;
  let server: Server;
  let origin: string;
  const asked: string[] = [];

  before(async () => {
    tls = await createLocalhostTls();
    server = createServer({ key: tls.keyPem, cert: tls.certPem }, ({ url = '' }, reply) => {
      asked.push(url);
      if (url === '/document') reply.end('{"issuer":"https://a.example"}');
      else if (url === '/moved') reply.writeHead(302, { location: `${origin}/document` }).end();
      else if (url === '/large') reply.end(`"${'x'.repeat(300_000)}"`);
      else if (url === '/text') reply.end('<html>');
      else reply.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const read = (address: string, ca: string | undefined = tls.caPem) => httpsDocuments(ca)(address);

  it('are read over https from a server that a private authority vouches for', async () => {
    assert.deepEqual(await read(`${origin}/document`), { ok: true, value: { issuer: 'https://a.example' } });
  });

  it('are not read from a server that nobody vouches for', async () => {
    const stranger = await createLocalhostTls();
    assert.equal((await read(`${origin}/document`, stranger.caPem)).ok, false);
  });

  it('are not followed to another address', async () => {
    const before = asked.length;
    assert.deepEqual(await read(`${origin}/moved`), { ok: false, error: 'status 302' });
    assert.deepEqual(asked.slice(before), ['/moved']);
  });

  it('are bounded in size, and must be JSON', async () => {
    assert.deepEqual(await read(`${origin}/large`), { ok: false, error: 'more than 262144 bytes' });
    assert.equal((await read(`${origin}/text`)).ok, false);
    assert.deepEqual(await read(`${origin}/nothing`), { ok: false, error: 'status 404' });
  });

  it('are not read without TLS, nor where machines keep credentials of their own', async () => {
    for (const address of ['http://localhost/x', 'file:///etc/passwd', 'no address'])
      assert.deepEqual(await read(address), { ok: false, error: 'not an https address' });
    for (const address of [
      'https://169.254.169.254/x',
      'https://[fe80::1]/x',
      'https://[::ffff:169.254.169.254]/',
    ])
      assert.deepEqual(await read(address), { ok: false, error: 'a link-local address' });
  });
});
