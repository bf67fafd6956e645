import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type VerificationProblem, verificationCodePage } from '../../src/pages/verification-code-page.ts';
import { named, only, readPage } from './html-reader.ts';
import { accountNamed, bodyOf, form } from './samples.ts';

const show = (problem?: VerificationProblem) =>
  readPage(bodyOf(verificationCodePage({ ...form, account: accountNamed(what => what), problem }, 'en')));

describe('the page that asks for a verification code', () => {
  it('asks as phones and authenticator apps expect it, and says for which account', () => {
    const elements = show();
    const code = only(elements, 'input', { name: 'code' }).attributes;
    assert.equal(code['autocomplete'], 'one-time-code');
    assert.equal(code['inputmode'], 'numeric');
    assert.ok('autofocus' in code);
    assert.match(only(elements, 'main').text, /alex@contoso\.example/);
  });

  it('can be left without a code', () => {
    const [verify, cancel] = named(show(), 'button').map(({ attributes }) => attributes);
    assert.equal(verify?.['value'], 'verify');
    assert.ok(cancel?.['value'] === 'cancel' && 'formnovalidate' in cancel);
  });

  it('says what was wrong with the last one', () => {
    assert.match(only(show('wrong-code'), 'p', { role: 'alert' }).text, /not right or no longer valid/);
    assert.match(only(show('locked'), 'p', { role: 'alert' }).text, /too many wrong codes/);
  });
});
