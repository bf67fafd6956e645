import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { externalRows } from '../src/external/records.ts';
import { unpack } from '../src/external/unpack.ts';
import type { KustoType } from '../src/kusto-type.ts';
import type { ConstantValue } from '../src/plan/expression.ts';
import type { ExternalFormat, ExternalSource } from '../src/plan/external-source.ts';

type How = Partial<Pick<ExternalSource, 'skipsFirst' | 'mapping'>>;

const rowsOf = (
  text: string,
  format: ExternalFormat,
  types: Readonly<Record<string, KustoType>> | ReadonlyMap<string, KustoType>,
  { skipsFirst = false, mapping }: How = {},
): (readonly ConstantValue[] | string)[] => {
  const named = types instanceof Map ? [...types] : Object.entries(types);
  const columns = named.map(([name, type], id) => ({ id, name, type }));
  return [...externalRows(text, format, columns, { skipsFirst, mapping })].map(row =>
    row.ok ? row.value : row.error,
  );
};

const two = { a: 'string', b: 'string' } as const;

describe('separated values (manual: data formats supported for ingestion; RFC 4180)', () => {
  for (const [what, format, text, expected] of [
    [
      'fields',
      'csv',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a separator, a quote and a line end in quotes', 'csv', '"a,""b""\nc",d\r\n', [['a,"b"\nc', 'd']]],
    ['a quote inside a field as it is', 'csv', 'a"b,c', [['a"b', 'c']]],
    ['text after a closing quote', 'csv', '"a"b,c', [['ab', 'c']]],
    ['empty lines are no records', 'csv', '\n\na,b\r\n\r\n', [['a', 'b']]],
    [
      'a field too few and a field too many',
      'csv',
      'a\nb,c,d',
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    [
      'an empty field at the end',
      'csv',
      'a,\nb,c',
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    ['tabs', 'tsv', 'a,b\tc', [['a,b', 'c']]],
    ['bars', 'psv', 'a|"b|c"', [['a', 'b|c']]],
    ['semicolons', 'scsv', 'a;b', [['a', 'b']]],
    ['the start of heading', 'sohsv', 'a\u0001b', [['a', 'b']]],
    ['backslashes', 'tsve', 'a\\tb\\\\\t"c\\\nd', [['a\tb\\', '"c\nd']]],
    [
      'lines',
      'txt',
      'a,"b\r\n\n c',
      [
        ['a,"b', ''],
        [' c', ''],
      ],
    ],
    ['the whole', 'raw', 'a\n\nb', [['a\n\nb', '']]],
  ] as const)
    test(what, () => assert.deepEqual(rowsOf(text, format, two), expected));

  test('a quote that does not end is said, never guessed', () =>
    assert.deepEqual(rowsOf('a,b\n"c,d', 'csv', two), [['a', 'b'], 'a quoted field does not end']));

  test('the first record of a document may be its head', () =>
    assert.deepEqual(rowsOf('"a\nb",x\nc,d', 'csv', two, { skipsFirst: true }), [['c', 'd']]));

  test('columns by their place', () => {
    const mapping = { b: { kind: 'ordinal', ordinal: 0 }, a: { kind: 'constant', text: 'x' } } as const;
    assert.deepEqual(rowsOf('1,2', 'csv', two, { mapping }), [['x', '1']]);
  });

  test('whatever is quoted comes back', () => {
    const field = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), rows => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map(row => row.map(quoted).join(',')).join('\r\n');
        assert.deepEqual(rowsOf(text, 'csv', two), rows);
      }),
    );
  });
});

describe('JSON', () => {
  const columns = { n: 'long', s: 'string', d: 'dynamic', t: 'datetime' } as const;
  const expected = [
    [9_007_199_254_740_993n, 'x', '{"k":[1.0,9007199254740993]}', null],
    [null, '{"y":1}', null, 630_822_816_000_000_000n],
  ];
  const first = '{"n": 9007199254740993, "s": "x", "d": {"k": [1.0, 9007199254740993]}, "extra": 1}';
  const second = '{"s": {"y": 1}, "t": "2000-01-01"}';

  for (const [what, text] of [
    ['a line each', `${first}\n${second}`],
    ['in a list', `[${first},\n ${second}]`],
    ['one after the other', `${first}${second}`],
  ] as const)
    test(what, () => assert.deepEqual(rowsOf(text, 'multijson', columns), expected));

  test('members by their path', () => {
    const mapping = { s: { kind: 'path', steps: ['d', 'k', 1] } } as const;
    assert.deepEqual(rowsOf(first, 'json', { s: 'string' }, { mapping }), [['9007199254740993']]);
  });

  test('names of objects of the language are members like others', () =>
    assert.deepEqual(
      rowsOf(
        '{"constructor": 1}',
        'json',
        new Map<string, KustoType>([
          ['constructor', 'long'],
          ['toString', 'long'],
        ]),
      ),
      [[1n, null]],
    ));

  for (const text of ['[1]', '{"a":', '{"a" 1}', 'null', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`])
    test(`what is no object is said: ${text.slice(0, 20)}`, () =>
      assert.equal(typeof rowsOf(text, 'json', { a: 'string' }).at(-1), 'string'));
});

describe('types as ingestion has them', () => {
  for (const [type, text, value] of [
    ['int', '2147483647', 2_147_483_647n],
    ['int', '2147483648', null],
    ['long', '-9223372036854775808', -(2n ** 63n)],
    ['long', '9223372036854775808', null],
    ['long', '1.5', null],
    ['long', ' 7 ', 7n],
    ['real', '1e3', 1_000],
    ['real', 'x', null],
    ['bool', 'True', true],
    ['bool', '0', false],
    ['bool', 'yes', null],
    ['timespan', '1.02:03:04', 937_840_000_000n],
    ['guid', 'E2FBD7F3-0000-0000-0000-0000000000AA', 'e2fbd7f3-0000-0000-0000-0000000000aa'],
    ['guid', 'x', ''],
    ['dynamic', '{"a":1}', '{"a":1}'],
    ['dynamic', 'plain', '"plain"'],
    ['dynamic', ' ', null],
    ['string', ' x ', ' x '],
  ] as const)
    test(`${type} of '${text}'`, () => assert.deepEqual(rowsOf(text, 'txt', { a: type }), [[value]]));
});

describe('packed documents', () => {
  /** An archive with one file, as the format's description has it. */
  const archiveOf = (text: string): Buffer => {
    const data = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04_03_4b_50);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02_01_4b_50);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06_05_4b_50);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(local.length + data.length, 16);
    return Buffer.concat([local, data, entry, end]);
  };

  for (const [what, data] of [
    ['plain', Buffer.from('text')],
    ['gzip', gzipSync('text')],
    ['an archive', archiveOf('text')],
  ] as const)
    test(what, async () => {
      const unpacked = await unpack(data, 100);
      assert.equal(unpacked.ok && unpacked.value.toString(), 'text');
    });

  test('a document that swells is stopped', async () => {
    for (const data of [gzipSync('x'.repeat(100_000)), archiveOf('x'.repeat(100_000))]) {
      const unpacked = await unpack(data, 1_000);
      assert.deepEqual(unpacked, { ok: false, error: 'unpacked it has more than 1000 bytes' });
    }
  });

  test('damage is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.uint8Array({ maxLength: 40 }), async (at, noise) => {
        const data = Buffer.concat([archiveOf('text').subarray(0, at), noise]);
        assert.equal(typeof (await unpack(data, 1_000)).ok, 'boolean');
      }),
    );
  });
});
