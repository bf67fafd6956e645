import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  type Answer,
  assertIssued,
  assertRefused,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';
import { askWithAssertion } from './certificate-client.ts';
import { OutsideIssuer } from './outside-issuer.ts';
import { type Json, signJwt } from './signed-jwt.ts';

const AUDIENCE = 'api://AzureADTokenExchange';
const SUBJECT = 'system:serviceaccount:reports:nightly';
const HOUR_MS = 3_600_000;

describe('federated credentials', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let client: NewClient;
  let cluster: OutsideIssuer;

  before(async () => {
    authority = await TestAuthority.start({ fetchDocument: url => cluster.fetch(url) });
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    client = await register(graph, 'Nightly report');
    await createServicePrincipal(graph, client.appId);
  });
  after(() => authority.close());

  let clusters = 0;
  beforeEach(async () => {
    clusters += 1;
    cluster = new OutsideIssuer(`https://cluster-${clusters}.example`);
    const path = `/v1.0/applications/${client.objectId}/federatedIdentityCredentials`;
    const created = await graph('POST', path, {
      name: `cluster-${clusters}`,
      issuer: cluster.address,
      subject: SUBJECT,
      audiences: [AUDIENCE],
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
  });

  const claims = (more: Json = {}): Json => ({
    iss: cluster.address,
    sub: SUBJECT,
    aud: [AUDIENCE],
    exp: authority.now / 1_000 + 3_600,
    ...more,
  });
  const ask = (assertion: string, clientId = client.appId, remoteAddress = '10.1.0.1'): Promise<Answer> =>
    askWithAssertion(authority, tenant, assertion, { form: { client_id: clientId }, remoteAddress });

  it('take a token of the issuer in place of a secret, as often as the workload sends it', async () => {
    const assertion = cluster.sign(claims({ jti: 'the same' }));
    assert.equal(assertIssued(await ask(assertion))['appidacr'], '2');
    assertIssued(await ask(assertion, client.appId, '10.9.9.9'));
    assert.deepEqual(cluster.fetched, [
      `${cluster.address}/.well-known/openid-configuration`,
      `${cluster.address}/keys`,
    ]);
  });

  it('fit in issuer, subject and audience, to the letter, and nothing is fetched before', async () => {
    const refused = async (more: Json, number: number): Promise<void> =>
      assertRefused(await ask(cluster.sign(claims(more))), 401, 'invalid_client', number);
    await refused({ iss: 'https://evil.example' }, 700211);
    await refused({ iss: `${cluster.address}/` }, 700211);
    await refused({ iss: 'http://169.254.169.254' }, 700211);
    await refused({ sub: SUBJECT.toUpperCase() }, 700213);
    await refused({ sub: undefined }, 700213);
    await refused({ aud: 'api://other' }, 700212);
    await refused({ aud: [AUDIENCE, 'api://other'] }, 700212);
    assert.deepEqual(cluster.fetched, []);
  });

  it('must be registered on the application that the request names', async () => {
    const other = await register(graph, 'Trusts nobody');
    await createServicePrincipal(graph, other.appId);
    const reply = await ask(cluster.sign(claims()), other.appId);
    assertRefused(reply, 400, 'invalid_request', 70021);
    assert.match(String(reply.body['error_description']), new RegExp(`Subject: '${SUBJECT}'`));
    assert.deepEqual(cluster.fetched, []);
  });

  it('take no signature but the issuer’s', async () => {
    const forger = new OutsideIssuer(cluster.address);
    for (const assertion of [
      forger.sign(claims()),
      forger.sign(claims(), { kid: 'first', jku: 'https://evil.example/keys' }),
      cluster.sign(claims(), { kid: '../keys' }),
      cluster.sign(claims(), { alg: 'PS256' }),
    ])
      assertRefused(await ask(assertion), 401, 'invalid_client', 700027);
    assertRefused(await ask(cluster.sign(claims(), { alg: 'none' })), 401, 'invalid_client', 50027);
  });

  it('count in their time only', async () => {
    const seconds = authority.now / 1_000;
    const late = await ask(cluster.sign(claims({ exp: seconds - 301 })));
    assertRefused(late, 401, 'invalid_client', 700024);
    assertRefused(await ask(cluster.sign(claims({ nbf: seconds + 301 }))), 401, 'invalid_client', 700024);
    assertRefused(await ask(cluster.sign(claims({ exp: undefined }))), 401, 'invalid_client', 50027);
    assertIssued(await ask(cluster.sign(claims({ exp: seconds + 86_400 * 365 }))));
  });

  it('follow the issuer to a new key, without asking it for every forged one', async () => {
    assertIssued(await ask(cluster.sign(claims())));
    cluster.rotate('second');
    const early = await ask(cluster.sign(claims()), client.appId, '10.1.0.2');
    assertRefused(early, 401, 'invalid_client', 700027);
    assert.equal(cluster.fetched.length, 2);
    authority.now += 30_000;
    assertIssued(await ask(cluster.sign(claims())));
    assert.equal(cluster.fetched.length, 4);
    authority.now += HOUR_MS;
    assertIssued(await ask(cluster.sign(claims())));
    assert.equal(cluster.fetched.length, 6, 'keys are read again after an hour');
    graph = await authority.administratorOf(tenant);
  });

  it('are read once for many requests at the same time', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(cluster.sign(claims()))));
    assert.ok(replies.every(({ status }) => status === 200));
    assert.equal(cluster.fetched.length, 2);
  });

  it('say so when the issuer cannot be read, or is another', async () => {
    const discovery = `${cluster.address}/.well-known/openid-configuration`;
    cluster.documents.set(discovery, {
      issuer: 'https://other.example',
      jwks_uri: `${cluster.address}/keys`,
    });
    const mixedUp = await ask(cluster.sign(claims()));
    assertRefused(mixedUp, 400, 'invalid_request', 50166);
    assert.match(String(mixedUp.body['error_description']), /its 'issuer' is not/);
    cluster.documents.delete(discovery);
    authority.now += 30_000;
    const away = await ask(cluster.sign(claims()));
    assert.match(String(away.body['error_description']), /AADSTS50166: .+openid-configuration: status 404/);
    assert.equal((await ask(cluster.sign(claims()))).status, 400);
    assert.equal(cluster.fetched.length, 2, 'an issuer that is away is left alone for a while');
  });

  it('outlive a day of an issuer that is away, and no more', async () => {
    const assertion = cluster.sign(claims({ exp: authority.now / 1_000 + 7 * 86_400 }));
    assertIssued(await ask(assertion));
    cluster.documents.clear();
    authority.now += 2 * HOUR_MS;
    assertIssued(await ask(assertion));
    assertIssued(await ask(assertion));
    assert.equal(cluster.fetched.length, 3);
    authority.now += 22 * HOUR_MS;
    assertRefused(await ask(assertion), 400, 'invalid_request', 50166);
    graph = await authority.administratorOf(tenant);
  });

  it('take no weak key of an issuer', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'weak' };
    cluster.documents.set(`${cluster.address}/keys`, { keys: [jwk, { kty: 'RSA', kid: 'broken' }, null] });
    const assertion = signJwt({ alg: 'RS256', kid: 'weak' }, claims(), privateKey);
    assertRefused(await ask(assertion), 401, 'invalid_client', 700027);
  });
});
