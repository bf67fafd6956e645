import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { removeExpiredSignIns } from '@vakt/store/sign-in/expired-rows';
import { markAssertionUsed } from '@vakt/store/sign-in/used-assertions';
import {
  type Answer,
  assertIssued,
  assertRefused,
  type NewClient,
  type NewTenant,
  TestAuthority,
} from '../authority.ts';
import { askWithAssertion, registerWithCertificates, tokenEndpoint } from './certificate-client.ts';
import { type ClientCertificate, createClientCertificate } from './client-certificate.ts';
import { assertionClaims, type Json, signJwt } from './signed-jwt.ts';

const HOME = '203.0.113.7';
const THIEF = '198.51.100.9';

describe('a client assertion that comes again', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let certificate: ClientCertificate;
  let client: NewClient;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    certificate = await createClientCertificate(authority.now);
    const graph = await authority.administratorOf(tenant);
    client = await registerWithCertificates(graph, 'Nightly report', [certificate]);
  });
  after(() => authority.close());

  const sign = (more: Json = {}): string =>
    signJwt(
      { alg: 'RS256', x5t: certificate.sha1.toString('base64url') },
      { ...assertionClaims(client.appId, tokenEndpoint(tenant), authority.now), ...more },
      certificate.privateKey,
    );
  const ask = (assertion: string, remoteAddress: string, server = authority): Promise<Answer> =>
    askWithAssertion(server, tenant, assertion, { remoteAddress });
  const assertReplayRefused = (reply: Answer): void => {
    assertRefused(reply, 401, 'invalid_client', 50027);
    assert.match(String(reply.body['error_description']), /used before/);
  };

  it('is good for several tokens where it came from, as MSAL sends it for ten minutes', async () => {
    const assertion = sign();
    assertIssued(await ask(assertion, HOME));
    assertIssued(await ask(assertion, HOME));
    assertIssued(await ask(assertion, HOME, authority.another()));
  });

  it('is no good to who stole it', async () => {
    const assertion = sign();
    assertIssued(await ask(assertion, HOME));
    assertReplayRefused(await ask(assertion, THIEF));
    assertIssued(await ask(assertion, HOME));
  });

  it('is no good to a thief at another server, nor after a restart', async () => {
    const assertion = sign();
    assertIssued(await ask(assertion, HOME));
    assertReplayRefused(await ask(assertion, THIEF, authority.another()));
  });

  it('is known by its content when it has no jti', async () => {
    const assertion = sign({ jti: undefined });
    assertIssued(await ask(assertion, HOME));
    assertReplayRefused(await ask(assertion, THIEF));
    assertIssued(await ask(sign({ jti: undefined, exp: authority.now / 1_000 + 599 }), THIEF));
  });

  it('is known by its jti, whatever else it says', async () => {
    assertIssued(await ask(sign({ jti: 'one' }), HOME));
    assertReplayRefused(await ask(sign({ jti: 'one', exp: authority.now / 1_000 + 300 }), THIEF));
  });

  it('from one host by its several addresses is from one source', async () => {
    const assertion = sign();
    assertIssued(await ask(assertion, '127.0.0.1'));
    assertIssued(await ask(assertion, '::1'));
    const remote = sign();
    assertIssued(await ask(remote, '2001:db8:1:2:aaaa::1'));
    assertIssued(await ask(remote, '2001:db8:1:2::ffff'));
    assertReplayRefused(await ask(remote, '2001:db8:1:3::1'));
  });

  it('is refused from anywhere where each is good for one token, of many at once for exactly one', async () => {
    const strict = authority.another({ assertionReuse: 'never' });
    const assertion = sign();
    const replies = await Promise.all(Array.from({ length: 8 }, () => ask(assertion, HOME, strict)));
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
    assertReplayRefused(await ask(assertion, HOME, strict));
  });

  it('is taken from anywhere where the operator says so', async () => {
    const open = authority.another({ assertionReuse: 'anywhere' });
    const assertion = sign();
    assertIssued(await ask(assertion, HOME, open));
    assertIssued(await ask(assertion, THIEF, open));
  });

  it('is not used up by a forgery of it', async () => {
    const jti = 'to be kept';
    const [head, , signature] = sign().split('.');
    const forged = Buffer.from(
      JSON.stringify({ ...assertionClaims(client.appId, tokenEndpoint(tenant), authority.now), jti }),
    ).toString('base64url');
    assertRefused(await ask(`${head}.${forged}.${signature}`, THIEF), 401, 'invalid_client', 700027);
    assertIssued(await ask(sign({ jti }), HOME));
  });

  it('is remembered until it has expired, and then no more', async () => {
    assertIssued(await ask(sign({ jti: 'for ten minutes' }), HOME));
    const remembered = async (): Promise<number> => {
      const { authority: all } = authority.store;
      await removeExpiredSignIns(all, new Date(authority.now), new Date(0));
      return (await all.selectFrom('used_assertions').selectAll().execute()).length;
    };
    assert.ok((await remembered()) > 0);
    authority.now += 905_000;
    assert.equal(await remembered(), 0);
  });

  it('is one application’s own: another one may have the same jti', async () => {
    const row = { assertion_hash: Buffer.alloc(32, 7), expires_at: new Date(authority.now), source: HOME };
    const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    for (const app_id of ids)
      assert.equal(await markAssertionUsed(authority.store.authority, { ...row, app_id }), undefined);
  });
});
