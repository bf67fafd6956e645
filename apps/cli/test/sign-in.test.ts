import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { FakeVakt, PASSWORD, SECRET } from './fake-vakt.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const ENDPOINT = 'https://api.securitycenter.microsoft.com/.default';

const loginOf = (fake: FakeVakt): string => join(fake.folder, 'config', 'vakt', 'login.json');

/** The demo's credentials out of the way, so that a login is all there is. */
const withoutDemo = (fake: FakeVakt): void =>
  writeFileSync(join(fake.folder, 'demo.env'), `VAKT_URL='${fake.origin}'`);

describe('vakt login', () => {
  test('--app keeps tokens for its owner alone, and no secret', async () => {
    await using fake = await FakeVakt.start();
    withoutDemo(fake);
    const environment = { VAKT_CLIENT_SECRET: SECRET };
    const args = ['login', '--app', '--client-id', 'my-app', '--tenant', 'demo'];
    const { code, stderr, stdout } = await fake.run(args, { environment });
    assert.equal(code, 0, stderr);
    const text = readFileSync(loginOf(fake), 'utf8');
    assert.equal(statSync(loginOf(fake)).mode & 0o777, 0o600);
    assert.doesNotMatch(text + stderr + stdout, new RegExp(SECRET));
    assert.equal(JSON.parse(text).app.tokens[ENDPOINT].token, `client_credentials ${ENDPOINT}`);
    assert.deepEqual((await fake.run(['token'])).stdout, `client_credentials ${ENDPOINT}\n`);
  });

  test('--remember keeps the secret and gets new tokens with it', async () => {
    await using fake = await FakeVakt.start();
    withoutDemo(fake);
    const args = [
      'login',
      '--app',
      '--client-id',
      'a',
      '--tenant',
      'demo',
      '--secret-file',
      '-',
      '--remember',
    ];
    const { code, stderr } = await fake.run(args, { input: `${SECRET}\n` });
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(readFileSync(loginOf(fake), 'utf8')).app.clientSecret, SECRET);
    const resource = await fake.run(['token', '--resource', 'https://other.example']);
    assert.equal(resource.stdout, 'client_credentials https://other.example/.default\n');
  });

  test('--remember lets a partner’s application get tokens in the tenants of customers', async () => {
    const routes = {
      'POST /customer/oauth2/v2.0/token': () => ({ json: { expires_in: 1, access_token: 'theirs' } }),
    };
    await using fake = await FakeVakt.start(routes);
    withoutDemo(fake);
    const args = ['login', '--app', '--client-id', 'a', '--tenant', 'demo', '--remember'];
    await fake.run(args, { environment: { VAKT_CLIENT_SECRET: SECRET } });
    assert.equal((await fake.run(['token', '--tenant', 'customer'])).stdout, 'theirs\n');
  });

  test('--user keeps tokens and never the password', async () => {
    await using fake = await FakeVakt.start();
    withoutDemo(fake);
    const file = join(fake.folder, 'password');
    writeFileSync(file, `${PASSWORD}\n`);
    const args = [
      'login',
      '--user',
      '--username',
      'ada@demo.example',
      '--tenant',
      'demo',
      '--secret-file',
      file,
    ];
    const { code, stderr } = await fake.run(args);
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(readFileSync(loginOf(fake), 'utf8') + stderr, new RegExp(PASSWORD));
    assert.equal((await fake.run(['token', '--resource', 'graph'])).stdout, `password ${GRAPH}\n`);
  });

  test('a wrong secret leads back to the step "prove"', async () => {
    await using fake = await FakeVakt.start();
    const environment = { VAKT_CLIENT_SECRET: 'not-the-secret' };
    const args = ['login', '--app', '--client-id', 'my-app', '--tenant', 'demo'];
    const { code, stderr } = await fake.run(args, { environment });
    assert.equal(code, 4);
    assert.match(stderr, /AADSTS7000215.*\n.*Step at fault: prove/);
    assert.doesNotMatch(stderr, /not-the-secret|Trace ID/);
    assert.equal(existsSync(loginOf(fake)), false);
  });

  test('without a secret and without a terminal says where to put it', async () => {
    await using fake = await FakeVakt.start();
    withoutDemo(fake);
    const { code, stderr } = await fake.run(['login', '--app', '--client-id', 'a', '--tenant', 'demo']);
    assert.equal(code, 2);
    assert.match(stderr, /VAKT_CLIENT_SECRET/);
  });

  test('needs to know who', async () => {
    await using fake = await FakeVakt.start();
    assert.equal((await fake.run(['login'])).code, 2);
    assert.equal((await fake.run(['login', '--app', '--user'])).code, 2);
  });
});

test('vakt logout forgets the login', async () => {
  await using fake = await FakeVakt.start();
  await fake.run(['login', '--app']);
  assert.equal(existsSync(loginOf(fake)), true);
  assert.equal((await fake.run(['logout'])).code, 0);
  assert.equal(existsSync(loginOf(fake)), false);
});

test('an expired login says how to sign in again', async () => {
  await using fake = await FakeVakt.start();
  withoutDemo(fake);
  await fake.run(['login', '--app', '--client-id', 'a', '--tenant', 'demo'], {
    environment: { VAKT_CLIENT_SECRET: SECRET },
  });
  const login = JSON.parse(readFileSync(loginOf(fake), 'utf8'));
  login.app.tokens[ENDPOINT].expiresOnTimestamp = 1;
  writeFileSync(loginOf(fake), JSON.stringify(login));
  const { code, stderr } = await fake.run(['token']);
  assert.equal(code, 4);
  assert.match(stderr, /has expired[\s\S]*vakt login --app/);
});

describe('vakt token', () => {
  test('prints the token alone, for scripts', async () => {
    await using fake = await FakeVakt.start();
    const { code, stdout, stderr } = await fake.run(['token']);
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 0, stdout: `client_credentials ${ENDPOINT}\n`, stderr: '' },
    );
  });

  test('signs the administrator in for the directory, and whom one asks for', async () => {
    await using fake = await FakeVakt.start();
    assert.equal((await fake.run(['token', '--resource', 'graph'])).stdout, `password ${GRAPH}\n`);
    const app = await fake.run(['token', '--resource', 'graph', '--as', 'app']);
    assert.equal(app.stdout, `client_credentials ${GRAPH}\n`);
  });

  test('explains a token from elsewhere', async () => {
    await using fake = await FakeVakt.start();
    const payload = Buffer.from('{"aud":"https://api.security.microsoft.com","appid":"x"}').toString(
      'base64url',
    );
    const { code, stdout, stderr } = await fake.run(['token', '--decode', '--from', '-'], {
      input: `Bearer a.${payload}.c\n`,
    });
    assert.equal(code, 0);
    assert.match(stdout, /Microsoft Threat Protection/);
    assert.match(stderr, /no 'roles'/);
  });

  test('says which calls a token opens', async () => {
    await using fake = await FakeVakt.start();
    const payload = Buffer.from('{"roles":["Alert.Read.All"]}').toString('base64url');
    const { stderr } = await fake.run(['token', '--from', '-'], { input: `a.${payload}.c` });
    assert.match(stderr, /It opens: GET \/api\/alerts, GET \/api\/alerts\/\$count, /);
  });

  test('refuses a resource that is no address', async () => {
    await using fake = await FakeVakt.start();
    assert.equal((await fake.run(['token', '--resource', 'grpah'])).code, 2);
  });
});

test('vakt doctor shows what is configured and no secret', async () => {
  await using fake = await FakeVakt.start({
    'GET /healthz': () => ({ json: { status: 'ok' } }),
    'GET /readyz': () => ({ json: { status: 'ok' } }),
    'GET /v1.0/applications': () => ({ json: { value: [] } }),
  });
  const { code, stdout, stderr } = await fake.run(['doctor']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /server answers\tok\n/);
  assert.match(stdout, /demo-app \(from .*demo\.env\)/);
  assert.doesNotMatch(stdout + stderr, new RegExp(`${SECRET}|${PASSWORD}|client_credentials|password http`));
});

test('a server that is not there is exit code 7, with what to do', async () => {
  await using fake = await FakeVakt.start();
  const { code, stderr } = await fake.run(['token', '--url', 'https://localhost:1'], {
    environment: { VAKT_TENANT_ID: 'demo', VAKT_CLIENT_ID: 'a', VAKT_CLIENT_SECRET: 's' },
  });
  assert.equal(code, 7);
  assert.match(stderr, /npm start/);
});
