import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Application } from '../src/data/applications.ts';
import { redirectUrisOf } from '../src/data/redirect-uris.ts';
import { nameFault } from '../src/pages/app-registration/application-name.ts';
import { tabsOf } from '../src/pages/app-registration/application-tabs.ts';
import {
  addingRedirectUri,
  removingRedirectUri,
} from '../src/pages/app-registration/authentication/redirect-uri-list.ts';
import {
  isLogoutUrl,
  settingsOf,
  settingsPatch,
} from '../src/pages/app-registration/authentication/settings.ts';
import { changedMeanwhile, readEditedManifest } from '../src/pages/app-registration/manifest/manifest.ts';
import { endpointsOf } from '../src/pages/app-registration/overview/endpoints.ts';

const application: Application = {
  id: '6a9a2c2c-9d52-4f1c-a1c8-3f6b0a4f5a01',
  appId: '0c7e4d2a-8a57-4f0e-9f3f-0d1f6b7f2c02',
  displayName: 'Alert reader',
  createdDateTime: '2026-11-21T09:00:00Z',
  signInAudience: 'AzureADMyOrg',
  description: null,
  identifierUris: [],
  isFallbackPublicClient: null,
  requiredResourceAccess: [],
  passwordCredentials: [],
  keyCredentials: [],
  web: {
    redirectUris: ['https://one.example/auth'],
    logoutUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
  },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: ['contoso-tool://auth'] },
};

describe('what an application may be called', () => {
  it('is 1 to 120 characters besides blanks around them', () => {
    assert.equal(nameFault('Alert reader'), undefined);
    assert.equal(nameFault('x'.repeat(120)), undefined);
    assert.equal(nameFault(' \t'), 'missing');
    assert.equal(nameFault('x'.repeat(10_000)), 'too-long');
  });
});

describe('redirect URIs', () => {
  it('are added to, and taken from, those that are there now', () => {
    const uri = { platform: 'web', uri: 'https://two.example/auth' } as const;
    assert.deepEqual(addingRedirectUri(uri)(application), {
      web: { redirectUris: ['https://one.example/auth', 'https://two.example/auth'] },
    });
    const first = { platform: 'web', uri: 'https://one.example/auth' } as const;
    assert.deepEqual(addingRedirectUri(first)(application), {});
    assert.deepEqual(removingRedirectUri(first)(application), { web: { redirectUris: [] } });
    assert.deepEqual(removingRedirectUri(uri)(application), {});
    assert.deepEqual(redirectUrisOf(application), [
      first,
      { platform: 'publicClient', uri: 'contoso-tool://auth' },
    ]);
  });
});

describe('sign-in settings', () => {
  it('are sent only where they changed', () => {
    assert.deepEqual(settingsPatch({}), {});
    assert.deepEqual(settingsPatch({ issuesIdTokens: false }), {
      web: { implicitGrantSettings: { enableIdTokenIssuance: false } },
    });
    assert.deepEqual(settingsPatch({ logoutUrl: ' ', allowsPublicClientFlows: true }), {
      web: { logoutUrl: null },
      isFallbackPublicClient: true,
    });
    assert.deepEqual(settingsOf(application), {
      logoutUrl: '',
      issuesAccessTokens: false,
      issuesIdTokens: true,
      allowsPublicClientFlows: false,
    });
  });

  it('have a logout URL that is https, on this machine, or none', () => {
    for (const url of ['', 'https://tool.contoso.com/logout', 'http://localhost:8080/'])
      assert.ok(isLogoutUrl(url), url);
    for (const url of ['http://tool.contoso.com/', 'javascript:alert(1)', 'https://a:b@c.example/', 'x'])
      assert.ok(!isLogoutUrl(url), url);
  });
});

describe('the addresses and pages of an application', () => {
  it('are those of its tenant, or of any organization when it serves all', () => {
    const own = endpointsOf(application, 'tenant-1', 'https://login.example');
    assert.equal(own.tokenV2, 'https://login.example/tenant-1/oauth2/v2.0/token');
    const many = { signInAudience: 'AzureADMultipleOrgs' } as const;
    assert.equal(
      endpointsOf(many, 'tenant-1', 'https://login.example').openIdConfiguration,
      'https://login.example/organizations/v2.0/.well-known/openid-configuration',
    );
    assert.ok(!tabsOf(application).includes('customers'));
    assert.ok(tabsOf(many).includes('customers'));
  });
});

describe('an edited manifest', () => {
  const base = { id: '1', displayName: 'A', tags: ['x'], web: { redirectUris: [], logoutUrl: null } };
  const read = (text: string) => readEditedManifest(base, text);
  const edited = (changes: object) => read(JSON.stringify({ ...base, ...changes }));

  it('says what changed, whatever the order of properties', () => {
    assert.deepEqual(edited({ displayName: 'B', web: { logoutUrl: null, redirectUris: [] } }), {
      ok: true,
      patch: { displayName: 'B' },
    });
    assert.deepEqual(edited({ tags: ['x', 'y'], optionalClaims: { idToken: [] } }), {
      ok: true,
      patch: { tags: ['x', 'y'], optionalClaims: { idToken: [] } },
    });
  });

  it('is refused where it is no JSON object, changes what is fixed, or leaves something out', () => {
    const faultOf = (outcome: ReturnType<typeof read>) => (outcome.ok ? undefined : outcome.fault);
    assert.equal(faultOf(read('{ "id": '))?.kind, 'not-json');
    assert.deepEqual(faultOf(read('[]')), { kind: 'not-an-object' });
    assert.deepEqual(faultOf(edited({ id: '2', appSecret: 'x' })), {
      kind: 'fixed',
      names: ['id', 'appSecret'],
    });
    assert.deepEqual(faultOf(read('{"id":"1","displayName":"A","tags":["x"]}')), {
      kind: 'missing',
      names: ['web'],
    });
  });

  it('keeps what somebody else changed meanwhile from being lost', () => {
    const patch = { displayName: 'B' };
    assert.deepEqual(changedMeanwhile(patch, base, { ...base, tags: ['z'] }), []);
    assert.deepEqual(changedMeanwhile(patch, base, { ...base, displayName: 'C' }), ['displayName']);
  });
});
