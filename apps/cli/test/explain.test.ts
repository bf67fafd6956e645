import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { type FakeReply, type FakeRoutes, FakeVakt } from './fake-vakt.ts';

const ID = '2f1b4c8e-0d5a-4c57-9a2f-7a3f5f1b9f10';
const REFUSAL = `GET /vakt/v1/refusals/${ID}`;
const SIGN_INS = 'GET /v1.0/auditLogs/signIns';

const refusal: ExplainedRefusal = {
  id: ID,
  time: '2026-11-21T06:00:00.000Z',
  operation: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  remoteAddress: '127.0.0.1',
  status: 403,
  code: 'Forbidden',
  message: 'Missing application roles.',
  step: 'permit',
  missing: 'the application permission Alert.Read.All',
  remedies: ['Add it.', 'Take a new token.'],
  commands: ['vakt app permission add', 'vakt app consent'],
  page: '/portal/app-registrations',
  token: {
    kind: 'application',
    tenantId: 'tenant',
    appId: 'app',
    appDisplayName: 'Nightly report',
    objectId: 'object',
    audience: 'https://api.securitycenter.microsoft.com',
    permissions: [],
    tokenId: 'uti',
  },
};

const signIn = {
  createdDateTime: '2026-11-21T06:00:00Z',
  userPrincipalName: null,
  appId: 'app',
  appDisplayName: 'Nightly report',
  ipAddress: '127.0.0.1',
  resourceDisplayName: null,
  signInEventTypes: ['servicePrincipal'],
  status: { errorCode: 7000215, failureReason: 'Invalid client secret provided.' },
};

const refused = (status: number) => (): FakeReply => ({
  status,
  json: { error: { code: 'x', message: 'no', target: 'y' } },
});
const nothing = { [REFUSAL]: refused(404), [SIGN_INS]: () => ({ json: { value: [] } }) };

const explain = async (routes: FakeRoutes, ...args: string[]) => {
  await using fake = await FakeVakt.start(routes);
  return await fake.run(['explain', ...args]);
};

describe('vakt explain', () => {
  test('prints a refused call in full', async () => {
    const { code, stdout, stderr } = await explain({ [REFUSAL]: () => ({ json: refusal }) }, ID);
    assert.equal(code, 0, stderr);
    for (const line of [
      'call\tGET /api/alerts (listAlerts)',
      'step at fault\tpermit (of register, permit, prove, token, call)',
      'missing\tthe application permission Alert.Read.All',
      'what to do\tAdd it. Take a new token.',
      'commands\tvakt app permission add && vakt app consent',
      'token allows\tnothing: it has no permissions',
    ])
      assert.ok(stdout.split('\n').includes(line), stdout);
    assert.match(stdout, /^page\thttps:\/\/localhost:\d+\/portal\/app-registrations$/m);
  });

  test('gives the whole of it to programs', async () => {
    const { stdout } = await explain({ [REFUSAL]: () => ({ json: refusal }) }, ID, '--json');
    assert.deepEqual(JSON.parse(stdout), refusal);
  });

  test('explains a refused sign-in by its correlation id', async () => {
    const asked: string[] = [];
    const { code, stdout } = await explain(
      {
        [REFUSAL]: refused(404),
        [SIGN_INS]: ({ query }) => {
          asked.push(query.get('$filter') ?? '');
          return { json: { value: [signIn] } };
        },
      },
      ID,
    );
    assert.equal(code, 0);
    assert.match(asked[0] ?? '', new RegExp(`correlationId eq '${ID}'$`));
    assert.match(stdout, /^answer\tAADSTS7000215: Invalid client secret provided\.$/m);
    assert.match(stdout, /^step at fault\tprove /m);
    assert.match(stdout, /vakt app secret add --app app$/m);
  });

  test('asks as the operator what is of no tenant', async () => {
    await using fake = await FakeVakt.start({
      ...nothing,
      [REFUSAL]: ({ headers }) =>
        headers.authorization === 'Bearer operator'
          ? { json: { ...refusal, token: undefined } }
          : refused(404)(),
    });
    const environment = { VAKT_OPERATOR_TOKEN: 'operator' };
    const { code, stdout, stderr } = await fake.run(['explain', ID], { environment });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^token\tnone of this authority’s$/m);
  });

  test('says how long refusals are kept when there is none', async () => {
    const { code, stderr } = await explain(nothing, ID);
    assert.equal(code, 3);
    assert.match(stderr, /kept for seven days/);
    assert.match(stderr, /Not every place could be looked into/);
  });

  test('says who may look when nobody is signed in', async () => {
    await using fake = await FakeVakt.start();
    rmSync(join(fake.folder, 'demo.env'));
    const { code, stderr } = await fake.run(['explain', ID, '--url', fake.origin]);
    assert.equal(code, 4);
    assert.match(stderr, /Nobody is signed in/);
  });

  test('does not send what is no id', async () => {
    const { code, stderr } = await explain({}, '../tenants');
    assert.equal(code, 2);
    assert.match(stderr, /is no correlation id/);
  });
});
