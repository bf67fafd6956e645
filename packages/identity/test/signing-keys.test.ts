import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { Sealer } from '../src/sealing.ts';
import { SigningKeys } from '../src/tokens/signing-keys.ts';
import {
  assertIssued,
  createServicePrincipal,
  OPERATOR_TOKEN,
  register,
  TestAuthority,
} from './authority.ts';

const sealer = new Sealer(new Uint8Array(32).fill(9));
const DAY_MS = 86_400_000;

describe('signing keys at rest', () => {
  let test: TestStore;
  let now = Date.parse('2026-11-21T06:00:00Z');
  const clock = { now: () => now };
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  it('are of no use to whoever has the database alone', async () => {
    const keys = await new SigningKeys(test.store, clock, sealer).published();
    assert.equal(keys.length, 2, 'one that signs, and the next');
    const stored = await test.store.authority.selectFrom('signing_keys').selectAll().execute();
    for (const { private_key } of stored) {
      assert.doesNotMatch(private_key, /PRIVATE KEY/);
      assert.equal(new Sealer(new Uint8Array(32).fill(1)).open('signing key', private_key), undefined);
    }
  });

  it('say which file is wrong when it is another database’s', async () => {
    const strangers = new SigningKeys(test.store, clock, new Sealer(new Uint8Array(32).fill(1)));
    await assert.rejects(strangers.published(), /authority\.key/);
  });

  it('are named by the thumbprint of the certificate that is published with them', async () => {
    for (const { keyId, jwk, publicKey } of await new SigningKeys(test.store, clock, sealer).published()) {
      const [encoded = ''] = jwk.x5c ?? [];
      const der = Buffer.from(encoded, 'base64');
      assert.equal(keyId, createHash('sha1').update(der).digest('base64url'));
      const certificate = new X509Certificate(der);
      assert.ok(certificate.publicKey.equals(publicKey));
      assert.ok(certificate.verify(publicKey));
      assert.ok(!('d' in jwk), 'the private half is not published');
    }
  });

  it('are the same for two servers that start at once', async () => {
    now += 100 * DAY_MS;
    const servers = [new SigningKeys(test.store, clock, sealer), new SigningKeys(test.store, clock, sealer)];
    const [one, other] = await Promise.all(servers.map(server => server.current()));
    assert.equal(one?.keyId, other?.keyId);
  });

  it('sign at once when they have just been made, though that took a moment', async () => {
    const fresh = await withTestStore();
    let ticks = now;
    const ticking = { now: () => (ticks += 1) };
    try {
      const current = await new SigningKeys(fresh.store, ticking, sealer).current();
      assert.ok(current.activeFrom <= ticks);
    } finally {
      await fresh.close();
    }
  });

  it('that were stored in the open are sealed, certified, and keep their names', async () => {
    now += 100 * DAY_MS;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    await test.store.authority
      .insertInto('signing_keys')
      .values({
        key_id: 'an-older-name',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
        certificate: null,
        active_from: new Date(now - DAY_MS),
        retired_at: new Date(now + 43 * DAY_MS),
      })
      .execute();
    const current = await new SigningKeys(test.store, clock, sealer).current();
    assert.equal(current.keyId, 'an-older-name');
    assert.equal(current.jwk.x5c?.length, 1);
    const stored = await test.store.authority
      .selectFrom('signing_keys')
      .select('private_key')
      .where('key_id', '=', 'an-older-name')
      .executeTakeFirstOrThrow();
    assert.doesNotMatch(stored.private_key, /PRIVATE KEY/);
  });
});

describe('the rotation of signing keys', () => {
  let authority: TestAuthority;
  let takeToken: () => Promise<string>;
  before(async () => {
    authority = await TestAuthority.start();
    const { tenantId, administrator } = await authority.createTenant('contoso.example');
    const graph = authority.caller(await authority.userToken(tenantId, administrator));
    const client = await register(graph, 'Nightly report');
    await createServicePrincipal(graph, client.appId);
    takeToken = async () => {
      const reply = await authority.token(`/${tenantId}/oauth2/v2.0/token`, {
        grant_type: 'client_credentials',
        client_id: client.appId,
        client_secret: client.secret,
        scope: 'https://api.securitycenter.microsoft.com/.default',
      });
      assertIssued(reply);
      return String(reply.body['access_token']);
    };
  });
  after(() => authority.close());

  const call = (method: string, path: string, body?: object, token = OPERATOR_TOKEN) =>
    authority.request(method, path, {
      headers: { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const kidOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())['kid'];
  const isGood = async (token: string): Promise<boolean> => (await authority.verify(`Bearer ${token}`)).ok;

  it('lets the published next key sign, and leaves what was signed before good', async () => {
    const before = await takeToken();
    const listed = (await call('GET', '/vakt/v1/keys')).body['value'] as { keyId: string; state: string }[];
    const next = listed.find(({ state }) => state === 'next')?.keyId;
    const reply = await call('POST', '/vakt/v1/keys/rotate');
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.deepEqual(
      (reply.body['value'] as { state: string }[]).map(({ state }) => state),
      ['retiring', 'signing', 'next'],
    );
    const after = await takeToken();
    assert.equal(kidOf(after), next);
    assert.ok(await isGood(before));
    assert.ok(await isGood(after));
  });

  it('makes everything void that was signed before, when a key leaked', async () => {
    const before = await takeToken();
    assert.ok(await isGood(before));
    assert.equal((await call('POST', '/vakt/v1/keys/rotate', { revoke: true })).status, 200);
    assert.ok(!(await isGood(before)), 'also when it was verified before');
    assert.ok(await isGood(await takeToken()));
  });

  it('is the operator’s alone', async () => {
    assert.equal((await call('POST', '/vakt/v1/keys/rotate', undefined, 'somebody')).status, 401);
    assert.equal((await call('GET', '/vakt/v1/keys', undefined, 'somebody')).status, 401);
    assert.equal((await call('POST', '/vakt/v1/keys/rotate', { revoke: 'yes' })).status, 400);
  });
});
