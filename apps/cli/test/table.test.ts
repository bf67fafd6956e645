import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatJson } from '../src/output/json.ts';
import { formatTable, type TableLayout } from '../src/output/table.ts';

const people = (width: number): TableLayout => ({ aligned: true, width, emphasise: text => text });
const pipe: TableLayout = { aligned: false, width: 20, emphasise: text => `<${text}>` };

const columns = [
  { title: 'ID', value: (row: { id: unknown; name: unknown }) => row.id },
  { title: 'NAME', value: (row: { id: unknown; name: unknown }) => row.name, shrinks: true as const },
];

describe('a table', () => {
  test('is aligned under headings for people', () => {
    const rows = [
      { id: 1, name: 'one' },
      { id: 1000, name: null },
    ];
    assert.deepEqual(formatTable(columns, rows, people(80)), ['ID    NAME', '1     one', '1000']);
  });

  test('gives way where it may when the terminal is narrow', () => {
    const [, line] = formatTable(columns, [{ id: 12345, name: 'a long name that goes on' }], people(20));
    assert.equal(line, '12345  a long name …');
  });

  test('is tab-separated, whole and without headings in a pipe', () => {
    const rows = [{ id: 7, name: 'a long name that goes on and on' }];
    assert.deepEqual(formatTable(columns, rows, pipe), ['7\ta long name that goes on and on']);
  });

  test("does not let an event's text steer the terminal or break a row", () => {
    const rows = [{ id: 1, name: 'curl \u001b]0;owned\u0007 x\ty\nz\u202e\u009b2J' }];
    const [line] = formatTable(columns, rows, pipe);
    assert.equal(line, '1\tcurl \\u001b]0;owned\\u0007 x\\ty\\nz\\u202e\\u009b2J');
  });

  test('of any text has one line a row, and nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (name, aligned) => {
        const lines = formatTable(columns, [{ id: 1, name }], { ...pipe, aligned });
        assert.equal(lines.length, aligned ? 2 : 1);
        assert.doesNotMatch(lines.join('').replaceAll('\t', ''), /\p{Cc}/u);
      }),
    );
  });

  test('shows people times without fractions, and programs whole ones', () => {
    const times = [{ title: 'T', value: (time: string) => time, isTime: true as const }];
    const time = '2026-11-21T10:00:00.1234567Z';
    assert.deepEqual(formatTable(times, [time], people(80)).at(-1), '2026-11-21T10:00:00Z');
    assert.deepEqual(formatTable(times, [time], pipe), [time]);
  });

  test('joins lists and writes objects as JSON', () => {
    const rows = [{ id: ['T1', 'T2'], name: { a: 1 } }];
    assert.deepEqual(formatTable(columns, rows, pipe), ['T1, T2\t{"a":1}']);
  });
});

test('JSON keeps 64-bit integers whole', () => {
  assert.equal(formatJson({ id: 9223372036854775807n }), '{\n  "id": 9223372036854775807\n}');
});
