import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accountPickerPage } from '../../src/pages/account-picker-page.ts';
import { named, readPage } from './html-reader.ts';
import { accountNamed, bodyOf, form } from './samples.ts';

describe('the account picker', () => {
  const account = accountNamed(what => what);
  const elements = readPage(
    bodyOf(
      accountPickerPage(
        {
          ...form,
          accounts: [
            { ...account, id: 'one', signedIn: true },
            { ...account, id: 'two', signedIn: false, displayName: 'Kim Holm' },
          ],
        },
        'en',
      ),
    ),
  );
  const buttons = named(elements, 'button');

  it('has a button for each account, and for none of them', () => {
    assert.deepEqual(
      buttons.map(({ attributes }) => `${attributes['name']}=${attributes['value']}`),
      ['account=one', 'account=two', 'action=other', 'action=cancel'],
    );
  });

  it('says in the button whose it is and whether it takes a password', () => {
    const [first, second] = buttons.map(({ text }) => text.replace(/\s+/g, ' '));
    assert.equal(first, 'Alex Berg alex@contoso.example, Contoso Signed in');
    assert.equal(second, 'Kim Holm alex@contoso.example, Contoso Signed out');
  });
});
