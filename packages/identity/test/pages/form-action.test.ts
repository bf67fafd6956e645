import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formActionSources } from '../../src/pages/form-action.ts';

describe('the sources of form-action', () => {
  const cases: readonly [uri: string, sources: readonly string[]][] = [
    ['https://app.example/back?code=1#x', ['https://app.example']],
    ['https://app.example:8443/', ['https://app.example:8443']],
    ['HTTPS://APP.EXAMPLE:443/', ['https://app.example']],
    ['https://bücher.example/', ['https://xn--bcher-kva.example']],
    ['http://localhost:52110', ['http://localhost:52110']],
    ['http://127.0.0.1/', ['http://127.0.0.1']],
    ['http://[::1]:8400/', ['http:']],
    ['https://user:secret@app.example/', ['https://app.example']],
    ['msauth.com.contoso.app://auth', ['msauth.com.contoso.app:']],
    ['ms-appx-web://microsoft.aad.brokerplugin/0b1f', ['ms-appx-web:']],
    ['urn:ietf:wg:oauth:2.0:oob', ['urn:']],
    ['javascript:alert(1)', []],
    ['data:text/html,x', []],
    ['/relative', []],
    ['', []],
  ];
  for (const [uri, sources] of cases)
    it(`of ${uri || 'nothing'} are ${sources.join() || 'none'}`, () =>
      assert.deepEqual(formActionSources([uri]), sources));

  it('name each origin once', () => {
    assert.deepEqual(formActionSources(['https://a.example/1', 'https://a.example/2']), [
      'https://a.example',
    ]);
  });

  it('cannot be made to add a directive', () => {
    const uri = fc
      .tuple(
        fc.constantFrom('https://', 'http://', 'a+b:', 'https://app.example;'),
        fc.string({ unit: 'binary' }),
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(uri, text => {
        for (const source of formActionSources([text])) assert.match(source, /^[a-z0-9+.:/-]+$/);
      }),
    );
    assert.deepEqual(formActionSources(["https://app.example;script-src'self'/"]), ['https:']);
  });
});
