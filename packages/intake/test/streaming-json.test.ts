import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { parseJson } from '../src/json/parse.ts';
import { recordsOfText } from '../src/streaming-json/document.ts';
import { toRecords } from '../src/streaming-json/encode.ts';
import { readRecord } from '../src/streaming-json/record.ts';
import { RepeatFilter } from '../src/streaming-json/repeats.ts';
import { compactInteger } from '../src/values/cell.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const TIME = '2026-11-21T05:00:00.1234567Z';

const read = (properties: string, table = 'DeviceEvents') => {
  const value = parseJson(
    `{"time":"${TIME}","category":"AdvancedHunting-${table}","properties":${properties}}`,
  );
  assert.ok(value.ok);
  return readRecord(value.value);
};

const rowOf = (properties: string, table?: string): HuntingRow => {
  const streamed = read(properties, table);
  assert.ok(streamed.ok, streamed.ok ? '' : streamed.error);
  return streamed.value.row;
};

describe('a record of the streaming export', () => {
  it('keeps 64-bit report ids and 100 ns times', () => {
    const row = rowOf(`{"Timestamp":"${TIME}","ReportId":636999999999999999}`, 'DeviceInfo');
    assert.deepEqual([row.ReportId, row.Timestamp], [636_999_999_999_999_999n, TIME]);
  });

  it('takes AdditionalFields as text to the letter, and as an object without loss', () => {
    const text = '{"Keywords": -9223372036854775808}';
    assert.equal(
      rowOf(`{"Timestamp":"${TIME}","AdditionalFields":${JSON.stringify(text)}}`).AdditionalFields,
      text,
    );
    assert.equal(
      rowOf(`{"Timestamp":"${TIME}","AdditionalFields":{"Keywords":-9223372036854775808}}`).AdditionalFields,
      '{"Keywords":-9223372036854775808}',
    );
  });

  it('takes a report id as the table has it: text for identities, a number for devices', () => {
    assert.equal(rowOf(`{"Timestamp":"${TIME}","ReportId":7}`, 'IdentityLogonEvents').ReportId, '7');
    assert.equal(rowOf(`{"Timestamp":"${TIME}","ReportId":"7"}`).ReportId, 7);
  });

  it('needs no Timestamp where the table has none', () => {
    assert.ok(read('{"DeviceId":"x"}', 'DeviceTvmSoftwareInventory').ok);
    assert.deepEqual(read('{}'), { ok: false, error: 'Timestamp is missing' });
  });

  it('never crashes, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...huntingTables.keys()), (properties, table) => {
        readRecord({ category: `AdvancedHunting-${table}`, properties } as Parameters<typeof readRecord>[0]);
        readRecord(properties as Parameters<typeof readRecord>[0]);
      }),
    );
  });
});

const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(compactInteger);
const json = fc.json();

const cellFor = {
  string: fc.string({ unit: 'binary' }),
  guid: fc.uuid(),
  dynamic: json,
  int: fc.integer(),
  long: integer,
  real: fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => (value === 0 ? 0 : value)),
  bool: fc.boolean(),
  datetime: fc
    .date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    .map(date => `${date.toISOString().slice(0, 23)}4321Z`),
} as const;

const row = (table: string): fc.Arbitrary<HuntingRow> =>
  fc.record(
    Object.fromEntries(
      (huntingTables.get(table)?.columns ?? [])
        .filter(({ name }) => name !== 'DeviceId')
        .map(({ name, type }) => [name, cellFor[type]]),
    ),
    { noNullPrototype: true },
  ) as fc.Arbitrary<HuntingRow>;

describe('the encoder', () => {
  it('prints rows that are read back the same, for every type of column', () => {
    const tables = fc.constantFrom(
      'DeviceEvents',
      'DeviceInfo',
      'CloudAppEvents',
      'DeviceTvmSoftwareVulnerabilities',
    );
    fc.assert(
      fc.property(
        tables.chain(table => fc.tuple(fc.constant(table), fc.array(row(table), { maxLength: 3 }))),
        ([table, rows]) => {
          const slots = recordsOfText(toRecords(TENANT, [{ table, rows }], TIME));
          assert.ok(slots.ok);
          const back = slots.value.map(slot => {
            const streamed = slot.ok ? readRecord(slot.value) : slot;
            assert.ok(streamed.ok, streamed.ok ? '' : streamed.error);
            return streamed.value.row;
          });
          assert.deepEqual(back, rows);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('repeats', () => {
  const event = { DeviceId: 'd', Timestamp: TIME, ReportId: 1 };

  it('are told by table, device, time and report id', () => {
    const filter = new RepeatFilter();
    assert.equal(filter.isRepeat('DeviceEvents', event), false);
    assert.equal(filter.isRepeat('DeviceEvents', event), true);
    assert.equal(filter.isRepeat('DeviceFileEvents', event), false);
    assert.equal(filter.isRepeat('DeviceEvents', { ...event, ReportId: 2 }), false);
    assert.equal(filter.isRepeat('DeviceEvents', { ...event, ReportId: null }), false);
    assert.equal(filter.isRepeat('DeviceEvents', { ...event, ReportId: null }), false);
  });

  it('are remembered within bounds', () => {
    const filter = new RepeatFilter(10);
    for (let id = 0; id < 25; id += 1) filter.isRepeat('DeviceEvents', { ...event, ReportId: id });
    assert.equal(filter.isRepeat('DeviceEvents', { ...event, ReportId: 20 }), true);
    assert.equal(filter.isRepeat('DeviceEvents', { ...event, ReportId: 0 }), false);
  });
});
