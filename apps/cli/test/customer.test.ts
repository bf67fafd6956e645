import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type FakeReply, type FakeRoutes, FakeVakt, type SeenRequest } from './fake-vakt.ts';

const ATP = 'fc780465-2017-40d4-a0c5-307022471b92';
const APP = '11111111-2222-4333-8444-555555555555';
const SECRET = 'the-secret-of-the-console';

const application = {
  id: 'object-1',
  appId: APP,
  displayName: 'Console',
  requiredResourceAccess: [{ resourceAppId: ATP, resourceAccess: [{ id: 'role-alert', type: 'Role' }] }],
};

const servicePrincipals = ({ query }: SeenRequest): FakeReply => ({
  json: {
    value: query.get('$filter')?.includes(ATP)
      ? [
          {
            id: 'atp-sp',
            appId: ATP,
            displayName: 'WindowsDefenderATP',
            appRoles: [{ id: 'role-alert', value: 'Alert.Read.All' }],
          },
        ]
      : [],
  },
});

/** A partner with customers; what their tenants answer is theirs to say. */
const partnerWith = (
  customers: Readonly<Record<string, (request: SeenRequest) => FakeReply>>,
  names: readonly string[] = Object.keys(customers),
): FakeRoutes => ({
  'GET /v1.0/applications': () => ({ json: { value: [application] } }),
  'GET /v1.0/servicePrincipals': servicePrincipals,
  'GET /vakt/v1/customers': ({ query }) => {
    assert.equal(query.get('appId'), APP);
    const value = Object.keys(customers).map((tenantId, at) => ({
      appId: APP,
      tenantId,
      displayName: names[at],
      createdDateTime: '2026-11-21T08:00:00Z',
    }));
    return { json: { value } };
  },
  ...Object.fromEntries(
    Object.entries(customers).map(([tenant, answer]) => [`POST /${tenant}/oauth2/v2.0/token`, answer]),
  ),
});

const granting =
  (...roles: readonly string[]) =>
  (): FakeReply => ({
    json: {
      expires_in: 3599,
      access_token: `h.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.s`,
    },
  });

const list = ['customer', 'list', '--app', APP];

describe('vakt customer list', () => {
  test('proves the application with its own secret in every customer’s tenant', async () => {
    const secrets: (string | null)[] = [];
    const answer = (request: SeenRequest): FakeReply => {
      secrets.push(new URLSearchParams(request.body).get('client_secret'));
      return granting('Alert.Read.All')();
    };
    await using fake = await FakeVakt.start(partnerWith({ one: answer, two: answer }));
    const file = join(fake.folder, 'secret');
    writeFileSync(file, `${SECRET}\n`);
    const { code, stdout, stderr } = await fake.run([...list, '--secret-file', file]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^one\tone\tgranted\t\t\t\S+Z\ntwo\ttwo\tgranted\t\t\t\S+Z\n$/);
    assert.deepEqual(secrets, [SECRET, SECRET]);
    assert.doesNotMatch(stdout + stderr, new RegExp(SECRET));
  });

  test('sends no secret of another application', async () => {
    const never = (): FakeReply => assert.fail('a secret was sent');
    await using fake = await FakeVakt.start(partnerWith({ one: never }));
    const environment = {
      VAKT_CLIENT_ID: 'another',
      VAKT_CLIENT_SECRET: 'its-secret',
      VAKT_TENANT_ID: 'demo',
    };
    const { code, stderr } = await fake.run(list, { environment });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /--secret-file FILE/);
  });

  test('names who has to consent again, and lets no name steer the terminal', async () => {
    const customers = { one: granting(), two: granting('Alert.Read.All') };
    await using fake = await FakeVakt.start(partnerWith(customers, ['Evil\u001b[2J', 'Good']));
    const environment = { VAKT_CLIENT_SECRET: SECRET };
    const { code, stdout, stderr } = await fake.run(list, { environment, columns: 200 });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /consent \(again\): Evil\\u001b\[2J\. The link: https:\/\/localhost:\d+\/common\//);
    assert.match(stdout, /Evil\\u001b\[2J +drifted +WindowsDefenderATP\/Alert\.Read\.All/);
  });

  test('of no customers needs no secret', async () => {
    await using fake = await FakeVakt.start(partnerWith({}));
    const { code, stdout } = await fake.run([...list, '--json']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: '[]\n' });
  });
});
