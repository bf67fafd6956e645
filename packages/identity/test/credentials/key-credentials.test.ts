import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type GraphCaller, type NewClient, type NewTenant, register, TestAuthority } from '../authority.ts';
import { type ClientCertificate, createClientCertificate } from './client-certificate.ts';
import { type Json, signJwt } from './signed-jwt.ts';

const DAY_MS = 86_400_000;
const DIRECTORY = '00000002-0000-0000-c000-000000000000';
type KeyCredential = Readonly<Record<string, unknown>>;

describe('key credentials', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let first: ClientCertificate;
  let second: ClientCertificate;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    first = await createClientCertificate(authority.now);
    second = await createClientCertificate(authority.now, { subject: 'CN=Second' });
  });
  after(() => authority.close());

  const pathOf = ({ objectId }: NewClient): string => `/v1.0/applications/${objectId}`;
  const keysOf = async (client: NewClient, query = ''): Promise<readonly KeyCredential[]> =>
    (await graph('GET', pathOf(client) + query)).body['keyCredentials'] as KeyCredential[];
  const credential = ({ der }: ClientCertificate, more: Json = {}): Json => ({
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: der.toString('base64'),
    ...more,
  });
  const set = (client: NewClient, ...keyCredentials: readonly Json[]) =>
    graph('PATCH', pathOf(client), { keyCredentials });
  const keep = ({ keyId }: KeyCredential = {}): Json => ({ keyId });
  const assertRefused = async (client: NewClient, keyCredential: Json, message: RegExp): Promise<void> => {
    const reply = await set(client, keyCredential);
    assert.equal(reply.status, 400, JSON.stringify(reply.body));
    assert.match((reply.body['error'] as { message: string }).message, message);
  };

  it('are set at registration and shown as Graph shows them', async () => {
    const created = await graph('POST', '/v1.0/applications', {
      displayName: 'With a certificate',
      keyCredentials: [credential(first, { displayName: 'CN=nightly' })],
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const [shown] = created.body['keyCredentials'] as KeyCredential[];
    assert.deepEqual(shown, {
      customKeyIdentifier: first.sha1.toString('hex').toUpperCase(),
      displayName: 'CN=nightly',
      endDateTime: shown?.['endDateTime'],
      key: null,
      keyId: shown?.['keyId'],
      startDateTime: shown?.['startDateTime'],
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    });
    assert.equal(
      Date.parse(String(shown?.['endDateTime'])),
      Math.floor((authority.now + 30 * DAY_MS) / 1_000) * 1_000,
    );
  });

  it('show the certificate to who selects them of one application', async () => {
    const client = await register(graph, 'Selected', { keyCredentials: [credential(first)] });
    const [selected] = await keysOf(client, '?$select=id,keyCredentials');
    assert.equal(selected?.['key'], first.der.toString('base64'));
    const list = await graph(
      'GET',
      `/v1.0/applications?$filter=appId eq '${client.appId}'&$select=keyCredentials`,
    );
    const [entry] = list.body['value'] as { keyCredentials: KeyCredential[] }[];
    assert.equal(entry?.keyCredentials[0]?.['key'], null);
  });

  it('are a list: what is named by its id stays, what has a key is added, all else goes', async () => {
    const client = await register(graph, 'Rotating');
    assert.equal((await set(client, credential(first))).status, 204);
    const [old] = await keysOf(client);
    assert.equal((await set(client, keep(old), credential(second))).status, 204);
    const both = await keysOf(client);
    assert.equal(both.length, 2);
    assert.ok(both.some(({ keyId }) => keyId === old?.['keyId']));
    const whole = await keysOf(client, '?$select=keyCredentials');
    assert.equal((await set(client, ...whole)).status, 204, 'what was read can be written back');
    assert.deepEqual(await keysOf(client), both);
    assert.equal((await set(client, keep(both.find(({ keyId }) => keyId !== old?.['keyId'])))).status, 204);
    assert.equal((await keysOf(client)).length, 1);
    assert.equal((await graph('PATCH', pathOf(client), { displayName: 'Renamed' })).status, 204);
    assert.equal((await keysOf(client)).length, 1, 'a body without the list leaves it alone');
    assert.equal((await set(client)).status, 204);
    assert.deepEqual(await keysOf(client), []);
  });

  it('are taken as DER or PEM, in base64 or as it is', async () => {
    const client = await register(graph, 'Spelled in several ways');
    const pem = first.certificatePem;
    for (const key of [first.der.toString('base64'), Buffer.from(pem).toString('base64'), pem]) {
      assert.equal((await set(client, credential(first, { key }))).status, 204);
      const [shown] = await keysOf(client, '?$select=keyCredentials');
      assert.equal(shown?.['key'], first.der.toString('base64'));
    }
  });

  it('keep an identifier of the caller’s own, and know the thumbprint in any spelling', async () => {
    const client = await register(graph, 'Identified');
    const thumbprint = first.sha1.toString('hex').toUpperCase();
    for (const [given, shown] of [
      [first.sha1.toString('base64'), thumbprint],
      [thumbprint.toLowerCase(), thumbprint],
      ['my key', 'my key'],
    ] as const) {
      await set(client, credential(first, { customKeyIdentifier: given }));
      assert.equal((await keysOf(client))[0]?.['customKeyIdentifier'], shown);
    }
  });

  it('are never private keys', async () => {
    const client = await register(graph, 'Careless');
    const both = `${first.certificatePem}\n${first.privateKeyPem}`;
    const warning = /holds a private key/;
    await assertRefused(client, credential(first, { key: both }), warning);
    await assertRefused(client, credential(first, { key: Buffer.from(both).toString('base64') }), warning);
    await assertRefused(client, credential(first, { usage: 'Sign' }), /usage/);
    await assertRefused(client, credential(first, { type: 'X509CertAndPassword' }), /type/);
    await assertRefused(client, credential(first, { type: 'Symmetric' }), /type/);
  });

  it('are certificates of strong RSA keys', async () => {
    const client = await register(graph, 'Weak');
    const weak = await createClientCertificate(authority.now, { modulusLength: 1_024 });
    await assertRefused(client, credential(weak), /at least 2048 bits/);
    for (const key of ['', 'AAAA', 'no base64 at all', 7, null])
      await assertRefused(client, credential(first, { key }), /certificate/);
  });

  it('live no longer than their certificate, and from then to then', async () => {
    const client = await register(graph, 'Dated');
    const at = (days: number): string => new Date(authority.now + days * DAY_MS).toISOString();
    await assertRefused(client, credential(first, { endDateTime: at(31) }), /dates are invalid/);
    await assertRefused(client, credential(first, { startDateTime: at(-2) }), /dates are invalid/);
    await assertRefused(
      client,
      credential(first, { startDateTime: at(5), endDateTime: at(4) }),
      /must be after 'startDateTime'/,
    );
    await assertRefused(client, credential(first, { endDateTime: at(-0.5) }), /expired at/);
    await assertRefused(client, credential(first, { endDateTime: 'soon' }), /ISO 8601/);
    assert.equal((await set(client, credential(first, { endDateTime: at(7) }))).status, 204);
    assert.equal((await keysOf(client))[0]?.['endDateTime'], at(7));
  });

  it('have ids of their own', async () => {
    const client = await register(graph, 'Numbered');
    const keyId = randomUUID();
    const twice = await set(client, credential(first, { keyId }), credential(second, { keyId }));
    assert.equal(twice.status, 400);
    assert.equal((await set(client, credential(first, { keyId }))).status, 204);
    assert.equal((await keysOf(client))[0]?.['keyId'], keyId);
    await assertRefused(client, { keyId: randomUUID() }, /certificate/);
    await assertRefused(client, credential(first, { keyId: 'one' }), /GUID/);
    const many = await set(client, ...Array.from({ length: 21 }, () => credential(first)));
    assert.equal(many.status, 400);
  });

  it('are another tenant’s business nowhere', async () => {
    const client = await register(graph, 'Ours', { keyCredentials: [credential(first)] });
    const other = await authority.createTenant(`${randomUUID()}.example`);
    const stranger = await authority.administratorOf(other);
    const reply = await stranger('PATCH', pathOf(client), { keyCredentials: [credential(second)] });
    assert.equal(reply.status, 404);
    assert.equal(
      (await keysOf(client))[0]?.['customKeyIdentifier'],
      first.sha1.toString('hex').toUpperCase(),
    );
  });

  describe('one by one, with proof of a key that is there', () => {
    const proof = (issuer: string, signer = first, more: Json = {}): string =>
      signJwt(
        { alg: 'RS256', x5t: signer.sha1.toString('base64url') },
        {
          aud: DIRECTORY,
          iss: issuer,
          nbf: authority.now / 1_000,
          exp: authority.now / 1_000 + 600,
          ...more,
        },
        signer.privateKey,
      );
    const add = (client: NewClient, text: string | undefined) =>
      graph('POST', `${pathOf(client)}/addKey`, {
        keyCredential: credential(second),
        passwordCredential: null,
        proof: text,
      });

    it('are added and removed, by either id of the application', async () => {
      const client = await register(graph, 'Proven', { keyCredentials: [credential(first)] });
      const added = await add(client, proof(client.objectId));
      assert.equal(added.status, 200, JSON.stringify(added.body));
      assert.equal(added.body['customKeyIdentifier'], second.sha1.toString('hex').toUpperCase());
      assert.equal((await keysOf(client)).length, 2);
      const remove = (keyId: unknown) =>
        graph('POST', `${pathOf(client)}/removeKey`, { keyId, proof: proof(client.appId, second) });
      assert.equal((await remove(added.body['keyId'])).status, 204);
      assert.equal((await remove(randomUUID())).status, 400, 'the proof’s own key is gone');
      assert.equal((await keysOf(client)).length, 1);
    });

    it('are refused without a proof that holds', async () => {
      const client = await register(graph, 'Guarded', { keyCredentials: [credential(first)] });
      const other = await register(graph, 'Another', { keyCredentials: [credential(second)] });
      for (const text of [
        undefined,
        'x.y.z',
        proof(client.objectId, second),
        proof(other.objectId),
        proof(client.objectId, first, { aud: 'https://graph.microsoft.com' }),
        proof(client.objectId, first, { exp: authority.now / 1_000 + 7_200 }),
        proof(client.objectId, first, { exp: authority.now / 1_000 - 3_600 }),
      ])
        assert.equal((await add(client, text)).status, 400);
      const bare = await register(graph, 'Bare');
      assert.match(JSON.stringify((await add(bare, proof(bare.objectId))).body), /Set the first one/);
      assert.equal((await keysOf(client)).length, 1);
    });
  });
});
