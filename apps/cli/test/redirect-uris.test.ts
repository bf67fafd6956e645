import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRedirectUri, redirectProperties, redirectUrisOf } from '../src/directory/redirect-uris.ts';

describe('a redirect URI on the command line', () => {
  test('says which kind of client it is for; the rest is the address, to the letter', () => {
    assert.deepEqual(parseRedirectUri('web=https://app.example/in?a=b'), {
      kind: 'web',
      uri: 'https://app.example/in?a=b',
    });
    assert.deepEqual(parseRedirectUri('NATIVE=msalapp://auth'), { kind: 'native', uri: 'msalapp://auth' });
  });

  test('without a kind is refused', () => {
    for (const text of ['https://app.example', 'https://app.example/?web=1', 'web=', 'toString=x', '='])
      assert.throws(() => parseRedirectUri(text), /which kind of client/, text);
  });
});

test('the addresses of a registration are read, and written in the lists that changed alone', () => {
  const application = {
    id: 'o',
    appId: 'a',
    displayName: 'Mine',
    signInAudience: 'AzureADMyOrg',
    createdDateTime: '',
    web: { redirectUris: ['https://a.example'] },
    publicClient: { redirectUris: ['http://localhost'] },
  };
  const uris = redirectUrisOf(application);
  assert.deepEqual(
    uris.map(({ kind, uri }) => `${kind}=${uri}`),
    ['web=https://a.example', 'native=http://localhost'],
  );
  assert.deepEqual(redirectProperties(uris, [{ kind: 'native', uri: 'http://localhost' }]), {
    publicClient: { redirectUris: ['http://localhost'] },
  });
  assert.deepEqual(redirectProperties([], uris), {
    web: { redirectUris: [] },
    publicClient: { redirectUris: [] },
  });
});
