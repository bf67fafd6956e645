import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encode } from 'uqr';
import { type AccountPageView, accountPage } from '../../src/pages/account-page.ts';
import { type Element, named, only, readPage } from './html-reader.ts';
import { accountView, bodyOf } from './samples.ts';

const show = (change: Partial<AccountPageView>): readonly Element[] =>
  readPage(bodyOf(accountPage({ ...accountView(), ...change }, 'en')));

const offered = (elements: readonly Element[]): readonly (string | undefined)[] =>
  named(elements, 'button').map(({ attributes }) => attributes['value']);

const SECRET = 'JBSWY3DPEHPK3PXPJBSW';
const URI = `otpauth://totp/Vakt:alex%40contoso.example?secret=${SECRET}&issuer=Vakt`;

/** The dark modules of a path of horizontal runs, as `x,y`. */
const darkModules = (path: string): ReadonlySet<string> =>
  new Set(
    [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].flatMap(([, x, y, run]) =>
      Array.from({ length: Number(run) }, (_none, at) => `${Number(x) + at},${y}`),
    ),
  );

describe('the page of one’s own account', () => {
  it('says who is signed in, and offers to sign out', () => {
    const elements = show({});
    assert.match(only(elements, 'main').text, /Alex Berg.*alex@contoso\.example.*Contoso/s);
    assert.equal(offered(elements).at(-1), 'sign-out');
  });

  it('offers to turn two-step verification on when it is off', () => {
    assert.deepEqual(offered(show({ twoStep: { state: 'not-enrolled' } })), ['enrol', 'sign-out']);
  });

  it('asks for a code before it turns it off', () => {
    const elements = show({ twoStep: { state: 'enrolled' } });
    assert.deepEqual(offered(elements), ['remove', 'sign-out']);
    const code = only(elements, 'input', { name: 'code' }).attributes;
    assert.equal(code['autocomplete'], 'one-time-code');
    assert.equal(code['inputmode'], 'numeric');
  });

  it('shows the key as a picture to scan and as text to type, and asks for a code', () => {
    const elements = show({ twoStep: { state: 'enrolling', secret: SECRET, uri: URI } });
    assert.match(only(elements, 'main').text, /JBSW Y3DP EHPK 3PXP JBSW/);
    assert.deepEqual(offered(elements), ['confirm', 'cancel', 'sign-out']);
    assert.equal(only(elements, 'svg', { class: 'qr' }).attributes['role'], 'img');
    only(elements, 'input', { name: 'code' });
  });

  it('draws each dark module of the code, on white, with a margin', () => {
    const elements = show({ twoStep: { state: 'enrolling', secret: SECRET, uri: URI } });
    const { data, size } = encode(URI, { ecc: 'M', border: 4 });
    const expected = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x},${y}`] : [])));
    const path = only(elements, 'path', { fill: '#000' }).attributes['d'] ?? '';
    assert.deepEqual(darkModules(path), new Set(expected));
    assert.ok(expected.length > 100);
    assert.equal(only(elements, 'rect', { fill: '#fff' }).attributes['width'], `${size}`);
    assert.ok([...darkModules(path)].every(at => at.split(',').every(place => Number(place) >= 4)));
  });

  it('says that a code was wrong, at its field', () => {
    const elements = show({ problem: 'wrong-code' });
    assert.match(only(elements, 'p', { role: 'alert' }).text, /^The code is not right/);
    const code = only(elements, 'input', { name: 'code' }).attributes;
    assert.equal(code['aria-invalid'], 'true');
    assert.match(code['aria-describedby'] ?? '', /^problem /);
    assert.ok('autofocus' in code);
  });

  it('says what was done', () => {
    const status = (notice: AccountPageView['notice']) =>
      only(show({ notice }), 'p', { role: 'status' }).text;
    assert.equal(status('enrolled'), 'Two-step verification is on.');
    assert.equal(status('removed'), 'Two-step verification is off.');
  });
});
