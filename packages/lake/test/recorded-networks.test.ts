import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Reader } from 'mmdb-lib';
import { recordedNetworks } from '../src/places/recorded-networks.ts';
import { type DatabaseForm, databaseOf, type Entry, ipv4Bits } from './support/mmdb.ts';

const networksOf = (database: Buffer): string[] =>
  [...recordedNetworks(database, new Reader(database).metadata)].map(({ prefix }) => prefix);

const V6: DatabaseForm = { ipVersion: 6, recordSize: 24 };

/** Those of `ways` that lie in no other. */
const apart = (ways: readonly string[]): string[] =>
  [...new Set(ways)].filter(way => !ways.some(other => other !== way && way.startsWith(other)));

/** The text of an IPv4 network whose first bits are given. */
const ipv4Text = (bits: string): string => {
  const whole = bits.padEnd(32, '0');
  return `${[0, 8, 16, 24].map(at => Number.parseInt(whole.slice(at, at + 8), 2)).join('.')}/${bits.length}`;
};

describe('the networks of a MaxMind database', () => {
  it('are those that were written, whatever the form of the file', () => {
    // From 16.0.0.0 to 95.255.255.255, where nothing is special.
    const way = fc
      .tuple(fc.constantFrom('0001', '001', '0100', '01010'), fc.stringMatching(/^[01]{1,20}$/))
      .map(([start, rest]) => start + rest);
    const form = fc.record({
      ipVersion: fc.constantFrom(4 as const, 6 as const),
      recordSize: fc.constantFrom(24 as const, 28 as const, 32 as const),
    });
    fc.assert(
      fc.property(form, fc.array(way, { minLength: 1, maxLength: 30 }), (chosen, ways) => {
        const written = apart(ways);
        const lead = chosen.ipVersion === 6 ? '0'.repeat(96) : '';
        const database = databaseOf(
          chosen,
          written.map((bits): Entry => [lead + bits, { country_code: 'US' }]),
        );
        assert.deepEqual(networksOf(database).toSorted(), written.map(ipv4Text).toSorted());
      }),
    );
  });

  it('of version 6 are written as far as their bits go', () => {
    const record = { country_code: 'DK' };
    const database = databaseOf(V6, [
      ['0010000000000001000011', record],
      [`01${'0010000000000001'.repeat(8).slice(2)}`, record],
      ['1000000000000000', record],
    ]);
    assert.deepEqual(networksOf(database), [
      '2001:c00::/22',
      '6001:2001:2001:2001:2001:2001:2001:2001/128',
      '8000::/16',
    ]);
  });

  it('leave out what is not on the public internet', () => {
    const record = { country_code: 'AU' };
    const database = databaseOf(V6, [
      [ipv4Bits('192.168.0.0/16'), record],
      [ipv4Bits('10.1.2.0/24'), record],
      [ipv4Bits('8.8.8.0/24'), record],
    ]);
    assert.deepEqual(networksOf(database), ['8.8.8.0/24']);
  });

  it('are met once where a database leads to those of version 4 by several ways', () => {
    const plain = databaseOf(V6, [
      [ipv4Bits('8.8.8.0/24'), { country_code: 'US' }],
      ['0010000000000010', { country_code: 'XX' }],
    ]);
    // The record of 2002::/16 is turned to the node of ::/96, as MaxMind's own databases have it.
    const node = 96;
    const at = plain.indexOf(aliasOf(plain), 0);
    plain.writeUIntBE(node, at, 3);
    assert.deepEqual(networksOf(plain), ['8.8.8.0/24']);
  });
});

/** The three bytes of the record that the second entry's data has: the only record behind the tree but one. */
const aliasOf = (database: Buffer): Buffer => {
  const { nodeCount } = new Reader(database).metadata;
  const records = Array.from({ length: nodeCount * 2 }, (_, index) => database.readUIntBE(index * 3, 3));
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(Math.max(...records), 0, 3);
  return bytes;
};
