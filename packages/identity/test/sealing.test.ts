import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Sealer } from '../src/sealing.ts';

const sealer = new Sealer(new Uint8Array(32).fill(1));
const other = new Sealer(new Uint8Array(32).fill(2));

describe('sealing', () => {
  it('gives back what was sealed for the same purpose', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const opened = sealer.open('test', sealer.seal('test', bytes));
        assert.deepEqual(opened && new Uint8Array(opened), bytes);
      }),
    );
  });

  it('opens nothing that was sealed for another purpose or with another key', () => {
    const sealed = sealer.seal('one', Buffer.from('text'));
    assert.equal(sealer.open('two', sealed), undefined);
    assert.equal(other.open('one', sealed), undefined);
  });

  it('opens nothing that was changed, cut, or never sealed', () => {
    const sealed = Buffer.from(sealer.seal('test', Buffer.from('text')), 'base64url');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(sealer.open('test', changed.toString('base64url')), undefined);
    }
    fc.assert(fc.property(fc.string(), text => assert.equal(sealer.open('test', text), undefined)));
  });
});
