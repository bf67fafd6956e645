import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import { hiddenFields } from '@vakt/testing/html-form';
import fc from 'fast-check';
import { servicePrincipalOf } from '../authority.ts';
import { type Credentials, type Page, replyOf, TestBrowser } from '../browser.ts';
import { Desk } from './desk.ts';

describe('a form of the sign-in pages', () => {
  let desk: Desk;
  let anna: Credentials;
  before(async () => {
    desk = await Desk.open();
    anna = desk.world.user;
  });
  after(() => desk.close());

  /** Stands before the page that asks for consent. */
  const reachConsent = async (browser: TestBrowser): Promise<Page> =>
    browser.signIn(await desk.authorize(browser, { prompt: 'login consent' }), anna);

  const assertWorthless = (page: Page): void => {
    assert.equal(page.location, undefined, String(page.location));
    assert.match(page.html, /AADSTS165000/);
    assert.equal(page.status, 400);
  };

  it('is good in the browser that it was made for, and in no other', async () => {
    const [victim, attacker] = [desk.browser(), desk.browser()];
    await desk.authorize(attacker);
    const consent = await reachConsent(victim);
    assertWorthless(await attacker.accept(consent));
    assertWorthless(await desk.browser().accept(consent));
    const mine = await desk.authorize(attacker);
    assertWorthless(await victim.signIn(mine, anna));
    assert.ok(replyOf(await victim.accept(consent))['code']);
  });

  it('is worth nothing without its state, or with one that was changed in any place', async () => {
    const browser = desk.browser();
    const consent = await reachConsent(browser);
    const { ctx = '' } = hiddenFields(consent.html);
    assertWorthless(await browser.submit(consent, { ctx: '', action: 'accept' }));
    await fc.assert(
      fc.asyncProperty(fc.nat(ctx.length - 1), fc.constantFrom('A', 'z', '0', '_'), async (at, character) => {
        fc.pre(ctx[at] !== character && at < ctx.length - 1);
        const changed = ctx.slice(0, at) + character + ctx.slice(at + 1);
        assertWorthless(await browser.submit(consent, { ctx: changed, action: 'accept' }));
      }),
      { numRuns: 40 },
    );
  });

  it('is too old after an hour', async () => {
    const browser = desk.browser();
    const page = await desk.authorize(browser);
    desk.world.authority.now += 3_600_001;
    assertWorthless(await browser.signIn(page, anna));
  });

  it('is no way back in once the person signed out', async () => {
    const browser = desk.browser();
    const consent = await reachConsent(browser);
    await browser.open('/common/oauth2/v2.0/logout');
    const again = await browser.accept(consent);
    assert.equal(again.location, undefined);
    assert.match(again.html, /name="password"/);
  });

  it('cannot name the session, the step or the place to go to', async () => {
    const browser = desk.browser();
    const page = await desk.authorize(browser);
    const forged = await browser.submit(page, {
      username: anna.userPrincipalName,
      password: 'wrong',
      action: 'accept',
      step: 'consent',
      sessionId: '00000000-0000-4000-8000-000000000000',
      account: '00000000-0000-4000-8000-000000000000',
      redirect_uri: 'https://evil.example',
      isFresh: 'true',
    });
    assert.equal(forged.location, undefined);
    assert.match(forged.html, /name="password"/);
  });

  it('stands on no page that another site can frame, and none is kept', async () => {
    const browser = desk.browser();
    const pages = [
      await desk.authorize(browser),
      await reachConsent(browser),
      await browser.open('/common/oauth2/deviceauth'),
      await browser.open('/account'),
      await browser.open('/common/oauth2/v2.0/logout'),
      await browser.open(`/${desk.world.contoso.tenantId}/adminconsent`, { client_id: desk.client.appId }),
      await browser.open('/common/oauth2/v2.0/authorize', { client_id: 'nobody' }),
      await desk.authorize(browser, { response_mode: 'form_post', prompt: 'none' }),
    ];
    for (const { headers, html } of pages) {
      assert.match(html, /^<!doctype html>/i);
      assert.match(headers['content-security-policy'] ?? '', /frame-ancestors 'none'/);
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.match(headers['cache-control'] ?? '', /no-store/);
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  it('gives the browser a new cookie, so that one from before the sign-in opens nothing', async () => {
    await desk.signIn(desk.browser(), anna);
    for (const headers of [{}, { 'sec-fetch-mode': 'navigate' }]) {
      const victim = new TestBrowser(desk.world.authority, headers);
      const planted = desk.browser();
      await desk.authorize(planted);
      victim.cookie = planted.cookie;
      await victim.signIn(await desk.authorize(victim), anna);
      assert.notEqual(victim.cookie, planted.cookie);
      const { error, code } = replyOf(await desk.authorize(planted, { prompt: 'none' }));
      assert.deepEqual([error, code], ['login_required', undefined]);
      assert.ok(replyOf(await desk.authorize(victim, { prompt: 'none' }))['code']);
    }
  });

  it('cannot be sent by a link: the address takes no GET', async () => {
    const browser = desk.browser();
    const { ctx = '' } = hiddenFields((await reachConsent(browser)).html);
    assert.equal((await browser.open('/sign-in', { ctx, action: 'accept' })).status, 404);
  });
});

describe('a consent page', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open({
      isMultiTenant: true,
      asksFor: [['WindowsDefenderATP', 'Alert.Read.All', 'Role']],
    });
  });
  after(() => desk.close());

  const grantedRoles = async (): Promise<readonly unknown[]> => {
    const graph = await desk.world.graphOf(desk.world.fabrikam);
    const { id } = await servicePrincipalOf(graph, desk.client.appId);
    const { body } = await graph('GET', `/v1.0/servicePrincipals/${String(id)}/appRoleAssignments`);
    return (body['value'] as { appRoleId: string }[]).map(({ appRoleId }) => appRoleId);
  };

  const idOf = (value: string): string | undefined => findPermission('WindowsDefenderATP', value, 'Role')?.id;

  it('grants what it showed, whatever the form says besides', async () => {
    const browser = desk.browser();
    const page = await browser.signIn(
      await browser.open(`/${desk.world.fabrikam.tenantId}/adminconsent`, { client_id: desk.client.appId }),
      desk.world.fabrikam.administrator,
    );
    await browser.accept(page, {
      scope: 'https://api.securitycenter.microsoft.com/.default',
      permissions: String(idOf('Machine.Isolate')),
      resourceAccess: String(idOf('Machine.Isolate')),
      client_id: '00000000-0000-4000-8000-000000000000',
      tenant: desk.world.contoso.tenantId,
    });
    assert.deepEqual(await grantedRoles(), [idOf('Alert.Read.All')]);
  });

  it('grants nothing that the application began to ask for after it was shown', async () => {
    const graph = await desk.world.graphOf(desk.world.contoso);
    const browser = desk.browser();
    const page = await browser.signIn(
      await browser.open(`/${desk.world.fabrikam.tenantId}/adminconsent`, { client_id: desk.client.appId }),
      desk.world.fabrikam.administrator,
    );
    const resourceAccess = ['Alert.Read.All', 'Machine.Isolate'].map(value => ({
      id: idOf(value),
      type: 'Role',
    }));
    const changed = await graph('PATCH', `/v1.0/applications/${desk.client.objectId}`, {
      requiredResourceAccess: [
        { resourceAppId: resourceApplications.WindowsDefenderATP.appId, resourceAccess },
      ],
    });
    assert.equal(changed.status, 204);
    const answered = await browser.accept(page);
    assert.deepEqual(await grantedRoles(), [idOf('Alert.Read.All')]);
    assert.match(answered.html, /Machine\.Isolate/, 'it is asked again, with what is new');
    await browser.accept(answered);
    assert.equal((await grantedRoles()).length, 2);
  });
});
