import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { TestVakt } from '@vakt/testing/vakt';

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
const LONG = 'a'.repeat(200_000);

/** Bodies that no endpoint wants. */
const BODIES: Readonly<Record<string, string>> = {
  'no JSON': '{"Query": ',
  'a JSON list': '[1,2,3]',
  'a JSON null': 'null',
  'deep nesting': DEEP,
  'a NUL character': '{"displayName":"a\\u0000b","Query":"print \\u0000","status":"\\u0000"}',
  'half a surrogate pair': '{"displayName":"\\ud800","Query":"print \\"\\ud800\\"","comment":"\\ud800"}',
  'prototype keys': '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"Query":1}',
  'wrong types': '{"Query":{"a":[]},"displayName":7,"status":[],"records":"x","enrolmentKey":{},"appId":3}',
  'numbers out of range':
    '{"Query":"print 99999999999999999999","records":[{"time":1e999}],"ReportId":-1e400}',
  'a very long text': `{"Query":"${LONG}","displayName":"${LONG}","comment":"${LONG}"}`,
  'a form in place of JSON': 'Query=print+1',
  nothing: '',
};

const ENDPOINTS: readonly (readonly [method: string, path: string])[] = [
  ['POST', '/common/oauth2/token'],
  ['POST', '/demo.vakt.example/oauth2/v2.0/token'],
  ['POST', '/v1.0/applications'],
  ['POST', '/v1.0/servicePrincipals'],
  ['POST', '/v1.0/users'],
  ['POST', '/v1.0/oauth2PermissionGrants'],
  ['POST', '/v1.0/security/rules/detectionRules'],
  ['POST', '/vakt/v1/tenants'],
  ['POST', '/vakt/v1/detection/runs'],
  ['POST', '/intake/events'],
  ['POST', '/intake/devices/enrol'],
  ['POST', '/api/advancedqueries/run'],
  ['POST', '/api/advancedhunting/run'],
  ['PATCH', '/api/alerts/da1_1'],
];

const PATHS: readonly string[] = [
  '/api/alerts?$filter=severity%20eq%20%27x',
  '/api/alerts?$filter=((((((((((id%20eq%201',
  `/api/alerts?$filter=${'not%20'.repeat(2_000)}true`,
  '/api/alerts?$top=-1&$skip=99999999999999999999',
  '/api/alerts?$orderby=id;drop%20table%20alerts',
  '/api/alerts?$select=__proto__,constructor&$expand=everything',
  '/api/alerts/%00',
  '/api/alerts/%FF',
  '/api/machines/..%2f..%2fetc%2fpasswd',
  "/v1.0/applications(appId='x'' or 1=1')",
  '/v1.0/applications?$filter=appId%20eq%20%27------------------------------------%27',
  '/v1.0/users/%00',
  '/%2e%2e/%2e%2e/oauth2/v2.0/token',
  '/%FF/v2.0/.well-known/openid-configuration',
  '/<script>/v2.0/.well-known/openid-configuration',
  '/common/discovery/instance?authorization_endpoint=file:///etc/passwd',
  `/${'a/'.repeat(3_000)}`,
];

describe('bad input at the HTTPS edge', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  const tokens: string[] = [];
  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    tokens.push(await vakt.token(VAKT_CLIENT_ID, VAKT_CLIENT_SECRET));
    for (const scope of ['https://graph.microsoft.com/.default', 'api://vakt/.default'])
      tokens.push(await vakt.administratorToken(scope));
  });
  after(() => vakt.close());

  const assertClear = (status: number, text: string, what: string): void => {
    assert.ok(status < 500, `${what}: ${status} ${text.slice(0, 300)}`);
    assert.doesNotMatch(text, /node_modules|\.ts:\d+|at async /, what);
    if (status >= 400) assert.ok('error' in (JSON.parse(text) as object), `${what}: ${text.slice(0, 300)}`);
  };

  for (const [what, raw] of Object.entries(BODIES))
    it(`answers ${what} with a clear error`, async () => {
      for (const [method, path] of ENDPOINTS)
        for (const token of tokens) {
          const reply = await vakt.call(path, {
            method,
            token,
            raw,
            headers: { 'content-type': 'application/json' },
          });
          assertClear(reply.status, reply.text, `${method} ${path}`);
        }
    });

  for (const path of PATHS)
    it(`answers ${path.slice(0, 80)} with a clear error`, async () => {
      for (const token of tokens) {
        const reply = await vakt.call(path, { token });
        assertClear(reply.status, reply.text, path);
      }
    });

  it('refuses a body that is larger than it takes', async () => {
    const raw = `{"Query":"${'x'.repeat(20_000_000)}"}`;
    const reply = await vakt
      .call('/api/advancedqueries/run', { method: 'POST', token: tokens[0] ?? '', raw })
      .catch((error: unknown) => error);
    if (!(reply instanceof Error)) assert.equal((reply as { status: number }).status, 413);
  });

  it('survives what is no HTTP', async () => {
    const { hostname, port } = new URL(vakt.ready.url);
    for (const text of [
      '\0\0\0\0',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    ]) {
      const socket = connect({
        host: hostname,
        port: Number(port),
        ca: readFileSync(vakt.ready.caFile),
        servername: hostname,
      });
      await new Promise<void>(settle => {
        socket.once('secureConnect', () => socket.write(text));
        socket.on('data', () => undefined);
        socket.once('close', () => settle()).once('error', () => settle());
        socket.setTimeout(2_000, () => socket.destroy());
      });
    }
  });

  it('still answers afterwards', async () => {
    assert.equal((await vakt.call('/readyz')).status, 200);
    assert.equal((await vakt.call('/api/alerts', { token: tokens[0] ?? '' })).status, 200);
  });
});
