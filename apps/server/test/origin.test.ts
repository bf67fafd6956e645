import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originOf } from '../src/http/origin.ts';

const own = new Set(['vakt.example']);

describe('the origin of a request', () => {
  it('is the host that the client asked, when it is ours', () => {
    assert.equal(originOf('localhost:8443', own), 'https://localhost:8443');
    assert.equal(originOf('Vakt.Example', own), 'https://vakt.example');
    assert.equal(originOf('[::1]:8443', own), 'https://[::1]:8443');
  });

  it('knows the real services’ hosts, also by geography', () => {
    for (const host of [
      'login.microsoftonline.com',
      'api.security.microsoft.com',
      'eu.api.security.microsoft.com',
    ])
      assert.equal(originOf(`${host}:443`, own), `https://${host}`);
    assert.equal(
      originOf('api-us3.securitycenter.microsoft.com', own),
      'https://api-us3.securitycenter.microsoft.com',
    );
  });

  it('is nothing for a host that is not ours', () => {
    for (const host of [
      undefined,
      '',
      'evil.example',
      'localhost.evil.example',
      'localhost:8443@evil.example',
      'login.microsoftonline.com.evil.example',
      'a b',
      'localhost:99999999',
    ])
      assert.equal(originOf(host, own), undefined, String(host));
  });
});
