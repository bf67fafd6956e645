import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  formatDatetime,
  formatTimespan,
  MAX_DATETIME_TICKS,
  parseDatetime,
  parseTimespan,
} from '../src/value/ticks.ts';

describe('ticks', () => {
  test('every datetime survives its text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_DATETIME_TICKS }), ticks => {
        assert.equal(parseDatetime(formatDatetime(ticks)), ticks);
      }),
    );
  });

  test('every timespan survives its text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), ticks => {
        assert.equal(parseTimespan(formatTimespan(ticks)), ticks);
      }),
    );
  });

  for (const [text, ticks] of [
    ['1d', 864_000_000_000n],
    ['1.5h', 54_000_000_000n],
    ['2ms', 20_000n],
    ['3microseconds', 30n],
    ['10ticks', 10n],
    ['00:01', 600_000_000n],
    ['-1.00:00:00.5', -864_005_000_000n],
    ['3', 2_592_000_000_000n],
    ['15 seconds', 150_000_000n],
    ['250nanoseconds', 2n],
  ] as const)
    test(`timespan ${text}`, () => assert.equal(parseTimespan(text), ticks));

  for (const text of [
    '',
    'x',
    '1w',
    '25:00:00',
    '2026-02-30',
    '2026-13-01',
    '0000-01-01',
    '2026-01-01T25:00',
  ])
    test(`no time: '${text}'`, () => {
      assert.equal(parseTimespan(text), undefined);
      assert.equal(parseDatetime(text), undefined);
    });

  test('an offset is taken off', () => {
    assert.equal(parseDatetime('2026-01-01T01:00:00+01:00'), parseDatetime('2026-01-01'));
    assert.equal(
      parseDatetime('2026-01-01T00:00:00.1234567Z'),
      (parseDatetime('2026-01-01') ?? 0n) + 1_234_567n,
    );
  });
});
