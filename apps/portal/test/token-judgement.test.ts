import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { addressOf } from '@vakt/contract/operations/address';
import { listAlerts } from '@vakt/contract/operations/alerts';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';
import {
  type Circumstances,
  judge,
  type Obstacle,
  statusOf,
} from '../src/pages/token-inspector/judgement.ts';
import { readToken, type SignedToken } from '../src/pages/token-inspector/read-token.ts';
import { checkSignature, type PublishedKey } from '../src/pages/token-inspector/signature.ts';
import { AsAdministrator, tokenOf } from './graph-caller.ts';
import type { TestTenant } from './portal-under-test.ts';
import { type Client, registerClient, registerPublicClient } from './registered-client.ts';

const ENDPOINT = 'https://api.securitycenter.microsoft.com';
const GRAPH = 'https://graph.microsoft.com';
const XDR = 'https://api.security.microsoft.com';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const SECURITY_OPERATOR = '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string): object => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;

const read = (text: string): SignedToken => {
  const reading = readToken(text);
  assert.ok(reading.kind === 'token', `${reading.kind}: ${text.slice(0, 80)}`);
  return reading.token;
};

/** What the server says of a call, for each obstacle that can be the first. */
const SERVER_WORDS: Readonly<Partial<Record<Obstacle['kind'], RegExp>>> = {
  signature: /signature does not fit|key that this authority does not have|only RS256/,
  'not-an-access-token': /not an access token/,
  audience: /was issued for/,
  'application-permission': /^Missing application roles\./,
  'delegated-permission': /^Missing user scopes\./,
  'user-role': /^Missing user role\./,
  plan: /plan is .* does not include/,
};

describe('the judgement over a token and a call', () => {
  let vakt: TestVakt;
  let keys: readonly PublishedKey[];
  let contoso: TestTenant;
  let administrator: AsAdministrator;

  before(async () => {
    vakt = await TestVakt.start(['--no-demo', '--no-sensor']);
    contoso = await createTenant('contoso.example', 'XDR');
    administrator = await AsAdministrator.of({ vakt }, contoso);
    ({ keys } = (await vakt.call('/common/discovery/v2.0/keys')).json<{ keys: PublishedKey[] }>());
  });
  after(() => vakt.close());

  const createTenant = async (domain: string, plan: Plan): Promise<TestTenant> => {
    const token = readFileSync(join(vakt.data, 'operator.token'), 'utf8').trim();
    const json = { displayName: domain, domain, plan };
    return (await vakt.call('/vakt/v1/tenants', { token, json })).json<TestTenant>();
  };

  /** The portal's judgement and the server's answer say the same, on every call. */
  const assertSame = async (text: string, plan: Plan): Promise<void> => {
    const token = read(text);
    const signature = await checkSignature(token, keys);
    for (const operation of operations) {
      const [first] = judge(token, operation, { signature, now: Date.now(), plan });
      const reply = await vakt.call(addressOf(operation).replaceAll(/\{\w+\}/g, 'none'), {
        method: operation.method,
        token: text,
        ...(operation.body && { json: {} }),
      });
      const call = `${operation.id}: ${first?.kind} and ${reply.status} ${reply.text}`;
      const isRefused = reply.status === 401 || reply.status === 403;
      assert.equal(isRefused ? reply.status : undefined, first && statusOf(first, operation), call);
      const words = first && SERVER_WORDS[first.kind];
      if (first) {
        assert.ok(words, call);
        assert.match(reply.json<{ error: { message: string } }>().error.message, words, call);
      }
    }
  };

  const clientToken = (client: Client, resource: string, { tenantId } = contoso): Promise<string> =>
    vakt.token(client.appId, client.secret, `${resource}/.default`, tenantId);

  it('says what the server says of applications’ tokens', async () => {
    const sets = [
      [],
      ['Alert.Read.All'],
      ['Alert.ReadWrite.All', 'Machine.Read.All'],
      ['Machine.ReadWrite.All', 'Machine.Isolate', 'AdvancedQuery.Read.All'],
    ];
    for (const permissions of sets) {
      const client = await registerClient(administrator, `Endpoint ${permissions.length}`, permissions);
      await assertSame(await clientToken(client, ENDPOINT), 'XDR');
      // The same API by another of its names, with the slash that some write.
      await assertSame(await clientToken(client, `${ENDPOINT}/`), 'XDR');
    }
    const permissions = ['Incident.Read.All', 'AdvancedHunting.Read.All'];
    const hunter = await registerClient(administrator, 'Hunter', permissions, 'MicrosoftThreatProtection');
    await assertSame(await clientToken(hunter, XDR), 'XDR');
    await assertSame(await clientToken(hunter, GRAPH), 'XDR');
    const graph = await registerClient(administrator, 'Graph', ['ThreatHunting.Read.All'], 'MicrosoftGraph');
    await assertSame(await clientToken(graph, GRAPH), 'XDR');
  });

  it('says what the server says of users’ tokens', async () => {
    const people = [
      contoso.administrator,
      await administrator.createUser('reader', SECURITY_READER),
      await administrator.createUser('operator', SECURITY_OPERATOR),
    ];
    for (const person of people)
      for (const scope of [`${ENDPOINT}/.default`, `${XDR}/.default`, 'https://graph.microsoft.com/.default'])
        await assertSame(await tokenOf({ vakt }, contoso, person, { scope }), 'XDR');
  });

  it('says what the server says of users whose application may do little, or who may do nothing', async () => {
    const clientId = await registerPublicClient(administrator, 'Alert reader', 'Alert.Read');
    const scope = `${ENDPOINT}/.default`;
    for (const person of [contoso.administrator, await administrator.createUser('member')])
      await assertSame(await tokenOf({ vakt }, contoso, person, { scope, clientId }), 'XDR');
  });

  it('says what the server says of an id token', async () => {
    const { userPrincipalName: username, password } = contoso.administrator;
    const form = { grant_type: 'password', client_id: VAKT_CLI_APP_ID, username, password, scope: 'openid' };
    const reply = await vakt.call(`/${contoso.tenantId}/oauth2/v2.0/token`, { form });
    await assertSame(reply.json<{ id_token: string }>().id_token, 'XDR');
  });

  it('says what the server says of the smaller plans', async () => {
    for (const plan of ['Plan1', 'Business'] as const) {
      const tenant = await createTenant(`${plan.toLowerCase()}.example`, plan);
      const own = await AsAdministrator.of({ vakt }, tenant);
      const all = ['Alert.ReadWrite.All', 'Machine.ReadWrite.All', 'AdvancedQuery.Read.All'];
      const client = await registerClient(own, 'All', all);
      await assertSame(await clientToken(client, ENDPOINT, tenant), plan);
    }
  });

  it('says what the server says of forged tokens', async () => {
    const client = await registerClient(administrator, 'Forged', ['Alert.Read.All']);
    const [header = '', claims = '', signature = ''] = (await clientToken(client, ENDPOINT)).split('.');
    for (const forged of [
      `${header}.${encode({ ...decode(claims), roles: ['Machine.Isolate'] })}.${signature}`,
      `${encode({ ...decode(header), kid: 'another' })}.${claims}.${signature}`,
      `${encode({ ...decode(header), alg: 'none' })}.${claims}.`,
      `${encode({ ...decode(header), alg: 'HS256' })}.${claims}.${signature}`,
    ])
      await assertSame(forged, 'XDR');
  });
});

describe('what a call is refused for', () => {
  const tid = '8c9d4538-cec7-4c0e-aaac-af80d903a540';
  const claims = {
    aud: ENDPOINT,
    iss: `https://sts.windows.net/${tid}/`,
    nbf: 1_000,
    exp: 4_600,
    appid: '33333333-3333-4333-8333-333333333333',
    oid: '44444444-4444-4444-8444-444444444444',
    roles: ['Alert.Read.All'],
    tid,
    ver: '1.0',
  };
  const kindsOf = (
    changes: object,
    circumstances: Partial<Circumstances> = {},
    operation: Operation = listAlerts,
  ): string[] => {
    const token = read(`${encode({ alg: 'RS256' })}.${encode({ ...claims, ...changes })}.c2ln`);
    const now = 2_000_000;
    return judge(token, operation, { signature: 'good', now, plan: 'XDR', ...circumstances }).map(
      ({ kind }) => kind,
    );
  };

  it('is nothing when all is well, with five minutes’ grace for clocks that differ', () => {
    assert.deepEqual(kindsOf({}), []);
    assert.deepEqual(kindsOf({}, { now: 4_899_999 }), []);
    assert.deepEqual(kindsOf({}, { now: 4_900_000 }), ['expired']);
    assert.deepEqual(kindsOf({}, { now: 700_000 }), []);
    assert.deepEqual(kindsOf({}, { now: 699_999 }), ['not-yet']);
  });

  it('is everything at once, in the order in which the server looks', () => {
    assert.deepEqual(
      kindsOf(
        { aud: 'api://own', roles: [], iss: 'https://elsewhere/', exp: 1 },
        { signature: 'changed', plan: 'Plan1' },
        { ...listAlerts, licences: ['Plan2'] },
      ),
      ['signature', 'expired', 'issuer', 'audience', 'application-permission', 'plan'],
    );
    assert.deepEqual(kindsOf({ scp: 'User.Read', wids: [] }), ['delegated-permission', 'user-role']);
  });

  it('is the token itself when it lacks what access tokens of these APIs have', () => {
    for (const changes of [{ ver: '2.0' }, { tid: 'common' }, { appid: undefined }, { aud: [ENDPOINT] }])
      assert.deepEqual(kindsOf(changes), ['not-an-access-token'], JSON.stringify(changes));
    assert.deepEqual(kindsOf({ exp: '4600' }), ['no-times']);
    assert.deepEqual(kindsOf({ padding: 'x'.repeat(20_000) }), ['too-long']);
  });

  it('is not the plan, where the person may not know it', () => {
    assert.deepEqual(kindsOf({}, { plan: undefined }, { ...listAlerts, licences: ['Plan2'] }), []);
  });
});
