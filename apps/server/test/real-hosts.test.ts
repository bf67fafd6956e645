import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { SERVICE_HOSTS } from '../src/http/service-hosts.ts';

const API_HOSTS = SERVICE_HOSTS.filter(host => /\bsecurity(?:center)?\./.test(host));

/** Scopes that clients ask for, and a call that the token's roles allow (reference: wire-quirks, section 2). */
const SCOPES = [
  ['https://api.securitycenter.microsoft.com/.default', '/api/machines'],
  ['https://api.securitycenter.microsoft.com//.default', '/api/machines'],
  ['https://api.securitycenter.windows.com/.default', '/api/machines'],
  ['https://securitycenter.onmicrosoft.com/windowsatpservice/.default', '/api/machines'],
  ['https://api-gov.securitycenter.microsoft.us/.default', '/api/machines'],
  ['https://api.security.microsoft.com/.default', '/api/incidents'],
  ['https://api.security.microsoft.com/.default', '/api/v1.0/machines'],
  ['https://api.securitycenter.microsoft.com/.default', '/api/incidents'],
  ['https://securitycenter.microsoft.com/mtp/.default', '/api/incidents'],
  ['https://api-gcc.security.microsoft.us/.default', '/api/incidents'],
] as const;

describe('the real services’ hosts', { timeout: 120_000 }, () => {
  let vakt: TestVakt;
  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor', '--limits', 'off']);
  });
  after(() => vakt.close());

  const take = (scope: string): Promise<string> => {
    const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    return vakt.token(VAKT_CLIENT_ID, VAKT_CLIENT_SECRET, scope);
  };

  for (const [scope, path] of SCOPES)
    it(`take a token for ${scope} on ${path}, each of them`, async () => {
      const token = await take(scope);
      assert.ok(API_HOSTS.length > 20, String(API_HOSTS.length));
      for (const host of API_HOSTS) {
        const reply = await vakt.call(path, { token, headers: { host } });
        assert.equal(reply.status, 200, `${host}: ${reply.text}`);
        const fragment = path.endsWith('/machines') ? 'Machines' : 'Incidents';
        assert.equal(
          reply.json<Record<string, string>>()['@odata.context'],
          `https://${host}/api/$metadata#${fragment}`,
        );
      }
    });

  it('hunt at Graph’s host, and answer its context on it', async () => {
    const token = await take('https://graph.microsoft.com/.default');
    for (const version of ['v1.0', 'beta']) {
      const reply = await vakt.call(`/${version}/security/runHuntingQuery`, {
        token,
        headers: { host: 'graph.microsoft.com' },
        json: { Query: 'print n = 1', Timespan: 'P1D' },
      });
      assert.equal(reply.status, 200, reply.text);
      assert.deepEqual(reply.json(), {
        '@odata.context': `https://graph.microsoft.com/${version}/$metadata#microsoft.graph.security.huntingQueryResults`,
        schema: [{ name: 'n', type: 'Int64' }],
        results: [{ n: 1 }],
      });
    }
  });

  for (const scope of ['https://graph.microsoft.com/.default', 'api://vakt/.default'])
    it(`refuse a token for ${scope} with 403, each of them, and say so`, async () => {
      const token = await take(scope);
      for (const host of [...API_HOSTS, 'localhost'])
        for (const path of ['/api/machines', '/api/v1.0/incidents']) {
          const reply = await vakt.call(path, { token, headers: { host } });
          assert.equal(reply.status, 403, host);
          const { error } = reply.json<{ error: Record<string, string> }>();
          assert.match(
            error['message'] ?? '',
            /^The access token was issued for .*, which is not the resource/,
          );
          assert.equal(error['target'], reply.headers['request-id']);
        }
    });

  it('serve paths as clients write them', async () => {
    const token = await take('https://api.securitycenter.microsoft.com/.default');
    for (const path of [
      '/api/machines/',
      '/API/Machines',
      '/api/v1.0/machines',
      '/Api/V1.0/MACHINES/',
      '/api//machines',
      '/api/machines?$top=1',
      '/api/machines/?%24top=1',
      '/api/machines?',
    ]) {
      const reply = await vakt.call(path, { token, headers: { host: 'api.security.microsoft.com' } });
      assert.equal(reply.status, 200, `${path}: ${reply.text}`);
    }
  });

  it('answer with the headers that clients read', async () => {
    const token = await take('https://api.securitycenter.microsoft.com/.default');
    const { headers } = await vakt.call('/api/machines', { token });
    assert.equal(
      headers['content-type'],
      'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8',
    );
    assert.equal(headers['odata-version'], '4.0');
    assert.match(String(headers['strict-transport-security']), /^max-age=\d+/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });
});
