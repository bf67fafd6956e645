import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { continuePage } from '../../src/pages/continue-page.ts';
import { nativeClientPage } from '../../src/pages/native-client-page.ts';
import { signedOutPage } from '../../src/pages/signed-out-page.ts';
import { named, only, readPage } from './html-reader.ts';
import { bodyOf } from './samples.ts';

describe('the page that goes on to the application', () => {
  const targetsOf = (target: string) => {
    const elements = readPage(bodyOf(continuePage(target, 'en')));
    const refresh = only(elements, 'meta', { 'http-equiv': 'refresh' }).attributes['content'] ?? '';
    return [/^0;url=([^'"].*)$/s.exec(refresh)?.[1], only(elements, 'a').attributes['href']];
  };

  it('goes there at once, and by a link where that does not happen', () => {
    const target = `https://app.example/back?code=0.A'x"&state=a%20b#part`;
    assert.deepEqual(targetsOf(target), [target, target]);
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), url => {
        assert.deepEqual(targetsOf(url), [url, url]);
      }),
    );
  });

  it('is no form, so that no policy holds the application to where it redirects', () => {
    const reply = continuePage('https://app.example/', 'en');
    assert.equal(reply.status, 200);
    assert.equal(named(readPage(bodyOf(reply)), 'form').length, 0);
  });
});

describe('the last pages', () => {
  it('of a session lead to a new one only where there is a way', () => {
    const links = (signInAgain?: string) =>
      named(readPage(bodyOf(signedOutPage({ signInAgain }, 'en'))), 'a').map(
        ({ attributes }) => attributes['href'],
      );
    assert.deepEqual(links('/account'), ['/account']);
    assert.deepEqual(links(), []);
  });

  it('of a native application say nothing but that it is over', () => {
    const elements = readPage(bodyOf(nativeClientPage('da')));
    assert.equal(only(elements, 'main').text.trim(), 'Du kan lukke dette vindue');
  });
});
