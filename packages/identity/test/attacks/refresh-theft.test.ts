import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertIssued, assertRefused, claimsOf, type GraphCaller } from '../authority.ts';
import { type Credentials, replyOf } from '../browser.ts';
import { Desk, WEB } from './desk.ts';

const DAY_MS = 86_400_000;

describe('a refresh token', () => {
  let desk: Desk;
  let graph: GraphCaller;
  let people = 0;
  before(async () => {
    desk = await Desk.open();
    graph = await desk.world.graphOf(desk.world.contoso);
  });
  after(() => desk.close());

  const newPerson = (): Promise<Credentials & { id: string }> => desk.person(`person${(people += 1)}`);
  const tokenOf = async (person: Credentials): Promise<string> =>
    String((await desk.tokensOf(person))['refresh_token']);

  it('stays good when its successor was used, where theft is not looked for', async () => {
    const first = await tokenOf(desk.world.user);
    const second = await desk.refresh(first);
    desk.world.authority.now += 3_600_000;
    assertIssued(await desk.refresh(String(second.body['refresh_token'])));
    assertIssued(await desk.refresh(first));
  });

  it('is good for the application that it was given to, with its proof, and for no other', async () => {
    const token = await tokenOf(desk.world.user);
    const other = await desk.world.register({ web: [WEB], isMultiTenant: true });
    const stolen = { client_id: other.appId, client_secret: other.secret };
    assertRefused(await desk.refresh(token, stolen), 400, 'invalid_grant', 70000);
    assertRefused(await desk.refresh(token, { client_secret: '' }), 401, 'invalid_client', 7000218);
    assertRefused(await desk.refresh(token, { client_secret: 'wrong' }), 401, 'invalid_client', 7000215);
  });

  it('is nothing that can be made up or changed', async () => {
    const token = await tokenOf(desk.world.user);
    const middle = Math.trunc(token.length / 2);
    const changed = `${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`;
    const sealed = token.slice(2);
    for (const wrong of [changed, sealed, `2.${sealed}`, `${token}A`, 'x', '1.', '1.AAAA', ' '])
      assertRefused(await desk.refresh(wrong), 400, 'invalid_grant', 70000);
  });

  it('gets no token of a tenant where its user is a stranger', async () => {
    const token = await tokenOf(desk.world.user);
    assertRefused(await desk.refresh(token, {}, desk.world.fabrikam.tenantId), 400, 'invalid_grant', 50020);
    assert.equal(assertIssued(await desk.refresh(token, {}, 'common'))['tid'], desk.world.contoso.tenantId);
  });

  it('gets no more than was consented', async () => {
    const token = await tokenOf(desk.world.user);
    const more = await desk.refresh(token, { scope: 'User.Read Directory.ReadWrite.All' });
    assertRefused(more, 400, 'invalid_grant', 65001);
    const other = await desk.refresh(token, { scope: 'https://api.securitycenter.microsoft.com/Alert.Read' });
    assertRefused(other, 400, 'invalid_grant', 65001);
  });

  const ends: readonly [string, number, (id: string) => Promise<unknown>][] = [
    ['signed out everywhere', 50173, id => graph('POST', `/v1.0/users/${id}/revokeSignInSessions`)],
    [
      'given a new password',
      50173,
      id => graph('PATCH', `/v1.0/users/${id}`, { passwordProfile: { password: 'Another password 1!' } }),
    ],
    ['disabled', 50057, id => graph('PATCH', `/v1.0/users/${id}`, { accountEnabled: false })],
    ['deleted', 70000, id => graph('DELETE', `/v1.0/users/${id}`)],
  ];
  for (const [what, number, end] of ends)
    it(`is void when its user is ${what}, and so is a code that was not redeemed yet`, async () => {
      const person = await newPerson();
      const token = await tokenOf(person);
      const code = String(replyOf(await desk.signIn(desk.browser(), person))['code']);
      assertIssued(await desk.refresh(token));
      desk.world.authority.now += 2_000;
      await end(person.id);
      assertRefused(await desk.refresh(token), 400, 'invalid_grant', number);
      const redeemed = await desk.redeem(code);
      assert.equal(redeemed.status, 400, 'the code was still good');
      assert.equal(redeemed.body['error'], 'invalid_grant');
    });
});

describe('a refresh token, where theft is looked for', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open({}, { detectsRefreshTokenReuse: true });
  });
  after(() => desk.close());

  const start = async (): Promise<string> => String((await desk.tokensOf(desk.world.user))['refresh_token']);
  const next = async (token: string): Promise<string> => {
    const reply = await desk.refresh(token);
    assertIssued(reply);
    return String(reply.body['refresh_token']);
  };

  it('ends the whole sign-in when it comes back after its successor was used', async () => {
    const stolen = await start();
    const second = await next(stolen);
    const third = await next(second);
    desk.world.authority.now += 60_000;
    assertRefused(await desk.refresh(stolen), 400, 'invalid_grant', 50173);
    for (const token of [third, second, stolen])
      assertRefused(await desk.refresh(token), 400, 'invalid_grant', 50173);
  });

  it('ends it also when the thief was first', async () => {
    const token = await start();
    const theirs = await next(token);
    desk.world.authority.now += DAY_MS;
    assertRefused(await desk.refresh(token), 400, 'invalid_grant', 50173);
    assertRefused(await desk.refresh(theirs), 400, 'invalid_grant', 50173);
  });

  it('forgives a client that lost the reply and asks again at once', async () => {
    const token = await start();
    await next(token);
    desk.world.authority.now += 10_000;
    const second = await next(token);
    assertIssued(await desk.refresh(second));
  });

  it('leaves the user’s other sign-ins alone', async () => {
    const [stolen, other] = [await start(), await start()];
    await next(stolen);
    desk.world.authority.now += 60_000;
    assertRefused(await desk.refresh(stolen), 400, 'invalid_grant', 50173);
    assert.ok(claimsOf((await desk.refresh(other)).body['access_token'])['scp']);
  });
});
