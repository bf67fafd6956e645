import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemEntropy } from '../src/entropy.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the system’s entropy', () => {
  it('gives as many bytes as asked for, few or many', () => {
    for (const length of [0, 1, 16, 128, 129, 100_000])
      assert.equal(systemEntropy.bytes(length).length, length);
  });

  it('never gives the same bytes twice', () => {
    const drawn = Array.from({ length: 5_000 }, () => hex(systemEntropy.bytes(16)));
    assert.equal(new Set(drawn).size, drawn.length);
    assert.equal(new Set(drawn.flatMap(text => [text.slice(0, 16), text.slice(16)])).size, drawn.length * 2);
  });

  it('keeps nothing that it gave away: who changes bytes changes nobody else’s', () => {
    const one = systemEntropy.bytes(16);
    const other = systemEntropy.bytes(16);
    const before = hex(other);
    new Uint8Array(one.buffer).fill(7);
    assert.equal(hex(other), before);
    assert.equal(one.buffer.byteLength, 16);
  });

  it('uses every value of a byte', () => {
    const seen = new Set(Array.from({ length: 200 }, () => [...systemEntropy.bytes(100)]).flat());
    assert.equal(seen.size, 256);
  });
});
