import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { signInPage } from '../../src/pages/sign-in-page.ts';
import { bodyOf, pagesWith, signInView } from './samples.ts';

const PAGES = Object.entries(pagesWith(what => what)).map(([name, page]) => ({ name, reply: page('en') }));

const directivesOf = (policy: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    (policy ?? '').split('; ').map(text => [text.split(' ')[0] ?? '', text.split(' ').slice(1).join(' ')]),
  );

const sha256 = (text: string | undefined): string =>
  `'sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}'`;

describe('the headers of every page', () => {
  for (const { name, reply } of PAGES) {
    it(`keep it out of frames, caches and referrers: ${name}`, () => {
      const headers = reply.headers ?? {};
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], name === 'form post' ? 'strict-origin' : 'no-referrer');
    });

    it(`allow what is on it and nothing else: ${name}`, () => {
      const policy = directivesOf(reply.headers?.['content-security-policy']);
      const [, style] = /<style>(.*?)<\/style>/s.exec(bodyOf(reply)) ?? [];
      const [, script] = /<script>(.*?)<\/script>/s.exec(bodyOf(reply)) ?? [];
      assert.equal(policy.get('default-src'), "'none'");
      assert.equal(policy.get('style-src'), sha256(style));
      assert.equal(policy.get('script-src'), script === undefined ? undefined : sha256(script));
      assert.equal(policy.get('base-uri'), "'none'");
      assert.equal(policy.get('frame-ancestors'), "'none'");
    });
  }

  it('name a status only where something was refused', () => {
    const refused = PAGES.filter(({ reply }) => reply.status !== 200);
    assert.deepEqual(
      refused.map(({ name, reply }) => [name, reply.status]),
      [['refusal', 400]],
    );
  });
});

describe('where forms may go', () => {
  const formAction = (formTargets: readonly string[]) =>
    directivesOf(signInPage({ ...signInView(), formTargets }, 'en').headers?.['content-security-policy']).get(
      'form-action',
    );

  it('is Vakt itself, and the origins that it may send on to', () => {
    assert.equal(formAction([]), "'self'");
    assert.equal(formAction(['https://app.example/back?x=1']), "'self' https://app.example");
    assert.equal(
      formAction(['http://localhost:8400/', 'http://localhost:8400/b']),
      "'self' http://localhost:8400",
    );
  });

  it('is nowhere on a page that has no form', () => {
    const { reply } = PAGES.find(({ name }) => name === 'consent granted') ?? assert.fail();
    assert.equal(directivesOf(reply.headers?.['content-security-policy']).get('form-action'), "'none'");
  });

  it('is never named by what the form itself says', () => {
    const reply = signInPage({ ...signInView(), action: 'https://evil.example/' }, 'en');
    assert.doesNotMatch(reply.headers?.['content-security-policy'] ?? '', /evil/);
  });
});
