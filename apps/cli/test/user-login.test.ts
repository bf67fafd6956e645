import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type FakeReply, type FakeRoutes, FakeVakt, type SeenRequest } from './fake-vakt.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const HOME = '11111111-2222-4333-8444-555555555555';

const accessToken = (tenant: string, scope: string | null): string => {
  const claims = { tid: tenant, upn: 'ada@contoso.example', scope };
  return `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
};

/** Tokens for whoever brings the code or the newest refresh token; each answer has the next one. */
const tokenRoutes = (tenants: readonly string[]): FakeRoutes => {
  let newest = 0;
  const issue =
    (tenant: string) =>
    ({ body }: SeenRequest): FakeReply => {
      const form = new URLSearchParams(body);
      const proof = form.get('code') ?? form.get('device_code') ?? form.get('refresh_token');
      if (!['the-code', 'the-device', `refresh-${newest}`].includes(String(proof)))
        return {
          status: 400,
          json: { error: 'invalid_grant', error_description: 'AADSTS70008: gone', error_codes: [70008] },
        };
      newest += 1;
      return {
        json: {
          token_type: 'Bearer',
          expires_in: 3599,
          access_token: accessToken(tenant === 'organizations' ? HOME : tenant, form.get('scope')),
          refresh_token: `refresh-${newest}`,
        },
      };
    };
  return Object.fromEntries(tenants.map(tenant => [`POST /${tenant}/oauth2/v2.0/token`, issue(tenant)]));
};

/** A program in place of a browser: it comes straight back with what the authority would give, or with something else. */
const browserThat = (fake: FakeVakt, answers: string): string => {
  const program = join(fake.folder, 'browser');
  const text = `#!${process.execPath}
const asked = new URL(process.argv[2]).searchParams;
const back = new URL(asked.get('redirect_uri'));
back.hostname = '127.0.0.1';
const visit = parameters => fetch(back + '?' + new URLSearchParams(parameters));
const state = asked.get('state');
${answers}
`;
  writeFileSync(program, text, { mode: 0o755 });
  return program;
};

const start = async (routes: FakeRoutes = {}): Promise<FakeVakt> => {
  const fake = await FakeVakt.start({ ...tokenRoutes(['organizations', HOME, 'customer']), ...routes });
  writeFileSync(join(fake.folder, 'demo.env'), `VAKT_URL='${fake.origin}'`);
  return fake;
};

const loginOf = (fake: FakeVakt): string => join(fake.folder, 'config', 'vakt', 'login.json');
const savedUser = (fake: FakeVakt) => JSON.parse(readFileSync(loginOf(fake), 'utf8')).user;

const signIn = async (fake: FakeVakt): Promise<void> => {
  const environment = { BROWSER: browserThat(fake, `await visit({ state, code: 'the-code' });`) };
  const { code, stderr } = await fake.run(['login', '--user', '--browser'], { environment });
  assert.equal(code, 0, stderr);
};

describe('vakt login --user --browser', () => {
  test('keeps the user with a refresh token, for the owner alone', async () => {
    await using fake = await start();
    await signIn(fake);
    const { username, tenantId, refreshToken } = savedUser(fake);
    assert.deepEqual({ username, tenantId }, { username: 'ada@contoso.example', tenantId: HOME });
    assert.match(refreshToken, /^refresh-\d$/);
    assert.equal(statSync(loginOf(fake)).mode & 0o777, 0o600);
  });

  test('takes an answer with the right state alone', async () => {
    await using fake = await start();
    const answers = `
      const stranger = await visit({ state: 'other', code: 'stolen' });
      if (stranger.status === 404) await visit({ state, code: 'the-code' });`;
    const environment = { BROWSER: browserThat(fake, answers) };
    const { code, stderr } = await fake.run(['login', '--user', '--browser'], { environment });
    assert.equal(code, 0, stderr);
  });

  test('says what the authority refused', async () => {
    await using fake = await start();
    const answers = `await visit({ state, error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent. Trace ID: t' });`;
    const environment = { BROWSER: browserThat(fake, answers) };
    const { code, stderr } = await fake.run(['login', '--user', '--browser'], { environment });
    assert.equal(code, 4);
    assert.match(stderr, /AADSTS65004: User declined to consent\.\n/);
  });
});

describe('vakt login --user --device-code', () => {
  const authorization = {
    device_code: 'the-device',
    user_code: 'ABCD',
    verification_uri: 'https://login.example/device',
    expires_in: 900,
    interval: 0.001,
    message: 'Open https://login.example/device and enter the code ABCD',
  };

  test('shows the code and waits for the person', async () => {
    await using fake = await start({
      'POST /organizations/oauth2/v2.0/devicecode': () => ({ json: authorization }),
    });
    const { code, stderr } = await fake.run(['login', '--user', '--device-code']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /enter the code ABCD\n/);
    assert.equal(savedUser(fake).username, 'ada@contoso.example');
  });

  test('goes with no application, and not with --browser', async () => {
    await using fake = await start();
    assert.equal((await fake.run(['login', '--app', '--device-code'])).code, 2);
    assert.equal((await fake.run(['login', '--user', '--browser', '--device-code'])).code, 2);
  });
});

describe('vakt login --user', () => {
  const browser = (fake: FakeVakt) => ({
    BROWSER: browserThat(fake, `await visit({ state, code: 'the-code' });`),
  });

  test('opens the browser where somebody is there and nothing says who', async () => {
    await using fake = await start();
    const { code, stderr } = await fake.run(['login', '--user'], {
      environment: browser(fake),
      answers: true,
    });
    assert.equal(code, 0, stderr);
    assert.equal(savedUser(fake).username, 'ada@contoso.example');
  });

  test('opens none for a script, which nobody could answer', async () => {
    await using fake = await start();
    const { code, stderr } = await fake.run(['login', '--user'], { environment: browser(fake) });
    assert.equal(code, 2);
    assert.match(stderr, /--username NAME/);
  });
});

describe('a user who signed in with a browser', () => {
  test('uses the saved token while it lasts, and then gets a new one, which is saved', async () => {
    await using fake = await start();
    await signIn(fake);
    const before = savedUser(fake);
    const first = (await fake.run(['token', '--resource', 'graph'])).stdout.trim();
    assert.equal(first, before.tokens[GRAPH].token);
    assert.deepEqual(savedUser(fake), before);
    const expired = { ...before.tokens, [GRAPH]: { token: 'old', expiresOnTimestamp: 1 } };
    const login = JSON.parse(readFileSync(loginOf(fake), 'utf8'));
    writeFileSync(loginOf(fake), JSON.stringify({ ...login, user: { ...before, tokens: expired } }));
    const { code, stdout, stderr } = await fake.run(['token', '--resource', 'graph']);
    assert.equal(code, 0, stderr);
    const after = savedUser(fake);
    assert.equal(after.tokens[GRAPH].token, stdout.trim());
    assert.notEqual(after.refreshToken, before.refreshToken);
  });

  test('gets a token of another tenant, which is not taken for one of the own', async () => {
    await using fake = await start();
    await signIn(fake);
    const { tokens } = savedUser(fake);
    const { code, stdout, stderr } = await fake.run(['token', '--resource', 'graph', '--tenant', 'customer']);
    assert.equal(code, 0, stderr);
    const claims = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claims.tid, 'customer');
    assert.deepEqual(savedUser(fake).tokens, tokens);
  });
});
