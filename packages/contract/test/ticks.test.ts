import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatTicks, parseTicks } from '../src/ticks.ts';

const LAST = 3_155_378_975_999_999_999n;

describe('times in ticks', () => {
  it('reads what it writes, to 100 ns', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: LAST }), ticks =>
        assert.equal(parseTicks(formatTicks(ticks)), ticks),
      ),
    );
  });

  it('is the number inside an alert id of the vendor’s samples', () => {
    assert.equal(formatTicks(637_472_900_382_838_869n), '2021-01-26T20:33:58.2838869Z');
  });

  for (const [text, same] of [
    ['2026-11-21', '2026-11-21T00:00:00.0000000Z'],
    ['2026-11-21T05:06', '2026-11-21T05:06:00.0000000Z'],
    ['2026-11-21T05:06:07.5', '2026-11-21T05:06:07.5000000Z'],
    ['2026-11-21T05:06:07.123456789Z', '2026-11-21T05:06:07.1234567Z'],
    ['2026-11-21T05:06:07+02:00', '2026-11-21T03:06:07.0000000Z'],
    ['2026-11-21T05:06:07-0330', '2026-11-21T08:36:07.0000000Z'],
    ['2024-02-29Z', '2024-02-29T00:00:00.0000000Z'],
  ] as const)
    it(`reads ${text}`, () => assert.equal(formatTicks(parseTicks(text) ?? -1n), same));

  for (const text of ['', 'now', '2026-02-29', '2026-13-01', '2026-11-21T25:00:00Z', '21.11.2026', '2026'])
    it(`takes '${text}' for no time`, () => assert.equal(parseTicks(text), undefined));
});
