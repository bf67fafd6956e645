import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { whyNoNamespaces } from './private-namespaces.ts';

const executable = resolve(import.meta.dirname, '../apps/cli/bin/vakt.mjs');
const NOBODY = 65_534;
const SYSTEM_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** The vendor's command (page "Partner access through Microsoft Defender for Endpoint APIs", section on curl), its variables as cmd.exe has them. */
const CURL =
  'curl -i -X POST -H "Content-Type:application/x-www-form-urlencoded" -d "grant_type=client_credentials" -d "client_id=%CLIENT_ID%" -d "scope=https://securitycenter.onmicrosoft.com/windowsatpservice/.default" -d "client_secret=%CLIENT_SECRET%" "https://login.microsoftonline.com/%TENANT_ID%/oauth2/v2.0/token" -k';

/** The vendor's script (page "Advanced hunting using Python"), and the same token at a data endpoint. */
const PYTHON = `
import json
import urllib.request
import urllib.parse

tenantId = '00000000-0000-0000-0000-000000000000' # Paste your own tenant ID here
appId = '11111111-1111-1111-1111-111111111111' # Paste your own app ID here
appSecret = '22222222-2222-2222-2222-222222222222' # Paste your own app secret here

url = "https://login.microsoftonline.com/%s/oauth2/token" % (tenantId)

resourceAppIdUri = 'https://api.securitycenter.microsoft.com'

body = {
    'resource' : resourceAppIdUri,
    'client_id' : appId,
    'client_secret' : appSecret,
    'grant_type' : 'client_credentials'
}

data = urllib.parse.urlencode(body).encode("utf-8")

req = urllib.request.Request(url, data)
response = urllib.request.urlopen(req)
jsonResponse = json.loads(response.read())
aadToken = jsonResponse["access_token"]

query = 'DeviceRegistryEvents | limit 10' # Paste your own query here

url = "https://api.securitycenter.microsoft.com/api/advancedqueries/run"
headers = { 
    'Content-Type' : 'application/json',
    'Accept' : 'application/json',
    'Authorization' : "Bearer " + aadToken
}

data = json.dumps({ 'Query' : query }).encode("utf-8")

req = urllib.request.Request(url, data, headers)
response = urllib.request.urlopen(req)
jsonResponse = json.loads(response.read())
schema = jsonResponse["Schema"]
results = jsonResponse["Results"]
print(len(schema), type(results).__name__)

req = urllib.request.Request("https://api.securitycenter.microsoft.com/api/alerts", headers=headers)
print(json.loads(urllib.request.urlopen(req).read())["@odata.context"])
`;

/** A client of Node whose hosts are written into it. */
const NODE = `
const reply = await fetch('https://api.security.microsoft.com/api/machines');
console.log(reply.status, new URL(reply.url).host);
`;

const DISCOVERY = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration';

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const digest = (file: string): string =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';

/** What of the machine a program could have been deceived with. */
const machineState = () => ({
  hosts: digest('/etc/hosts'),
  nameServices: digest('/etc/nsswitch.conf'),
  bundle: digest(SYSTEM_BUNDLE),
  mounts: readFileSync('/proc/self/mountinfo', 'utf8'),
});

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

describe('vakt exec', { timeout: 240_000 }, () => {
  const noNamespaces = whyNoNamespaces();
  let vakt: TestVakt;
  let folder: string;
  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    folder = join(vakt.folder, 'work');
    mkdirSync(folder);
    // Programs run as somebody else, too.
    chmodSync(folder, 0o777);
  });
  after(() => vakt.close());

  /** Runs a command line of vakt in the folder; temporary files lie there as well, where they can be counted. */
  const run = (args: readonly string[], variables: Record<string, string> = {}, uid?: number) =>
    new Promise<Outcome>((settle, refuse) => {
      const { PATH } = process.env;
      const env = { PATH, HOME: folder, TMPDIR: folder, VAKT_DATA: vakt.data, ...variables };
      const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
      const child = spawn(process.execPath, [executable, ...args], {
        cwd: folder,
        env,
        stdio,
        ...(uid !== undefined && { uid, gid: uid }),
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', chunk => (output += String(chunk)));
      child.once('error', refuse).once('close', code => settle({ code, output }));
    });

  const filled = (text: string, names: Readonly<Record<string, string>>): string =>
    Object.entries(names).reduce((soFar, [name, value]) => soFar.replaceAll(name, value), text);

  const curl = (): string => {
    const { VAKT_TENANT_ID = '', VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    return filled(CURL, {
      '%TENANT_ID%': VAKT_TENANT_ID,
      '%CLIENT_ID%': VAKT_CLIENT_ID,
      '%CLIENT_SECRET%': VAKT_CLIENT_SECRET,
    });
  };

  const python = (): string => {
    const { VAKT_TENANT_ID = '', VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    return filled(PYTHON, {
      '00000000-0000-0000-0000-000000000000': VAKT_TENANT_ID,
      '11111111-1111-1111-1111-111111111111': VAKT_CLIENT_ID,
      '22222222-2222-2222-2222-222222222222': VAKT_CLIENT_SECRET,
    });
  };

  const leftOver = () => ({
    files: readdirSync(folder).filter(name => name.startsWith('vakt-exec-')),
    processes: readdirSync('/proc').filter(pid => {
      try {
        return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    }),
  });

  for (const [title, flags] of [
    ['in a private network', []],
    ['behind a proxy', ['--proxy']],
  ] as const)
    describe(title, () => {
      const skip = flags.length === 0 ? noNamespaces : undefined;

      it('runs the vendor’s curl command to the letter', { skip }, async () => {
        const { code, output } = await run(['exec', ...flags, '--', 'bash', '-c', curl()]);
        assert.equal(code, 0, output);
        assert.match(
          output,
          /\{"token_type":"Bearer","expires_in":3599,"ext_expires_in":\d+,"access_token":"eyJ/,
        );
      });

      it('has the certificate trusted where curl checks it', { skip }, async () => {
        const { code, output } = await run(['exec', ...flags, '--', 'curl', '-sS', DISCOVERY]);
        assert.equal(code, 0, output);
        assert.match(
          output,
          /"token_endpoint":"https:\/\/login\.microsoftonline\.com\/common\/oauth2\/v2\.0\/token"/,
        );
      });

      it('runs the vendor’s Python script, its hosts as they are written', { skip }, async t => {
        if (!isThere('python3')) return t.skip('python3 is not here');
        writeFileSync(join(folder, 'sample.py'), python());
        const { code, output } = await run(['exec', ...flags, '--', 'python3', 'sample.py']);
        assert.equal(code, 0, output);
        assert.match(
          output,
          /^\d+ list\nhttps:\/\/api\.securitycenter\.microsoft\.com\/api\/\$metadata#Alerts/,
        );
      });

      it('runs a client of Node', { skip }, async () => {
        const script = ['--input-type=module', '-e', NODE];
        const { output } = await run(['exec', ...flags, '--', process.execPath, ...script]);
        assert.match(output, /401 api\.security\.microsoft\.com/);
      });

      it('reaches Vakt at its own address as well', { skip }, async () => {
        const health = `${vakt.ready.url}/healthz`;
        const { code, output } = await run(['exec', ...flags, '--', 'curl', '-sS', health]);
        assert.equal(code, 0, output);
        assert.match(output, /"ok"/);
      });
    });

  it('trusts Vakt by the system’s bundle too, for programs that read no variable', {
    skip: noNamespaces,
  }, async t => {
    if (!existsSync(SYSTEM_BUNDLE)) return t.skip('the system’s bundle lies elsewhere');
    const { code, output } = await run(['exec', '--', 'env', '-i', 'curl', '-sS', DISCOVERY]);
    assert.equal(code, 0, output);
    assert.match(output, /login\.microsoftonline\.com/);
  });

  it('leads every name to Vakt on port 443', { skip: noNamespaces }, async () => {
    const { output: lines } = await run(['hosts', '--json']);
    const { names } = JSON.parse(lines) as { names: readonly string[] };
    const urls = names.map(name => `https://${name}/healthz`);
    const form = ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{remote_ip}:%{remote_port}\\n'];
    const outputs = urls.flatMap(() => ['-o', '/dev/null']);
    const { output } = await run(['exec', '--', 'curl', ...form, ...outputs.slice(2), ...urls]);
    assert.deepEqual(new Set(output.trim().split('\n')), new Set(['200 127.0.0.1:443']));
    assert.equal(output.trim().split('\n').length, names.length);
  });

  it('reaches nobody else from the private network', { skip: noNamespaces }, async () => {
    const { code } = await run(['exec', '--', 'curl', '-sS', '--max-time', '5', 'https://1.1.1.1/']);
    assert.equal(code, 7);
  });

  it('needs no root, and keeps the user', { skip: noNamespaces }, async t => {
    if (process.getuid?.() !== 0) return t.skip('only root can become another user');
    const variables = {
      VAKT_DATA: join(folder, 'none'),
      VAKT_URL: vakt.ready.url,
      NODE_EXTRA_CA_CERTS: vakt.ready.caFile,
      VAKT_OPERATOR_TOKEN: readFileSync(join(vakt.data, 'operator.token'), 'utf8').trim(),
    };
    const script = `id -u; id -g; grep CapEff /proc/self/status; curl -sS ${DISCOVERY}`;
    const { code, output } = await run(['exec', '--', 'sh', '-c', script], variables, NOBODY);
    if (/no private network here/.test(output)) return t.skip('only root has private namespaces here');
    assert.equal(code, 0, output);
    assert.match(output, /^65534\n65534\nCapEff:\s+0+\n\{"token_endpoint"/);
  });

  it('changes nothing on the machine, and leaves nothing behind', { skip: noNamespaces }, async () => {
    const untouched = machineState();
    for (const flags of [[], ['--proxy']]) await run(['exec', ...flags, '--', 'curl', '-sS', DISCOVERY]);
    assert.deepEqual(machineState(), untouched);
    assert.deepEqual(leftOver(), { files: [], processes: [] });
  });
});
