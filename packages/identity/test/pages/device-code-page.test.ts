import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DeviceCodeProblem,
  deviceCodeConfirmPage,
  deviceCodeEntryPage,
  deviceCodeOutcomePage,
} from '../../src/pages/device-code-page.ts';
import { named, only, readPage } from './html-reader.ts';
import { accountNamed, bodyOf, form } from './samples.ts';

const enter = (problem?: DeviceCodeProblem) =>
  readPage(bodyOf(deviceCodeEntryPage({ ...form, userCode: 'ABCD12345', problem }, 'en')));

describe('the pages for signing in on another device', () => {
  it('ask for the code, and warn of codes that somebody else sent', () => {
    const elements = enter();
    assert.equal(only(elements, 'input', { name: 'user_code' }).attributes['value'], 'ABCD12345');
    assert.match(only(elements, 'main').text, /If somebody sent it to you/);
  });

  it('say what was wrong with the code', () => {
    const said: readonly [DeviceCodeProblem, RegExp][] = [
      ['unknown', /not known/],
      ['expired', /expired/],
      ['used', /used already/],
      ['too-many', /too many attempts/],
    ];
    for (const [problem, words] of said)
      assert.match(only(enter(problem), 'p', { role: 'alert' }).text, words);
  });

  it('show who asked, from where, and with which account one would answer', () => {
    const elements = readPage(
      bodyOf(
        deviceCodeConfirmPage(
          {
            ...form,
            account: accountNamed(what => what),
            applicationName: 'Azure CLI',
            organization: 'Contoso',
            requestedFrom: '203.0.113.7',
            userCode: 'ABCD12345',
          },
          'en',
        ),
      ),
    );
    const text = only(elements, 'main').text;
    for (const part of [
      'Azure CLI',
      'Contoso',
      '203.0.113.7',
      'ABCD12345',
      'alex@contoso.example',
      'stop here',
    ])
      assert.ok(text.includes(part), part);
    assert.deepEqual(
      named(elements, 'button').map(({ attributes }) => attributes['value']),
      ['continue', 'cancel'],
    );
  });

  it('say how it ended', () => {
    const end = (outcome: 'done' | 'declined') =>
      only(readPage(bodyOf(deviceCodeOutcomePage({ outcome, applicationName: 'Azure CLI' }, 'en'))), 'main')
        .text;
    assert.match(end('done'), /Azure CLI is now signed in/);
    assert.match(end('declined'), /Azure CLI was not signed in/);
  });
});
