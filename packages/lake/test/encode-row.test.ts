import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HuntingRow, HuntingTable } from '@vakt/contract/hunting/tables';
import fc from 'fast-check';
import { createRowEncoder } from '../src/append/encode-row.ts';
import { fitsTogether, splitBatch } from '../src/append/split-batch.ts';

const table: HuntingTable = {
  name: 'Things',
  group: 'Test',
  columns: [
    { name: 'Timestamp', type: 'datetime' },
    { name: 'Text', type: 'string' },
    { name: 'Small', type: 'int' },
    { name: 'Large', type: 'long' },
    { name: 'Real', type: 'real' },
    { name: 'Flag', type: 'bool' },
    { name: 'Bag', type: 'dynamic' },
  ],
};
const TIME = '2026-11-21T05:00:00Z';
const encode = createRowEncoder(table);

/** The row as its JSON says it; the encoder leaves the closing brace to others. */
const parsed = (row: HuntingRow): Record<string, unknown> =>
  JSON.parse(`${encode({ Timestamp: TIME, ...row })}"end":0}`) as Record<string, unknown>;

describe('a row on its way to the engine', () => {
  it('keeps any text, with halves of surrogate pairs made whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const row = parsed({ Text: text, Bag: text });
        assert.equal(row.Text, text.toWellFormed());
        assert.equal(row.Bag, text.toWellFormed());
      }),
    );
  });

  it('writes integers of 64 bits as their digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), value => {
        assert.ok(encode({ Timestamp: TIME, Large: value }).includes(`"Large":${value},`));
      }),
    );
  });

  it('keeps every real number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        assert.ok(Object.is(parsed({ Real: value }).Real, value));
      }),
    );
    assert.equal(parsed({ Real: Number.NEGATIVE_INFINITY }).Real, '-inf');
    assert.equal(parsed({ Real: Number.NaN }).Real, 'nan');
  });

  it('takes every time of the calendar and keeps its seven digits', () => {
    const anyTime = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyTime, fc.nat({ max: 9_999 }), (time, ticks) => {
        const text = time.toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`);
        assert.equal(parsed({ Timestamp: text }).Timestamp, text.replace('T', ' ').replace('Z', ''));
      }),
    );
  });

  it('refuses what its columns cannot hold', () => {
    for (const row of [
      { Text: 5 },
      { Small: 2 ** 31 },
      { Small: 1.5 },
      { Small: 5n },
      { Large: 2n ** 63n },
      { Large: 2 ** 53 },
      { Large: '5' },
      { Real: '5' },
      { Flag: 1 },
      { Bag: true },
      { Timestamp: '2026-11-31T00:00:00Z' },
      { Timestamp: '1900-02-29T00:00:00Z' },
      { Timestamp: '2026-11-21T05:60:00Z' },
      { Timestamp: 5 },
      { Unknown: null, Other: 1 },
    ] as HuntingRow[])
      assert.throws(
        () => encode({ Timestamp: TIME, ...row }),
        { name: 'RowRefused' },
        JSON.stringify(row, (_key, value) => String(value)),
      );
  });

  it('leaves out what is null', () => {
    assert.deepEqual(parsed({ Text: null, Large: null }), { Timestamp: '2026-11-21 05:00:00.0', end: 0 });
  });
});

/** One row of each month, counted from January 1900. */
const rows = (months: readonly number[]): HuntingRow[] =>
  months.map((month, at) => ({
    Timestamp: `${1_900 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`,
    Large: at,
  }));

describe('a batch', () => {
  it('is cut into parts that fit, with every row in one of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 400 }), months => {
        const batch = rows(months);
        const parts = splitBatch(batch, encode);
        for (const part of parts) assert.ok(fitsTogether(part.rows.length, part.bytes, part.months));
        assert.deepEqual(parts.flatMap(part => part.rows).toSorted(), batch.map(encode).toSorted());
      }),
    );
  });

  it('keeps its order, and is one part, when it is of few months', () => {
    const batch = rows([3, 1, 2, 1, 3]);
    assert.deepEqual(
      splitBatch(batch, encode).map(part => part.rows),
      [batch.map(encode)],
    );
  });

  it('is cut by its size', () => {
    const large = Array.from({ length: 5 }, () => ({ Timestamp: TIME, Text: 'x'.repeat(12 * 1_048_576) }));
    assert.deepEqual(
      splitBatch(large, encode).map(part => part.rows.length),
      [2, 2, 1],
    );
  });
});
