import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';

/** How the vendor's pages name the Defender resources in their samples, each with the endpoint that the sample posts to. */
const RESOURCES_V1 = [
  'https://api.securitycenter.microsoft.com',
  'https://api.securitycenter.microsoft.com/',
  'https://api.securitycenter.windows.com',
  'https://api.security.microsoft.com',
  'https://securitycenter.onmicrosoft.com/windowsatpservice',
  'fc780465-2017-40d4-a0c5-307022471b92',
];
const SCOPES_V2 = [
  'https://api.securitycenter.microsoft.com/.default',
  'https://api.securitycenter.microsoft.com//.default',
  'https://api.security.microsoft.com/.default',
  'https://securitycenter.onmicrosoft.com/windowsatpservice/.default',
  'https://securitycenter.microsoft.com/mtp/.default',
];

/** The steps of the vendor's Python sample: urllib alone, a form to the v1 endpoint, then a query as JSON. */
const PYTHON = `
import json, os, urllib.parse, urllib.request
form = {'resource': 'https://api.securitycenter.microsoft.com', 'client_id': os.environ['VAKT_CLIENT_ID'],
        'client_secret': os.environ['VAKT_CLIENT_SECRET'], 'grant_type': 'client_credentials'}
url = os.environ['VAKT_URL'] + '/' + os.environ['VAKT_TENANT_ID'] + '/oauth2/token'
reply = urllib.request.urlopen(urllib.request.Request(url, urllib.parse.urlencode(form).encode('utf-8')))
token = json.loads(reply.read())['access_token']
headers = {'Content-Type': 'application/json', 'Accept': 'application/json', 'Authorization': 'Bearer ' + token}
query = json.dumps({'Query': 'DeviceInfo | limit 10'}).encode('utf-8')
answer = urllib.request.urlopen(urllib.request.Request(os.environ['VAKT_URL'] + '/api/advancedqueries/run', query, headers))
body = json.loads(answer.read())
print(len(body['Schema']), type(body['Results']).__name__)
`;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('the samples of the vendor’s pages', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
  });
  after(() => vakt.close());

  const run = (program: string, args: readonly string[]): Promise<Outcome> =>
    new Promise((settle, refuse) => {
      const child = spawn(program, args, {
        env: { ...process.env, ...vakt.demo },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => (output += String(chunk)));
      child.once('error', refuse).once('close', code => settle({ code, output }));
    });

  /** A form as curl's `-d` sends it: nothing encoded. */
  const rawForm = (form: Readonly<Record<string, string>>): string =>
    Object.entries(form)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');

  const ask = async (path: string, more: Readonly<Record<string, string>>) => {
    const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    const body = rawForm({
      ...more,
      client_id: VAKT_CLIENT_ID,
      client_secret: VAKT_CLIENT_SECRET,
      grant_type: 'client_credentials',
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await vakt.call(path, { method: 'POST', headers, raw: body });
    assert.equal(reply.status, 200, reply.text);
    return reply.json<Record<string, unknown>>();
  };

  for (const resource of RESOURCES_V1)
    it(`take a token at the v1 endpoint for ${resource}`, async () => {
      const reply = await ask(`/${vakt.ready.tenantId}/oauth2/token`, { resource });
      assert.equal(reply.expires_in, '3599');
      assert.equal(reply.resource, resource);
      const { aud, roles } = claimsOf(String(reply.access_token));
      assert.equal(aud, resource);
      assert.ok(Array.isArray(roles) && roles.length > 0);
    });

  for (const scope of SCOPES_V2)
    it(`take a token at the v2 endpoint for ${scope}`, async () => {
      const reply = await ask('/demo.vakt.example/oauth2/v2.0/token', { scope });
      assert.equal(reply.expires_in, 3599);
      const { aud, tid } = claimsOf(String(reply.access_token));
      assert.equal(aud, scope.slice(0, -'/.default'.length));
      assert.equal(tid, vakt.ready.tenantId);
    });

  it('take a token by the page’s curl command, certificate unchecked', async () => {
    const command = `curl -i -X POST -H "Content-Type:application/x-www-form-urlencoded" -d "grant_type=client_credentials" \
      -d "client_id=$VAKT_CLIENT_ID" -d "scope=https://securitycenter.onmicrosoft.com/windowsatpservice/.default" \
      -d "client_secret=$VAKT_CLIENT_SECRET" "$VAKT_URL/$VAKT_TENANT_ID/oauth2/v2.0/token" -k`;
    const { code, output } = await run('bash', ['-c', command]);
    assert.equal(code, 0, output);
    assert.match(
      output,
      /\{"token_type":"Bearer","expires_in":3599,"ext_expires_in":\d+,"access_token":"eyJ/,
    );
  });

  it('run a hunting query by the page’s Python steps', async t => {
    if (spawnSync('python3', ['--version']).status !== 0) return t.skip('python3 is not here');
    const { code, output } = await run('python3', ['-c', PYTHON]);
    assert.equal(code, 0, output);
    assert.match(output, /^\d+ list/);
  });
});
