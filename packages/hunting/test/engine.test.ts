import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine, type HuntingOptions } from '../src/engine.ts';
import { DynamicText } from '../src/result.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const stranger = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c04' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

let testLake: TestLake;
let engine: HuntingEngine;
let sequences: bigint[];

const event = (minute: number, name: string) => ({
  Timestamp: `2026-11-21T11:${String(minute).padStart(2, '0')}:00.1234567Z`,
  DeviceId: 'd1',
  FileName: name,
  ProcessCommandLine: `${name} –enc AAAA`,
  ProcessId: 9_223_372_036_854_775_807n,
  ProcessCreationTime: null,
  AdditionalFields: '{"a": 1}',
});

const append = async (minute: number, name: string, importName?: string): Promise<bigint> => {
  const batch = {
    table: 'DeviceProcessEvents',
    rows: [event(minute, name)],
    ...(importName && { importName }),
  };
  return (await testLake.lake.append(tenant, batch)).sequence;
};

before(async () => {
  testLake = await withTestLake(clock);
  engine = createHuntingEngine({ lake: testLake.lake, clock });
  sequences = [await append(1, 'a.exe'), await append(2, 'b.exe'), await append(3, 'c.exe', 'recording')];
});

after(async () => {
  await engine.close();
  await testLake.close();
});

const rowsOf = async (query: string, options?: HuntingOptions, who = tenant): Promise<unknown[][]> => {
  const answer = await engine.run(who, query, options);
  assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
  return answer.value.rows.map(row => [...row]);
};

const names = async (
  options?: HuntingOptions,
  query = 'DeviceProcessEvents | sort by Timestamp asc | project FileName',
) => (await rowsOf(query, options)).flat();

describe('prepare', () => {
  test('says which tables and columns a query has', async () => {
    const prepared = await engine.prepare(
      tenant,
      'DeviceProcessEvents | join kind=inner DeviceInfo on DeviceId | project Timestamp, n = 1',
    );
    assert.ok(prepared.ok);
    assert.deepEqual(prepared.value, {
      tables: ['DeviceProcessEvents', 'DeviceInfo'],
      columns: [
        { name: 'Timestamp', type: 'datetime' },
        { name: 'n', type: 'long' },
      ],
      eventWise: false,
    });
  });

  for (const [query, eventWise] of [
    ['DeviceProcessEvents', true],
    ['DeviceProcessEvents | where FileName has "a" | extend b = 1 | project b', true],
    ['DeviceProcessEvents | where FileName in ((DeviceInfo | project DeviceName))', false],
    ['DeviceProcessEvents | summarize count() by FileName', false],
    ['DeviceProcessEvents | take 1', false],
    ['DeviceProcessEvents | distinct FileName', false],
    ['union DeviceProcessEvents, DeviceInfo', false],
    ['print 1', false],
  ] as const)
    test(`event-wise ${eventWise}: ${query}`, async () => {
      const prepared = await engine.prepare(tenant, query);
      assert.ok(prepared.ok);
      assert.equal(prepared.value.eventWise, eventWise);
    });

  test('refuses what run refuses', async () => {
    const prepared = await engine.prepare(tenant, 'DeviceProcessEvents | evaluate autocluster()');
    assert.ok(!prepared.ok);
    assert.equal(prepared.error.kind, 'unsupported');
  });

  test('works while other queries are being compiled', async () => {
    const running = engine.run(tenant, 'DeviceProcessEvents | where FileName == "only here" | count');
    assert.ok((await engine.prepare(tenant, 'DeviceProcessEvents | where FileName == "only there"')).ok);
    assert.ok((await running).ok);
  });
});

describe('run', () => {
  test('returns times with seven digits, 64-bit numbers and dynamic values to the letter', async () => {
    const [row] = await rowsOf(
      'DeviceProcessEvents | where FileName == "a.exe" | project Timestamp, ProcessId, ProcessCreationTime, x = parse_json(AdditionalFields)',
    );
    assert.deepEqual(row, [
      '2026-11-21T11:01:00.1234567Z',
      9_223_372_036_854_775_807n,
      null,
      new DynamicText('{"a": 1}'),
    ]);
  });

  test('a tenant sees nothing of another', async () => {
    assert.deepEqual(await rowsOf('DeviceProcessEvents', {}, stranger), []);
    assert.deepEqual(await rowsOf('DeviceProcessEvents | count', {}, stranger), [[0]]);
  });

  test("now() is the injected clock's", async () => {
    assert.deepEqual(await rowsOf('print n = now(), a = ago(1d)'), [
      ['2026-11-21T12:00:00.0000000Z', '2026-11-20T12:00:00.0000000Z'],
    ]);
    assert.deepEqual(await rowsOf('DeviceProcessEvents | where Timestamp > ago(57m) | project FileName'), [
      ['c.exe'],
    ]);
  });

  test('has finds a term behind a dash beyond ASCII, through the index', async () => {
    assert.deepEqual(await rowsOf('DeviceProcessEvents | where ProcessCommandLine has "enc" | count'), [[3]]);
    assert.deepEqual(await rowsOf('DeviceProcessEvents | where ProcessCommandLine has "en" | count'), [[0]]);
  });

  test('ingestion_time() is there though no column shows it', async () => {
    assert.deepEqual(await rowsOf('DeviceProcessEvents | where isnull(ingestion_time()) | count'), [[0]]);
    assert.deepEqual(
      await rowsOf(
        'DeviceProcessEvents | where FileName == "a.exe" | extend i = ingestion_time() | project i',
      ),
      [['2026-11-21T12:00:00.0000000Z']],
    );
  });

  test('the latest row of each device', async () => {
    assert.deepEqual(
      await rowsOf(
        'DeviceProcessEvents | summarize arg_max(Timestamp, *) by DeviceId | project DeviceId, FileName',
      ),
      [['d1', 'c.exe']],
    );
  });

  test("invalid regular expressions known only to the engine are the query's fault", async () => {
    const answer = await engine.run(tenant, 'DeviceProcessEvents | where FileName matches regex "a(b"');
    assert.ok(!answer.ok);
    assert.equal(answer.error.kind, 'semantic');
  });
});

describe('restriction to stored events', () => {
  test('after and up to a sequence', async () => {
    const [first = 0n, second = 0n] = sequences;
    assert.deepEqual(await names({ events: { afterSequence: first } }), ['b.exe', 'c.exe']);
    assert.deepEqual(await names({ events: { toSequence: second } }), ['a.exe', 'b.exe']);
    assert.deepEqual(await names({ events: { afterSequence: first, toSequence: second } }), ['b.exe']);
  });

  test('to one import', async () => {
    assert.deepEqual(await names({ events: { importName: 'recording' } }), ['c.exe']);
    assert.deepEqual(await names({ events: { importName: '' } }), ['a.exe', 'b.exe']);
  });

  test('of one table leaves the others alone', async () => {
    assert.deepEqual((await names({ events: { table: 'DeviceInfo', importName: 'recording' } })).length, 3);
  });

  test('holds in every scan of the query', async () => {
    const query =
      'let T = DeviceProcessEvents; T | where FileName in ((T | project FileName)) | join (T) on FileName | count';
    assert.deepEqual(await rowsOf(query, { events: { importName: 'recording' } }), [[1]]);
  });
});

describe('limits', () => {
  test('more rows than allowed are a failure, as many are an answer', async () => {
    assert.equal((await rowsOf('DeviceProcessEvents', { limits: { maxRows: 3 } })).length, 3);
    const answer = await engine.run(tenant, 'DeviceProcessEvents', { limits: { maxRows: 2 } });
    assert.ok(!answer.ok);
    assert.equal(answer.error.kind, 'result-size');
  });

  test('rows beyond the most are left out where the limits say so, and the answer tells', async () => {
    const ordered = 'DeviceProcessEvents | sort by FileName asc | project FileName';
    const cut = await engine.run(tenant, ordered, { limits: { maxRows: 2, cutsRows: true } });
    assert.ok(cut.ok);
    assert.deepEqual([cut.value.rows, cut.value.isPartial], [[['a.exe'], ['b.exe']], true]);
    const whole = await engine.run(tenant, ordered, { limits: { maxRows: 3, cutsRows: true } });
    assert.ok(whole.ok);
    assert.deepEqual([whole.value.rows.length, whole.value.isPartial], [3, undefined]);
  });

  test('the most rows of an answer are not those of the columns that rows tell', async () => {
    const query = 'print b = dynamic({"k": 1, "l": 2, "m": 3}) | evaluate bag_unpack(b)';
    assert.deepEqual(await rowsOf(query, { limits: { maxRows: 1, cutsRows: true } }), [[1, 2, 3]]);
  });

  test('an answer of too many bytes is refused, at the lake already', async () => {
    const query = 'range n from 1 to 1000 step 1 | project text = strrep("x", 1000)';
    const answer = await engine.run(tenant, query, { limits: { maxResultBytes: 100_000 } });
    assert.ok(!answer.ok);
    assert.equal(answer.error.kind, 'result-size');
  });

  test('a query that runs too long is stopped', async () => {
    const many = 'let T = DeviceProcessEvents | extend k = 1; ';
    const joins = Array.from({ length: 16 }, () => '| join kind=inner (T | project k) on k').join(' ');
    const answer = await engine.run(
      tenant,
      `${many} T ${joins} | summarize dcount(strcat(FileName, DeviceId, k))`,
      {
        limits: { maxSeconds: 1 },
      },
    );
    assert.ok(!answer.ok);
    assert.ok(answer.error.kind === 'timeout' || answer.error.kind === 'resources', answer.error.kind);
  });

  test('an engine that is closed says so', async () => {
    const other = createHuntingEngine({ lake: testLake.lake, clock });
    await other.close();
    const answer = await other.run(tenant, 'print 1');
    assert.ok(!answer.ok);
    assert.equal(answer.error.kind, 'unavailable');
  });
});
