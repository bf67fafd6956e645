import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DynamicText, type HuntingResult } from '../src/result.ts';
import { defenderReply } from '../src/results/defender.ts';
import { graphReply } from '../src/results/graph.ts';
import { DOCUMENTED_LIMITS, doorLimits } from '../src/results/limits.ts';

const result: HuntingResult = {
  columns: [
    { name: 'Timestamp', type: 'datetime' },
    { name: 'Name "q"', type: 'string' },
    { name: 'Id', type: 'long' },
    { name: 'Port', type: 'int' },
    { name: 'Share', type: 'real' },
    { name: 'IsOn', type: 'bool' },
    { name: 'Fields', type: 'dynamic' },
  ],
  rows: [
    [
      '2026-11-21T11:01:00.1234567Z',
      'a"b\\c',
      9_223_372_036_854_775_807n,
      443,
      Number.NaN,
      true,
      new DynamicText('{"n": 9223372036854775807}'),
    ],
    [null, '', 5, null, 1.5, null, null],
  ],
  statistics: { elapsedSeconds: 3_661.25, rowsRead: 2, bytesRead: 10, memoryBytes: 7 },
};

const rows =
  '[{"Timestamp":"2026-11-21T11:01:00.1234567Z","Name \\"q\\"":"a\\"b\\\\c","Id":9223372036854775807,"Port":443,"Share":"NaN","IsOn":true,"Fields":{"n": 9223372036854775807}},' +
  '{"Timestamp":null,"Name \\"q\\"":"","Id":5,"Port":null,"Share":1.5,"IsOn":null,"Fields":null}]';

const written = (answer: HuntingResult): string => {
  const reply = defenderReply(answer, DOCUMENTED_LIMITS.xdr.maxResultBytes);
  assert.ok(reply.ok);
  return reply.value;
};

describe('answers', () => {
  test('rows keep 64-bit numbers, seven digits of time and dynamic values to the letter', () => {
    assert.ok(written(result).endsWith(`"Results":${rows}}`));
  });

  test('Stats, Schema and Results, in this order, types by their .NET names', () => {
    const body = JSON.parse(written(result)) as Record<string, unknown>;
    assert.deepEqual(Object.keys(body), ['Stats', 'Schema', 'Results']);
    assert.deepEqual(
      (body.Schema as { Type: string }[]).map(({ Type }) => Type),
      ['DateTime', 'String', 'Int64', 'Int32', 'Double', 'Boolean', 'Object'],
    );
    assert.deepEqual(body.Stats, {
      ExecutionTime: 3_661.25,
      resource_usage: {
        cache: { memory: { hits: 0, misses: 0, total: 0 }, disk: { hits: 0, misses: 0, total: 0 } },
        cpu: { user: '01:01:01.2500000', kernel: '00:00:00.0000000', 'total cpu': '01:01:01.2500000' },
        memory: { peak_per_node: 7 },
      },
      dataset_statistics: [{ table_row_count: 2, table_size: Buffer.byteLength(rows) }],
    });
  });

  test("are refused in the service's words when their rows have more bytes than the door lets through", () => {
    const size = Buffer.byteLength(rows);
    for (const reply of [
      (bytes: number) => defenderReply(result, bytes),
      (bytes: number) => graphReply(result, bytes, 'context'),
    ]) {
      assert.ok(reply(size).ok);
      const refused = reply(size - 1);
      assert.ok(!refused.ok);
      assert.equal(
        refused.error.message,
        'Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again',
      );
    }
  });
});

describe('reals', () => {
  const text = (...values: number[]): string => {
    const columns = values.map((_, at) => ({ name: `r${at}`, type: 'real' as const }));
    const reply = defenderReply({ ...result, columns, rows: [values] }, 1_000);
    assert.ok(reply.ok);
    return reply.value.slice(reply.value.indexOf('"Results":'));
  };

  test('show that they are reals, and are read as the same number', () => {
    assert.equal(
      text(10, 1.5, -0, 1e300, 1e21, 5e-324),
      '"Results":[{"r0":10.0,"r1":1.5,"r2":-0.0,"r3":1e+300,"r4":1e+21,"r5":5e-324}]}',
    );
    assert.equal(text(Number.NaN, Number.NEGATIVE_INFINITY), '"Results":[{"r0":"NaN","r1":"-Infinity"}]}');
  });
});

describe('the limits of the doors', () => {
  test('are the documented ones', () => {
    const { endpoint, xdr, graph } = doorLimits();
    assert.deepEqual(
      [endpoint, xdr, graph].map(({ maxSeconds, maxRows, maxResultBytes }) => [
        maxSeconds,
        maxRows,
        maxResultBytes / 1_048_576,
      ]),
      [
        [200, 100_000, 50],
        [180, 100_000, 64],
        [180, 100_000, 50],
      ],
    );
  });

  test('are those that an installation sets, at every door', () => {
    const { endpoint, xdr, graph } = doorLimits({ maxSeconds: 600, maxRows: 7 });
    for (const limits of [endpoint, xdr, graph])
      assert.deepEqual([limits.maxSeconds, limits.maxRows], [600, 7]);
    assert.equal(xdr.maxResultBytes, DOCUMENTED_LIMITS.xdr.maxResultBytes);
  });
});
