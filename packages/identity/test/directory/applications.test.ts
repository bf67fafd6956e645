import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GraphCaller } from '../authority.ts';
import {
  assertFailed,
  created,
  DirectoryWorld,
  find,
  NOWHERE,
  valueOf,
  type WorldTenant,
} from './directory-world.ts';

const ROLE_ID = '11111111-1111-4111-8111-111111111111';
const SCOPE_ID = '22222222-2222-4222-8222-222222222222';

describe('applications', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
  });
  after(() => world.close());

  const register = async (body: object = {}): Promise<{ id: string; appId: string; path: string }> => {
    const made = created(await graph('POST', '/v1.0/applications', { displayName: 'Tool', ...body }));
    return { id: made.id, appId: String(made['appId']), path: `/v1.0/applications/${made.id}` };
  };
  const read = async (path: string): Promise<Record<string, unknown>> => {
    const reply = await graph('GET', path);
    assert.equal(reply.status, 200);
    return reply.body;
  };
  const namesOf = async (filter: string): Promise<unknown[]> =>
    valueOf(await find(graph, 'applications', filter)).map(({ displayName }) => displayName);

  describe('keep every property that tools write', () => {
    const settings = {
      description: 'Reads alerts.',
      notes: 'Asked for by the desk.',
      signInAudience: 'AzureADMultipleOrgs',
      isFallbackPublicClient: true,
      tags: ['HideApp'],
      info: {
        logoUrl: null,
        marketingUrl: null,
        privacyStatementUrl: 'https://contoso.example/privacy',
        supportUrl: null,
        termsOfServiceUrl: null,
      },
      web: {
        homePageUrl: 'https://contoso.example',
        logoutUrl: 'https://contoso.example/out',
        redirectUris: ['https://contoso.example/back'],
        implicitGrantSettings: { enableAccessTokenIssuance: true, enableIdTokenIssuance: true },
      },
      spa: { redirectUris: ['http://localhost:3000/spa'] },
      publicClient: { redirectUris: ['http://localhost', 'msalapp://auth', 'urn:ietf:wg:oauth:2.0:oob'] },
      appRoles: [
        {
          id: ROLE_ID,
          value: 'Reports.Read.All',
          displayName: 'Read reports',
          description: 'Read all reports.',
          isEnabled: true,
          allowedMemberTypes: ['Application', 'User'],
          origin: 'Application',
        },
      ],
      optionalClaims: {
        idToken: [{ name: 'ipaddr', source: null, essential: false, additionalProperties: [] }],
        accessToken: [],
        saml2Token: [],
      },
    };
    const api = {
      acceptMappedClaims: null,
      requestedAccessTokenVersion: 2,
      knownClientApplications: [NOWHERE],
      preAuthorizedApplications: [{ appId: NOWHERE, delegatedPermissionIds: [SCOPE_ID] }],
      oauth2PermissionScopes: [
        {
          id: SCOPE_ID,
          value: 'Reports.Read',
          type: 'User',
          isEnabled: true,
          adminConsentDisplayName: 'Read reports',
          adminConsentDescription: 'Read reports as the user.',
          userConsentDisplayName: 'Read your reports',
          userConsentDescription: null,
        },
      ],
    };

    it('at once', async () => {
      const { path } = await register({ ...settings, api });
      const body = await read(path);
      for (const [property, value] of Object.entries({ ...settings, api }))
        assert.deepEqual(body[property], value, property);
    });

    it('one by one, each leaving the others as they are', async () => {
      const { path } = await register();
      for (const [property, value] of Object.entries({ ...settings, api }))
        assert.equal((await graph('PATCH', path, { [property]: value })).status, 204, property);
      const body = await read(path);
      for (const [property, value] of Object.entries({ ...settings, api }))
        assert.deepEqual(body[property], value, property);
      assert.equal((await graph('PATCH', path, { web: { logoutUrl: null } })).status, 204);
      assert.deepEqual((await read(path))['web'], { ...settings.web, logoutUrl: null });
    });

    it('and take back what they gave, as generic updates do', async () => {
      const { path } = await register({ ...settings, api });
      await graph('POST', `${path}/addPassword`, {});
      const whole = await read(path);
      assert.equal((await graph('PATCH', path, whole)).status, 204);
      assert.deepEqual(await read(path), whole);
    });

    it('and clear what is set to null', async () => {
      const { path } = await register(settings);
      const cleared = { description: null, notes: null, optionalClaims: null };
      assert.equal((await graph('PATCH', path, cleared)).status, 204);
      const { description, notes, optionalClaims } = await read(path);
      assert.deepEqual([description, notes, optionalClaims], [null, null, null]);
    });
  });

  describe('are found by', () => {
    let own: { id: string; appId: string };
    before(async () => {
      own = await register({
        displayName: 'Åsas "find" it\'s tool',
        tags: ['findable'],
        identifierUris: ['https://contoso.example/find'],
      });
      await register({ displayName: 'Åsas other' });
    });

    it('client id, name, beginning, tag and identifier URI, in any letter case', async () => {
      const expected = ['Åsas "find" it\'s tool'];
      for (const filter of [
        `appId eq '${own.appId}'`,
        `appId eq '${own.appId.toUpperCase()}'`,
        `id eq '${own.id}'`,
        `id in ('${own.id}', '${NOWHERE}')`,
        `displayName eq 'åsas "FIND" it''s tool'`,
        `startswith(displayName,'åSAS "f')`,
        "identifierUris/any(s:s eq 'https://contoso.example/find')",
        "identifierUris/any(s: s eq 'HTTPS://CONTOSO.example/find')",
        "identifierUris/any(s:startswith(s,'https://contoso.example/f'))",
        "tags/Any(x: x eq 'findable')",
        `startswith(displayName,'Åsas') and identifierUris/any(s:s eq 'https://contoso.example/find')`,
        `(displayName eq 'nothing' or appId eq '${own.appId}') and not (displayName eq 'x')`,
      ])
        assert.deepEqual(await namesOf(filter), expected, filter);
    });

    it('nothing that they do not have', async () => {
      for (const filter of [
        `appId eq '${NOWHERE}'`,
        "startswith(displayName,'%')",
        "startswith(displayName,'Åsas_')",
        "displayName eq 'x'' or ''1'' eq ''1'",
        "identifierUris/any(s:s eq 'https://elsewhere.example')",
      ])
        assert.deepEqual(await namesOf(filter), [], filter);
    });

    it('no filter that makes no sense', async () => {
      for (const filter of [
        "appId eq 'x'",
        "id eq '------------------------------------'",
        'displayName lt 5',
        "secret eq 'x'",
        "displayName eq 'a\0b'",
        "displayName eq 'open",
        `displayName eq ${'('.repeat(5_000)}`,
        "identifierUris eq 'x'",
      ])
        assert.equal((await find(graph, 'applications', filter)).status, 400, filter.slice(0, 60));
    });
  });

  describe('come in pages', () => {
    before(async () => {
      for (const displayName of ['page c', 'Page A', 'page B', 'page d', 'page E'])
        await register({ displayName });
    });
    const FILTER = encodeURIComponent("startswith(displayName,'page')");

    it('that follow each other without repeating or leaving out one', async () => {
      const names: unknown[] = [];
      let path: string | undefined = `/v1.0/applications?$filter=${FILTER}&$orderby=displayName&$top=2`;
      while (path) {
        const page: Awaited<ReturnType<GraphCaller>> = await graph('GET', path);
        names.push(...valueOf(page).map(({ displayName }) => displayName));
        const next = page.body['@odata.nextLink'];
        path = typeof next === 'string' ? next.slice(next.indexOf('/v1.0')) : undefined;
      }
      assert.deepEqual(names, ['Page A', 'page B', 'page c', 'page d', 'page E']);
    });

    it('that say how many there are when asked with eventual consistency', async () => {
      const path = `/v1.0/applications?$filter=${FILTER}&$top=1&$count=true`;
      assert.equal((await graph('GET', path)).body['@odata.count'], 5);
      const descending = await graph('GET', `/v1.0/applications?$filter=${FILTER}&$orderby=displayName desc`);
      assert.equal(valueOf(descending)[0]?.['displayName'], 'page E');
    });

    it('that nobody can forge into an error', async () => {
      for (const token of ['x', '-1', '1.5', '9'.repeat(30), "0'; drop table applications; --", '%00', ''])
        assertFailed(
          await graph('GET', `/v1.0/applications?$skiptoken=${encodeURIComponent(token)}`),
          400,
          'Request_BadRequest',
        );
      assert.deepEqual(valueOf(await graph('GET', '/v1.0/applications?$skiptoken=999999999')), []);
    });

    it('of 1 to 999, without what the service does not do', async () => {
      for (const query of [
        '$top=0',
        '$top=1000',
        '$top=x',
        '$search=%22displayName:x%22',
        '$skip=1',
        '$expand=owners',
        '$orderby=secret',
      ])
        assert.equal((await graph('GET', `/v1.0/applications?${query}`)).status, 400, query);
    });
  });

  describe('refuse bodies that make no sense', () => {
    const role = {
      id: ROLE_ID,
      displayName: 'x',
      description: 'x',
      value: 'x',
      allowedMemberTypes: ['User'],
    };
    const scope = { id: SCOPE_ID, value: 'x', type: 'User', adminConsentDisplayName: 'x' };
    const wrong: readonly object[] = [
      { appRoles: [{ ...role, id: 'x' }] },
      { appRoles: [{ ...role, value: 'with blank' }] },
      { appRoles: [{ ...role, value: '.default' }] },
      { appRoles: [{ ...role, allowedMemberTypes: [] }] },
      { appRoles: [{ ...role, allowedMemberTypes: ['Group'] }] },
      { appRoles: [role, { ...role, value: 'y' }] },
      { appRoles: [role, { ...role, id: SCOPE_ID }] },
      { appRoles: 'x' },
      { api: 'x' },
      { api: { oauth2PermissionScopes: [{ ...scope, type: 'Anybody' }] } },
      { api: { oauth2PermissionScopes: [scope, scope] } },
      { api: { oauth2PermissionScopes: [{ ...scope, value: '' }] } },
      { api: { requestedAccessTokenVersion: 3 } },
      { api: { preAuthorizedApplications: [{ appId: 'x' }] } },
      { api: { knownClientApplications: ['x'] } },
      { optionalClaims: { idToken: 'x' } },
      { optionalClaims: { myToken: [] } },
      { web: { logoutUrl: 'javascript:alert(1)' } },
      { web: { logoutUrl: 'http://contoso.example/out' } },
      { web: { homePageUrl: 'data:text/html,x' } },
      { web: { implicitGrantSettings: { enableIdTokenIssuance: 'maybe' } } },
      { info: { privacyStatementUrl: 'javascript:alert(1)' } },
      { notes: 'x'.repeat(10_000) },
      { displayName: 'x'.repeat(10_000) },
      { displayName: 'a\0b' },
      { tags: ['\ud800'] },
      { isFallbackPublicClient: 1 },
      { requiredResourceAccess: {} },
    ];
    for (const body of wrong)
      it(JSON.stringify(body).slice(0, 90), async () => {
        const reply = await graph('POST', '/v1.0/applications', { displayName: 'x', ...body });
        assertFailed(reply, 400, 'Request_BadRequest');
      });
  });

  it('keep names as they are, whatever stands in them', async () => {
    for (const displayName of ['<script>alert(1)</script>', '\u202Egnp.exe', '{{7*7}}', '💣'.repeat(60)]) {
      const { path } = await register({ displayName });
      assert.equal((await read(path))['displayName'], displayName);
    }
  });

  it('keep to themselves what the directory alone decides', async () => {
    const { id, appId, path } = await register({
      id: NOWHERE,
      appId: NOWHERE,
      tenantId: NOWHERE,
      tenant_id: NOWHERE,
      publisherDomain: 'microsoft.com',
      createdDateTime: '2001-01-01T00:00:00Z',
    });
    assert.ok(![id, appId].includes(NOWHERE));
    const before = await read(path);
    const forged = {
      id: NOWHERE,
      appId: NOWHERE,
      tenant_id: NOWHERE,
      createdDateTime: 'x',
      publisherDomain: 'x',
    };
    assert.equal((await graph('PATCH', path, forged)).status, 204);
    assert.deepEqual(await read(path), before);
    assert.equal(before['publisherDomain'], tenant.domain);
  });

  it('are changed by two administrators at once, each property as its last writer wants it', async () => {
    const { path } = await register();
    const changes = Array.from({ length: 12 }, (_, at) =>
      at % 2 ? { description: `d${at}` } : { web: { redirectUris: [`https://contoso.example/${at}`] } },
    );
    const replies = await Promise.all(changes.map(change => graph('PATCH', path, change)));
    assert.ok(replies.every(({ status }) => status === 204));
    const { description, web } = await read(path);
    assert.match(String(description), /^d\d+$/);
    assert.equal((web as { redirectUris: string[] }).redirectUris.length, 1);
  });

  it('answer with the selected properties alone', async () => {
    const { path } = await register();
    const { '@odata.context': _, ...selected } = (await graph('GET', `${path}?$select=id,displayName`)).body;
    assert.deepEqual(Object.keys(selected).toSorted(), ['displayName', 'id']);
  });
});
