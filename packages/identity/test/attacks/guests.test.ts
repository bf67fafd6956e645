import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertIssued, assertRefused, claimsOf } from '../authority.ts';
import { type Credentials, replyOf } from '../browser.ts';
import { Desk } from './desk.ts';

const AT_HOME = 'the tenant at home';

describe('a guest of another tenant', () => {
  let desk: Desk;
  let guest: Credentials & { id: string };
  let guestIdThere: string;
  before(async () => {
    desk = await Desk.open({ asksFor: [['WindowsDefenderATP', 'Alert.Read', 'Scope']] });
    guest = await desk.person('gustav');
    guestIdThere = await invite(guest.userPrincipalName);
  });
  after(() => desk.close());

  const invite = async (invitedUserEmailAddress: string): Promise<string> => {
    const graph = await desk.world.graphOf(desk.world.fabrikam);
    const { body, status } = await graph('POST', '/v1.0/invitations', {
      invitedUserEmailAddress,
      inviteRedirectUrl: 'https://portal.azure.com',
    });
    assert.equal(status, 201, JSON.stringify(body));
    return (body['invitedUser'] as { id: string }).id;
  };

  it('gets tokens of the tenant that invited, and stays who the guest is at home', async () => {
    const { fabrikam, contoso } = desk.world;
    const body = await desk.tokensOf(guest, {}, fabrikam.tenantId);
    const claims = claimsOf(body['access_token']);
    assert.equal(claims['tid'], fabrikam.tenantId);
    assert.equal(claims['oid'], guestIdThere);
    assert.equal(claims['idp'], `https://sts.windows.net/${contoso.tenantId}/`);
    assert.equal(claimsOf(body['id_token'])['tid'], fabrikam.tenantId);
    const clientInfo = JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString());
    assert.deepEqual(clientInfo, { uid: guest.id, utid: contoso.tenantId });
  });

  it('goes from the one tenant to the other with one refresh token, each with its own consent', async () => {
    const token = String((await desk.tokensOf(guest))['refresh_token']);
    const there = assertIssued(await desk.refresh(token, {}, desk.world.fabrikam.tenantId));
    assert.equal(there['tid'], desk.world.fabrikam.tenantId);
    assert.equal(assertIssued(await desk.refresh(token))['tid'], desk.world.contoso.tenantId, AT_HOME);
  });

  it('has no password in the tenant that invited, by whatever name', async () => {
    const ropc = (username: string, password: string) =>
      desk.token(
        { grant_type: 'password', username, password, scope: 'User.Read' },
        desk.world.fabrikam.tenantId,
      );
    for (const username of [
      guest.userPrincipalName,
      `gustav_contoso.example#EXT#@${desk.world.fabrikam.domain}`,
    ])
      assertRefused(await ropc(username, guest.password), 400, 'invalid_grant', 50034);
  });

  it('is shut out where it is disabled, or removed, and at home is not', async () => {
    const other = await desk.person('olga');
    const id = await invite(other.userPrincipalName);
    const { refresh_token: token } = await desk.tokensOf(other, {}, desk.world.fabrikam.tenantId);
    const graph = await desk.world.graphOf(desk.world.fabrikam);
    await graph('PATCH', `/v1.0/users/${id}`, { accountEnabled: false });
    const there = () => desk.refresh(String(token), {}, desk.world.fabrikam.tenantId);
    assertRefused(await there(), 400, 'invalid_grant', 50057);
    await graph('DELETE', `/v1.0/users/${id}`);
    assertRefused(await there(), 400, 'invalid_grant', 50020);
    assert.equal((await desk.tokensOf(other))['token_type'], 'Bearer', AT_HOME);
  });

  it('who was not invited is a stranger', async () => {
    const browser = desk.browser();
    const page = await desk.authorize(browser, {}, desk.world.fabrikam.tenantId);
    const refused = await browser.signIn(page, desk.world.user);
    assert.equal(refused.location, undefined);
    assert.match(refused.html, /AADSTS50020/);
    const silent = replyOf(await desk.authorize(browser, { prompt: 'none' }, desk.world.fabrikam.tenantId));
    assert.equal(silent['code'], undefined);
    assert.match(silent['error_description'] ?? '', /^AADSTS50020/);
  });

  it('who administers another tenant consents to nothing here', async () => {
    const { administrator } = desk.world.contoso;
    await invite(administrator.userPrincipalName);
    const browser = desk.browser();
    const asked = await browser.open(`/${desk.world.fabrikam.tenantId}/adminconsent`, {
      client_id: desk.client.appId,
    });
    const page = await browser.signIn(asked, administrator);
    assert.match(page.html, /AADSTS90094/);
    assert.match((await browser.submit(page, { action: 'accept' })).html, /AADSTS90094/);
    const link = await browser.open(`/${desk.world.fabrikam.tenantId}/oauth2/authorize`, {
      prompt: 'consent',
      client_id: desk.client.appId,
      response_type: 'code',
    });
    assert.match(link.html, /AADSTS90094/);
  });

  it('cannot take a code of the one tenant to the other', async () => {
    const page = await desk.signIn(desk.browser(), guest, {}, desk.world.fabrikam.tenantId);
    const code = String(replyOf(page)['code']);
    assertRefused(await desk.redeem(code), 400, 'invalid_grant', 700005);
    assertIssued(await desk.redeem(code, {}, desk.world.fabrikam.tenantId));
  });
});
