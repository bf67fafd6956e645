import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { RouteTable } from '../src/http/route-table.ts';
import { readPortalFiles } from '../src/portal/portal-files.ts';
import { portalRoutes } from '../src/portal/portal-routes.ts';

const PAGE =
  '<meta property="csp-nonce" nonce="{nonce}"><script src="/portal/assets/index-1.js" nonce="{nonce}"></script>';
const SCRIPT = 'console.log("portal");';

describe('the portal’s files', () => {
  let folder: string;
  let table: RouteTable;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-portal-files-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'assets', 'index-1.js'), SCRIPT);
    writeFileSync(join(folder, 'assets', 'index-1.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(folder, 'assets', 'plain.css'), 'p{}');
    writeFileSync(join(folder, 'secret.txt'), 'not for anybody');
    table = new RouteTable(portalRoutes(readPortalFiles(folder), systemEntropy));
  });
  after(() => rmSync(folder, { recursive: true }));

  const get = async (path: string, headers: HttpRequest['headers'] = {}): Promise<HttpReply | undefined> => {
    const match = table.match('GET', path);
    if (match.kind !== 'found') return undefined;
    return match.route.handle({
      method: 'GET',
      origin: 'https://localhost:8443',
      path,
      params: match.params,
      queryText: '',
      query: new URLSearchParams(),
      headers,
      body: new Uint8Array(),
      remoteAddress: '127.0.0.1',
      signal: new AbortController().signal,
    });
  };

  it('are one page at every address of the portal', async () => {
    for (const path of [
      '/portal',
      '/portal/',
      '/portal/users',
      '/portal/app-registrations/1/api-permissions',
    ])
      assert.match(String((await get(path))?.headers?.['content-type']), /^text\/html/, path);
  });

  it('have a policy that takes this server’s scripts only, with another nonce for each page', async () => {
    const pages = [await get('/portal/'), await get('/portal/')];
    const nonces = pages.map(page => /nonce="([^"]+)"/.exec(String(page?.body))?.[1] ?? '');
    assert.equal(new Set(nonces).size, 2);
    const policy = pages[0]?.headers?.['content-security-policy'] ?? '';
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonces[0]}'`));
    assert.ok(policy.includes(`script-src 'self';`));
    assert.ok(policy.includes(`default-src 'none'`));
    assert.ok(policy.includes(`frame-ancestors 'none'`));
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.doesNotMatch(String(pages[0]?.body), /\{nonce\}/);
    assert.equal(pages[0]?.headers?.['cache-control'], 'no-store');
  });

  it('are sent compressed as they were built, and kept by browsers', async () => {
    const small = await get('/portal/assets/index-1.js', { 'accept-encoding': 'gzip, br' });
    assert.equal(small?.headers?.['content-encoding'], 'br');
    assert.deepEqual(small?.body, brotliCompressSync(SCRIPT));
    assert.match(small?.headers?.['cache-control'] ?? '', /immutable/);
    const plain = await get('/portal/assets/index-1.js');
    assert.equal(plain?.headers?.['content-encoding'], undefined);
    assert.equal(Buffer.from(plain?.body as Uint8Array).toString(), SCRIPT);
    const never = await get('/portal/assets/plain.css', { 'accept-encoding': 'br' });
    assert.equal(never?.headers?.['content-encoding'], undefined);
  });

  it('are nothing but what was built', async () => {
    for (const name of ['secret.txt', '..%2Fsecret.txt', '%2e%2e%2findex.html', 'index-1.js.br', '__proto__'])
      assert.equal((await get(`/portal/assets/${name}`))?.status, 404, name);
  });

  it('say how to build them where that was not done', async () => {
    const missing = readPortalFiles(join(folder, 'nowhere'));
    assert.equal(missing, undefined);
    const [route] = portalRoutes(missing, systemEntropy);
    const reply = await route?.handle({} as HttpRequest);
    assert.equal(reply?.status, 503);
    assert.match(String(reply?.body), /npm start/);
  });
});
