import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Api, ApiPermission } from '../src/data/api.ts';
import { type AskedApi, askedApis } from '../src/data/asked-apis.ts';
import { redirectUrisOf } from '../src/data/redirect-uris.ts';
import { callOf, type SignInFacts, signInKinds } from '../src/pages/app-registration/get-a-token/choices.ts';

const WINDOWS_DEFENDER_ATP = 'fc780465-2017-40d4-a0c5-307022471b92';
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';
const OWN_API = '33333333-3333-3333-3333-333333333333';

const permission = (id: string, type: 'Role' | 'Scope', value: string): ApiPermission => ({
  id,
  type,
  value,
  displayName: value,
  description: '',
  needsAdminConsent: true,
  isEnabled: true,
});

const apis: readonly Api[] = [
  {
    appId: WINDOWS_DEFENDER_ATP,
    displayName: 'WindowsDefenderATP',
    servicePrincipalId: 'principal',
    permissions: [permission('role', 'Role', 'Alert.Read.All'), permission('scope', 'Scope', 'Alert.Read')],
  },
];

const facts = (change: Partial<SignInFacts> = {}): SignInFacts => ({
  keyCredentials: [],
  isFallbackPublicClient: null,
  web: { redirectUris: [] },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: [] },
  ...change,
});

const asked = (change: Partial<AskedApi>): AskedApi => ({
  appId: WINDOWS_DEFENDER_ATP,
  displayName: 'WindowsDefenderATP',
  scope: '',
  roles: [],
  scopes: [],
  ...change,
});

describe('the APIs to get a token for', () => {
  it('are those that the application asks permissions of, with their addresses and names', () => {
    const requiredResourceAccess = [
      {
        resourceAppId: WINDOWS_DEFENDER_ATP,
        resourceAccess: [
          { id: 'role', type: 'Role' },
          { id: 'scope', type: 'Scope' },
        ],
      },
      { resourceAppId: OWN_API, resourceAccess: [{ id: 'unknown', type: 'Role' }] },
    ] as const;
    assert.deepEqual(askedApis({ requiredResourceAccess }, apis), [
      {
        appId: WINDOWS_DEFENDER_ATP,
        displayName: 'WindowsDefenderATP',
        scope: 'https://api.securitycenter.microsoft.com/.default',
        roles: ['Alert.Read.All'],
        scopes: ['Alert.Read'],
      },
      { appId: OWN_API, displayName: OWN_API, scope: `${OWN_API}/.default`, roles: ['unknown'], scopes: [] },
    ]);
  });
});

describe('who may sign in', () => {
  it('follows what the application has registered', () => {
    assert.deepEqual(signInKinds(facts()), ['secret']);
    assert.deepEqual(signInKinds(facts({ keyCredentials: [{}] })), ['secret', 'certificate']);
    assert.deepEqual(signInKinds(facts({ isFallbackPublicClient: true })), [
      'secret',
      'device-code',
      'password',
    ]);
    const withRedirect = facts({ spa: { redirectUris: ['https://spa.contoso.com/'] } });
    assert.deepEqual(signInKinds(withRedirect), ['secret', 'browser']);
    assert.deepEqual(redirectUrisOf(withRedirect), [{ platform: 'spa', uri: 'https://spa.contoso.com/' }]);
  });
});

describe('the call that a token is tried with', () => {
  it('is the first that the permissions of the context allow', () => {
    const both = asked({ roles: ['Machine.Read.All', 'Alert.Read.All'], scopes: ['Machine.Read'] });
    assert.equal(callOf(both, 'secret'), '/api/alerts');
    assert.equal(callOf(both, 'certificate'), '/api/alerts');
    assert.equal(callOf(both, 'device-code'), '/api/machines');
    assert.equal(callOf(asked({ roles: ['Alert.ReadWrite.All'] }), 'secret'), '/api/alerts');
  });

  it('is none where the permissions open none', () => {
    assert.equal(callOf(asked({ scopes: ['Alert.Read'] }), 'secret'), undefined);
    assert.equal(callOf(asked({ appId: OWN_API, roles: ['Alert.Read.All'] }), 'secret'), undefined);
  });

  it('knows the own account of a user, and that an application has none', () => {
    const graph = asked({ appId: MICROSOFT_GRAPH, roles: ['User.Read'], scopes: ['User.Read'] });
    assert.equal(callOf(graph, 'password'), '/v1.0/me');
    assert.equal(callOf(graph, 'secret'), undefined);
  });
});
