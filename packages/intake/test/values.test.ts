import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ColumnType } from '@vakt/contract/hunting/tables';
import fc from 'fast-check';
import type { JsonValue } from '../src/json/parse.ts';
import { readCell } from '../src/values/cell.ts';
import { ipTypeOf, normaliseAddress } from '../src/values/ip-address.ts';
import { normaliseTimestamp, shiftTimestamp } from '../src/values/timestamp.ts';
import { registryPath, splitAccount, splitHashes, splitRegistryValue } from '../src/values/windows-names.ts';

describe('times', () => {
  it('keep 100 ns, with three to nine digits, any zone, T or space', () => {
    const spellings: readonly (readonly [string, string])[] = [
      ['2021-08-02T13:11:39.7724491Z', '2021-08-02T13:11:39.7724491Z'],
      ['2020-09-04 20:09:38.962', '2020-09-04T20:09:38.9620000Z'],
      ['2020-08-07 10:32:22', '2020-08-07T10:32:22.0000000Z'],
      ['2019-04-08T14:00:00.123456789+00:00', '2019-04-08T14:00:00.1234567Z'],
      ['2020-01-01T01:30:00+05:30', '2019-12-31T20:00:00.0000000Z'],
      ['2020-01-01', '2020-01-01T00:00:00.0000000Z'],
    ];
    for (const [text, expected] of spellings) assert.equal(normaliseTimestamp(text), expected);
  });

  it('are refused when they are no times', () => {
    for (const text of [
      '',
      'now',
      '2020-13-01',
      '2020-02-30T00:00:00Z',
      '2020-01-01T25:00:00Z',
      '20200101',
      '0001-01-01T00:00:00Z',
    ])
      assert.equal(normaliseTimestamp(text), undefined);
  });

  it('order as text as they do in time, and move without losing digits', () => {
    const ms = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2200, 0) });
    const below = fc.integer({ min: 0, max: 9_999 }).map(value => String(value).padStart(4, '0'));
    const time = fc
      .tuple(ms, below)
      .map(([epochMs, digits]) => new Date(epochMs).toISOString().slice(0, 23) + digits + 'Z');
    fc.assert(
      fc.property(time, fc.integer({ min: -1e12, max: 1e12 }), (text, offset) => {
        assert.equal(normaliseTimestamp(text), text);
        const moved = shiftTimestamp(text, offset) ?? '';
        assert.equal(shiftTimestamp(moved, -offset), text);
        assert.equal(moved < text, offset < 0);
      }),
    );
  });
});

const cell = (type: ColumnType, value: JsonValue) => {
  const result = readCell(type, value);
  return result.ok ? result.value : `! ${result.error}`;
};

describe('cells', () => {
  it('take the types of their columns', () => {
    assert.equal(cell('long', 9_223_372_036_854_775_807n), 9_223_372_036_854_775_807n);
    assert.equal(cell('long', '123'), 123);
    assert.equal(cell('int', 2_147_483_647), 2_147_483_647);
    assert.equal(cell('bool', 'True'), true);
    assert.equal(cell('bool', 0), false);
    assert.equal(cell('real', '0.5'), 0.5);
    assert.equal(cell('string', 9_007_199_254_740_993n), '9007199254740993');
    assert.equal(cell('string', { id: 9_007_199_254_740_993n }), '{"id":9007199254740993}');
    assert.equal(cell('datetime', '2021-08-02T13:11:39.7724491Z'), '2021-08-02T13:11:39.7724491Z');
    assert.equal(cell('datetime', '0001-01-01T00:00:00Z'), null);
  });

  it('are empty for null: text as empty text, the rest as null', () => {
    assert.deepEqual(
      (['string', 'guid', 'dynamic', 'long', 'datetime', 'bool'] as const).map(type => cell(type, null)),
      ['', '', '', null, null, null],
    );
    assert.equal(cell('long', ''), null);
  });

  it('keep JSON text of dynamic columns to the letter', () => {
    const text = '{ "a": 1.0, "b": -9223372036854775808 }';
    assert.equal(cell('dynamic', text), text);
    assert.equal(cell('dynamic', 'plain words'), '"plain words"');
    assert.equal(cell('dynamic', [1, 12_345_678_901_234_567_890n]), '[1,12345678901234567890]');
  });

  it('say what does not fit', () => {
    assert.equal(cell('long', 9_223_372_036_854_775_808n), '! is outside a 64-bit integer');
    assert.equal(cell('int', 2_147_483_648), '! is outside a 32-bit integer');
    assert.equal(cell('long', 1.5), '! is a number, not a 64-bit integer');
    assert.equal(cell('bool', 'yes'), '! is a string, not true or false');
    assert.equal(cell('datetime', 'yesterday'), '! is not an ISO 8601 time');
    assert.equal(cell('real', 'NaN'), '! is a string, not a finite number');
  });
});

describe('names of the Windows world', () => {
  it('splits hashes in any subset, and takes zeroes for none', () => {
    assert.deepEqual(splitHashes('SHA1=AB,MD5=CD,SHA256=EF,IMPHASH=00000000'), {
      SHA1: 'ab',
      MD5: 'cd',
      SHA256: 'ef',
    });
    assert.deepEqual(splitHashes('MD5=1A'), { MD5: '1a' });
    assert.deepEqual(splitHashes('nonsense'), {});
  });

  it('splits accounts and lowers them', () => {
    assert.deepEqual(splitAccount('NT AUTHORITY\\SYSTEM'), { domain: 'nt authority', name: 'system' });
    assert.deepEqual(splitAccount('Root'), { domain: '', name: 'root' });
  });

  it('writes registry roots as the service does and leaves the control set alone', () => {
    assert.equal(
      registryPath('HKLM\\System\\CurrentControlSet\\x'),
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\x',
    );
    assert.equal(registryPath('HKU\\S-1-5-18'), 'HKEY_USERS\\S-1-5-18');
    assert.equal(registryPath('HKCR\\.txt'), 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\.txt');
    assert.equal(registryPath('\\REGISTRY\\MACHINE\\SAM'), 'HKEY_LOCAL_MACHINE\\SAM');
    assert.equal(registryPath('HKLMX\\a'), 'HKLMX\\a');
    assert.deepEqual(splitRegistryValue('HKEY_USERS\\a\\b'), { key: 'HKEY_USERS\\a', value: 'b' });
  });

  it('knows the kinds of addresses and one spelling of each', () => {
    const kinds: Readonly<Record<string, string>> = {
      '8.8.8.8': 'Public',
      '172.31.0.1': 'Private',
      '172.32.0.1': 'Public',
      '127.0.0.1': 'Loopback',
      '::1': 'Loopback',
      '0:0:0:0:0:0:0:1': 'Loopback',
      'fe80:0:0:0:1:2:3:4': 'LinkLocal',
      '224.0.0.251': 'Multicast',
      '255.255.255.255': 'Broadcast',
      '2001:0:1::1': 'Teredo',
      '::ffff:10.0.0.1': 'FourToSixMapping',
      '0.0.0.0': 'Reserved',
    };
    for (const [address, kind] of Object.entries(kinds)) assert.equal(ipTypeOf(address), kind, address);
    assert.equal(ipTypeOf('not an address'), undefined);
    assert.equal(normaliseAddress('fe80:0:0:0:1:2:3:4'), 'fe80::1:2:3:4');
    assert.equal(normaliseAddress('10.0.0.1'), '10.0.0.1');
  });
});
