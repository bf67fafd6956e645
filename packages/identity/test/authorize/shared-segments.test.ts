import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import { assertRefused, type NewClient } from '../authority.ts';
import { TestBrowser } from '../browser.ts';
import { SignInWorld } from '../sign-in-world.ts';

const WEB = 'https://desk.contoso.example/signed-in';
const PERSONAL = ['consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'];

describe('tenant segments that name no tenant', () => {
  let world: SignInWorld;
  let single: NewClient;
  before(async () => {
    world = await SignInWorld.start();
    single = await world.register({ web: [WEB], more: { isFallbackPublicClient: true } });
  });
  after(() => world.close());

  it('are refused for personal accounts', async () => {
    for (const segment of PERSONAL) {
      const page = await new TestBrowser(world.authority).open(`/${segment}/oauth2/v2.0/authorize`, {
        client_id: single.appId,
        response_type: 'code',
        scope: 'openid',
      });
      assert.match(page.html, /AADSTS9002332/);
      const device = await world.authority.token(`/${segment}/oauth2/v2.0/devicecode`, {
        client_id: AZURE_CLI_APP_ID,
        scope: 'openid',
      });
      assertRefused(device, 400, 'invalid_request', 9002332);
    }
  });

  it('are refused to an application of one tenant, whoever signs in', async () => {
    for (const segment of ['common', 'Organizations']) {
      const page = await new TestBrowser(world.authority).open(`/${segment}/oauth2/v2.0/authorize`, {
        client_id: single.appId,
        response_type: 'code',
        scope: 'openid',
      });
      assert.match(page.html, /AADSTS50194/);
      const device = await world.authority.token(`/${segment}/oauth2/v2.0/devicecode`, {
        client_id: single.appId,
        scope: 'openid',
      });
      assertRefused(device, 400, 'invalid_request', 50194);
    }
  });

  it('are refused where the tenant is unknown or malformed, as everywhere', async () => {
    for (const [segment, number] of [
      ['nobody.example', 90002],
      ['00000000-0000-4000-8000-000000000000', 90002],
      ['not~a~tenant', 900023],
    ] as const) {
      const device = await world.authority.token(`/${segment}/oauth2/v2.0/devicecode`, {
        client_id: AZURE_CLI_APP_ID,
        scope: 'openid',
      });
      assertRefused(device, 400, 'invalid_request', number);
      const page = await new TestBrowser(world.authority).open(`/${segment}/oauth2/v2.0/authorize`, {
        client_id: single.appId,
        response_type: 'code',
        scope: 'openid',
      });
      assert.match(page.html, new RegExp(`AADSTS${number}`));
    }
  });
});
