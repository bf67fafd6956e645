import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { parseEnvFile } from '../src/settings/env-file.ts';
import { loginFile, readLogin, removeLogin, writeLogin } from '../src/settings/saved-login.ts';
import { readSettings } from '../src/settings/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakt-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** An environment of its own: an empty data directory, an empty place for logins. */
const emptyHome = (variables: Record<string, string> = {}) => {
  const home = join(folder, String(++count));
  mkdirSync(join(home, 'data', 'tls'), { recursive: true });
  return { home, environment: { XDG_CONFIG_HOME: home, VAKT_DATA: join(home, 'data'), ...variables } };
};

const demo = (home: string, lines: readonly string[]): void =>
  writeFileSync(join(home, 'data', 'demo.env'), lines.join('\n'));

const DEMO = [
  "VAKT_URL='https://localhost:8443'",
  "VAKT_TENANT_ID='demo-tenant'",
  "VAKT_CLIENT_ID='demo-app'",
  "VAKT_CLIENT_SECRET='demo-secret'",
  "VAKT_USERNAME='admin@demo.vakt.example'",
  "VAKT_PASSWORD='it'\\''s'",
];

describe('an environment file', () => {
  test('gives back what was written in single quotes', () => {
    fc.assert(
      fc.property(
        fc.string().filter(text => !/[\r\n]/.test(text)),
        text => {
          const line = `NAME='${text.replaceAll("'", `'\\''`)}'`;
          assert.equal(parseEnvFile(line)['NAME'], text);
        },
      ),
    );
  });

  test('of any content never breaks the reader', () => {
    fc.assert(fc.property(fc.string(), text => void parseEnvFile(text)));
  });

  test('is read as a shell reads it', () => {
    const text = "# words\nA=1\nexport B = two words \nC='it'\\''s'\nD=\"x=y\"\nnonsense\n\n E=\r\n";
    assert.deepEqual(parseEnvFile(text), { A: '1', B: 'two words', C: "it's", D: 'x=y', E: '' });
  });
});

describe('which installation, and as whom', () => {
  test('the demo of the data directory, when nothing else is said', () => {
    const { home, environment } = emptyHome();
    demo(home, DEMO);
    const settings = readSettings({}, environment);
    assert.equal(settings.url.value, 'https://localhost:8443');
    assert.equal(settings.app?.value.clientSecret, 'demo-secret');
    assert.equal(settings.user?.value.password, "it's");
  });

  test('the environment before the demo', () => {
    const { home, environment } = emptyHome({
      VAKT_TENANT_ID: 'mine',
      VAKT_CLIENT_ID: 'my-app',
      VAKT_CLIENT_SECRET: 'my-secret',
    });
    demo(home, DEMO);
    const settings = readSettings({}, environment);
    assert.deepEqual(settings.app?.value, {
      tenantId: 'mine',
      clientId: 'my-app',
      clientSecret: 'my-secret',
    });
  });

  test('never another tenant’s application or user beside the named one', () => {
    const { home, environment } = emptyHome({
      VAKT_TENANT_ID: 'mine',
      VAKT_USERNAME: 'me@mine.example',
      VAKT_PASSWORD: 'p',
    });
    demo(home, DEMO);
    const settings = readSettings({}, environment);
    assert.equal(settings.user?.value.username, 'me@mine.example');
    assert.equal(settings.app, undefined);
  });

  test('never one source’s id with another source’s secret', () => {
    const { home, environment } = emptyHome({ VAKT_CLIENT_ID: 'my-app' });
    demo(home, DEMO);
    assert.equal(readSettings({}, environment).app?.value.clientId, 'demo-app');
  });

  test('never the demo’s secrets at another address', () => {
    const { home, environment } = emptyHome();
    demo(home, DEMO);
    const settings = readSettings({ url: 'https://elsewhere.example' }, environment);
    assert.equal(settings.app, undefined);
    assert.equal(settings.user, undefined);
  });

  test('never the environment’s secrets at an address that a folder’s file names', () => {
    const { home, environment } = emptyHome({
      VAKT_TENANT_ID: 'mine',
      VAKT_CLIENT_ID: 'my-app',
      VAKT_CLIENT_SECRET: 'my-secret',
    });
    demo(home, ["VAKT_URL='https://attacker.example'"]);
    assert.equal(readSettings({}, environment).app, undefined);
    const chosen = readSettings({ url: 'https://attacker.example' }, environment);
    assert.equal(chosen.app?.value.clientSecret, 'my-secret');
  });

  test('a named file before the environment', () => {
    const { home, environment } = emptyHome({ VAKT_URL: 'https://environment.example' });
    const envFile = join(home, 'other.env');
    writeFileSync(envFile, 'VAKT_URL=https://file.example:8443/');
    assert.equal(readSettings({ envFile }, environment).url.value, 'https://file.example:8443');
  });

  test('a running server without a demo is found by its ready.json', () => {
    const { home, environment } = emptyHome();
    writeFileSync(join(home, 'data', 'ready.json'), '{"url":"https://localhost:9443"}');
    assert.equal(readSettings({}, environment).url.value, 'https://localhost:9443');
  });

  test('the certificate authority of the data directory is trusted', () => {
    const { home, environment } = emptyHome();
    demo(home, DEMO);
    writeFileSync(join(home, 'data', 'tls', 'ca.pem'), 'PEM');
    const own = join(home, 'data', 'tls', 'ca.pem');
    assert.deepEqual(readSettings({}, environment).caFiles, [own]);
    const elsewhere = readSettings({ url: 'https://elsewhere.example' }, environment);
    assert.deepEqual(elsewhere.caFiles, [], 'but not for another address');
    const others = join(home, 'others.pem');
    writeFileSync(others, 'PEM');
    const together = readSettings({}, { ...environment, NODE_EXTRA_CA_CERTS: others });
    assert.deepEqual(together.caFiles, [others, own]);
  });

  test('an address without encryption is refused', () => {
    const { environment } = emptyHome();
    assert.throws(() => readSettings({ url: 'http://localhost:8443' }, environment), /must begin with https/);
    assert.throws(() => readSettings({ url: 'localhost' }, environment), /not an address/);
  });

  test('nothing at all is a usage error that says what to do', () => {
    const { environment } = emptyHome();
    assert.throws(() => readSettings({}, environment), /No Vakt is named/);
  });
});

describe('a saved login', () => {
  const login = {
    url: 'https://localhost:8443',
    app: {
      tenantId: 'demo-tenant',
      clientId: 'c',
      tokens: { scope: { token: 'jwt', expiresOnTimestamp: 1 } },
    },
  };

  test('is for its owner alone, also over a file that was open to all', () => {
    const { environment } = emptyHome();
    const file = loginFile(environment);
    writeLogin(file, login);
    chmodSync(file, 0o644);
    writeLogin(file, login);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readLogin(file), login);
    assert.equal(removeLogin(file), true);
    assert.equal(removeLogin(file), false);
  });

  test('comes before the demo, and only for its own address', () => {
    const { home, environment } = emptyHome();
    demo(home, DEMO);
    writeLogin(loginFile(environment), login);
    const settings = readSettings({}, environment);
    assert.equal(settings.savedApp?.clientId, 'c');
    assert.equal(settings.app, undefined);
    assert.equal(settings.user?.source, join(home, 'data', 'demo.env'));
    assert.equal(readSettings({ url: 'https://elsewhere.example' }, environment).savedApp, undefined);
  });

  test('in another tenant than the demo’s hides the whole demo', () => {
    const { home, environment } = emptyHome();
    demo(home, DEMO);
    const user = { tenantId: 'contoso', clientId: 'cli', username: 'me', tokens: {} };
    writeLogin(loginFile(environment), { url: login.url, user });
    const settings = readSettings({}, environment);
    assert.equal(settings.savedUser?.username, 'me');
    assert.equal(settings.app, undefined);
    assert.equal(settings.user, undefined);
  });

  test('of another tenant than the named one is not used', () => {
    const { environment } = emptyHome({ VAKT_TENANT_ID: 'other', VAKT_URL: login.url });
    writeLogin(loginFile(environment), login);
    assert.equal(readSettings({}, environment).savedApp, undefined);
    const { environment: bare } = emptyHome();
    writeLogin(loginFile(bare), login);
    assert.equal(readSettings({ tenant: 'other' }, bare).savedApp, undefined);
  });

  test('that is damaged is no login', () => {
    const { environment } = emptyHome();
    writeLogin(loginFile(environment), login);
    writeFileSync(loginFile(environment), '{');
    assert.equal(readLogin(loginFile(environment)), undefined);
    assert.equal(readFileSync(loginFile(environment), 'utf8'), '{');
  });
});
