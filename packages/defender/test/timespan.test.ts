import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatTicks, parseTicks } from '@vakt/contract/ticks';
import { parseTimespan } from '../src/advanced-hunting/timespan.ts';

const NOW = '2026-11-21T06:00:00.0000000Z';

const ticks = (text: string): bigint => parseTicks(text) ?? assert.fail(text);

/** Start and end of the look-back, as text; `-` where there is none. */
const bounds = (text: string | undefined): string[] | undefined => {
  const period = parseTimespan(text, ticks(NOW));
  return period && [period.fromTicks, period.toTicks].map(at => (at === undefined ? '-' : formatTicks(at)));
};

describe('the look-back of a hunting query', () => {
  for (const [text, from, to] of [
    [undefined, '2026-10-22T06:00:00.0000000Z', '-'],
    ['P7D', '2026-11-14T06:00:00.0000000Z', '-'],
    ['P1W', '2026-11-14T06:00:00.0000000Z', '-'],
    ['p1dt2h3m4.5s', '2026-11-20T03:56:55.5000000Z', '-'],
    ['PT0.0000001S', '2026-11-21T05:59:59.9999999Z', '-'],
    ['P1M', '2026-10-21T06:00:00.0000000Z', '-'],
    ['P1Y', '2025-11-21T06:00:00.0000000Z', '-'],
    ['2026-11-01T08:00:00Z', '2026-11-01T08:00:00.0000000Z', '-'],
    ['2026-11-01', '2026-11-01T00:00:00.0000000Z', '-'],
    ['2026-11-01T10:00:00+02:00', '2026-11-01T08:00:00.0000000Z', '-'],
    ['2026-11-01/2026-11-02T12:00:00Z', '2026-11-01T00:00:00.0000000Z', '2026-11-02T12:00:00.0000000Z'],
    ['2026-11-01T00:00:00Z/P1D', '2026-11-01T00:00:00.0000000Z', '2026-11-02T00:00:00.0000000Z'],
    ['2026-01-31/P1M', '2026-01-31T00:00:00.0000000Z', '2026-02-28T00:00:00.0000000Z'],
    ['P2D/2026-11-03T00:00:00Z', '2026-11-01T00:00:00.0000000Z', '2026-11-03T00:00:00.0000000Z'],
    ['P9999Y', '0001-01-01T00:00:00.0000000Z', '-'],
    ['2026-11-01/P9999Y', '2026-11-01T00:00:00.0000000Z', '-'],
  ] as const)
    it(`of ${text ?? 'no timespan'} begins at ${from}`, () => {
      assert.deepEqual(bounds(text), [from, to]);
    });

  for (const text of [
    'P',
    'PT',
    'P1DT',
    '-P1D',
    '7d',
    'yesterday',
    '2026-02-31',
    '/',
    'P1D/P1D',
    'P1D/',
    '/P1D',
    '2026-11-02/2026-11-01',
    '2026-11-01/2026-11-02/2026-11-03',
    `P${'9'.repeat(40)}D`,
  ])
    it(`is refused as ${JSON.stringify(text)}`, () => {
      assert.equal(bounds(text), undefined);
    });
});
