import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePassword } from '../src/data/passwords.ts';
import { EMPTY_USER, userFaults } from '../src/pages/new-user/new-user.ts';

describe('a made-up password', () => {
  it('has twenty letters and digits that nobody takes for one another', () => {
    const made = new Set(Array.from({ length: 200 }, () => makePassword()));
    assert.equal(made.size, 200);
    for (const password of made) assert.match(password, /^[A-HJ-NP-Za-km-z2-9]{20}$/);
  });

  it('makes no letter likelier than another: bytes beyond the fair ones are drawn again', () => {
    const bytes = [255, 254, 220, 216, 0, 1, 53, 54];
    let drawn = 0;
    const password = makePassword(length =>
      Uint8Array.from({ length }, () => bytes[drawn++ % bytes.length] ?? 0),
    );
    assert.match(password, /^(?:AB9A)+$/);
  });
});

describe('the form for a new user', () => {
  const filled = { ...EMPTY_USER, displayName: 'Erin', localPart: 'erin' };

  it('takes what the server takes', () => {
    for (const localPart of ['erin', "o'neill", 'a.b-c_d', 'x'.repeat(64)])
      assert.deepEqual(userFaults({ ...filled, localPart }), {}, localPart);
  });

  it('refuses what the server refuses', () => {
    for (const localPart of ['.erin', 'erin.', 'erin@contoso', 'x'.repeat(65), 'e rin', 'é'])
      assert.deepEqual(userFaults({ ...filled, localPart }), { localPart: 'wrong' }, localPart);
    assert.deepEqual(userFaults({ ...EMPTY_USER, password: { isMade: false, given: 'short' } }), {
      displayName: 'missing',
      localPart: 'missing',
      password: 'wrong',
    });
    assert.equal(userFaults({ ...filled, displayName: 'x'.repeat(257) }).displayName, 'too-long');
  });
});
