import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redirectUriFault } from '../src/redirect-uri.ts';

describe('redirect URIs', () => {
  it('are https, or http on this machine', () => {
    for (const uri of [
      'https://tool.contoso.com/auth?tenant=1',
      'http://localhost:8080/auth',
      'http://127.0.0.1/',
    ])
      assert.equal(redirectUriFault(uri, 'web'), undefined, uri);
    assert.equal(redirectUriFault('http://tool.contoso.com/auth', 'web'), 'not-secure');
    assert.equal(redirectUriFault('contoso-tool://auth', 'spa'), 'not-secure');
  });

  it('have a scheme of their own in native applications, but none that a browser opens', () => {
    assert.equal(redirectUriFault('contoso-tool://auth', 'publicClient'), undefined);
    for (const uri of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])
      assert.equal(redirectUriFault(uri, 'publicClient'), 'scheme', uri);
  });

  it('say nothing that browsers read in different ways', () => {
    assert.equal(redirectUriFault('https://tool.contoso.com/#token', 'web'), 'characters');
    assert.equal(redirectUriFault('https://*.contoso.com/', 'web'), 'characters');
    assert.equal(redirectUriFault('https://tool.contoso.com/\u202egnp', 'web'), 'characters');
    assert.equal(redirectUriFault('https://user:word@tool.contoso.com/', 'web'), 'credentials');
    assert.equal(redirectUriFault('https:///auth', 'web'), 'not-an-address');
    assert.equal(redirectUriFault('tool', 'web'), 'not-an-address');
    assert.equal(redirectUriFault(`https://tool.contoso.com/${'x'.repeat(240)}`, 'web'), 'too-long');
  });
});
