import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { quotedString } from '../src/quoted-string.ts';

describe('quoted string of a header', () => {
  it('keeps a sentence readable', () => {
    assert.equal(quotedString('The token’s issuer'), `"The token's issuer"`);
    assert.equal(quotedString('a "b" \\ c\r\nd'), '"a  b    c  d"');
  });

  it('makes of any text a value that a server can send, and that ends where it should', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const quoted = quotedString(text);
        validateHeaderValue('www-authenticate', quoted);
        assert.match(quoted, /^"[^"\\]*"$/);
      }),
    );
  });
});
