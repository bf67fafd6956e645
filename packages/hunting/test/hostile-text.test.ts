import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import fc from 'fast-check';
import { createHuntingEngine, type HuntingEngine, type HuntingOptions } from '../src/engine.ts';
import type { HuntingFailureKind } from '../src/failure.ts';
import { stringLiteral } from '../src/string-literal.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const stranger = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c04' as TenantId;
const SECRET = 'the-secret-of-another-tenant';
const limits: HuntingOptions['limits'] = { maxSeconds: 5, maxRows: 1_000 };

let testLake: TestLake;
let engine: HuntingEngine;

before(async () => {
  testLake = await withTestLake();
  engine = createHuntingEngine({ lake: testLake.lake, clock: { now: () => Date.UTC(2026, 10, 21, 12) } });
  const row = { Timestamp: '2026-11-21T11:00:00Z', FileName: SECRET, DeviceName: SECRET };
  await testLake.lake.append(stranger, { table: 'DeviceProcessEvents', rows: [row] });
});
after(async () => {
  await engine.close();
  await testLake.close();
});

/** The text of the answer, or the kind of the refusal. */
const outcome = async (query: string): Promise<string> => {
  const answer = await engine.run(tenant, query, { limits });
  return answer.ok
    ? JSON.stringify(answer.value.rows, (_key, cell: unknown) =>
        typeof cell === 'bigint' ? `${cell}` : cell,
      )
    : answer.error.kind;
};

const refusalOf = async (query: string): Promise<{ kind: HuntingFailureKind; message: string }> => {
  const answer = await engine.run(tenant, query, { limits });
  assert.ok(!answer.ok, `an answer to ${query.slice(0, 80)}`);
  return answer.error;
};

const names = ['FileName', 'DeviceName', 'Timestamp', 'ProcessId', 'AdditionalFields', 'x', '["a`b"]'];
const values = [
  '1',
  '"a"',
  '"\\\\"',
  "'\"'",
  'dynamic({"a":[1]})',
  'datetime(2026-01-01)',
  '1h',
  'null',
  '-9223372036854775808',
  '1e308',
  'true',
];
const operators = [
  '==',
  '!=',
  'has',
  'contains',
  'in~',
  'matches regex',
  '<',
  '+',
  '/',
  '%',
  'and',
  'or',
  'between',
];
const functions = [
  'strlen',
  'tostring',
  'parse_json',
  'bin',
  'extract',
  'split',
  'strcat',
  'ago',
  'toint',
  'array_sort_asc',
  'repeat',
  'series_stats',
];

const expression = fc.letrec<{ any: string }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...names, ...values),
    fc
      .tuple(tie('any'), fc.constantFrom(...operators), tie('any'))
      .map(([left, word, right]) => `(${left} ${word} ${right})`),
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie('any'), { maxLength: 3 }))
      .map(([name, list]) => `${name}(${list.join(', ')})`),
  ),
})).any;

const stage = fc.oneof(
  expression.map(text => `where ${text}`),
  expression.map(text => `extend x = ${text}`),
  expression.map(text => `summarize make_set(${text}), count() by FileName`),
  expression.map(text => `project FileName, ${text}`),
  fc.constantFrom(
    'distinct *',
    'take 5',
    'top 3 by Timestamp',
    'serialize',
    'mv-expand AdditionalFields',
    'count',
    'join (DeviceInfo) on DeviceId',
  ),
);

describe('hostile texts', () => {
  test('whatever the bytes, an answer or a refusal with its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async text => {
        assert.ok(!['unavailable', 'timeout'].includes(await outcome(text)), JSON.stringify(text));
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test('whatever the grammar makes, never a fault of the engine', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 4 }), async stages => {
        const query = ['DeviceProcessEvents', ...stages].join(' | ');
        const text = await outcome(query);
        assert.notEqual(text, 'unavailable', query);
        assert.ok(!text.includes(SECRET), query);
      }),
      { numRuns: 80, seed: 5 },
    );
  });
});

describe('the sandbox', () => {
  const attacks = [
    '`; SELECT * FROM system.tables --',
    "' UNION ALL SELECT FileName FROM lake.DeviceProcessEvents --",
    "'); SELECT * FROM file('/etc/passwd') --",
    '{p1:String}',
    "\\'); SELECT * FROM url('http://127.0.0.1/') --",
    '/* */ SETTINGS readonly = 0',
    "${'a'}",
    '\u0000',
  ];

  for (const attack of attacks)
    test(`no name, text, comment, pattern or column lets ${JSON.stringify(attack)} act`, async () => {
      const word = stringLiteral(attack);
      const comment = attack.replaceAll(/[\r\n]/g, ' ');
      for (const query of [
        `print [${word}] = ${word}`,
        `print x = ${word} // ${comment}`,
        `datatable ([${word}]: string) [${word}]`,
        `let [${word}] = 1; print [${word}]`,
        `DeviceProcessEvents | where FileName matches regex ${word}`,
        `DeviceProcessEvents | where FileName has_any (${word}, "x") | extend d = parse_json(${word})[${word}]`,
        `DeviceProcessEvents | summarize [${word}] = count() by f = extract(${word}, 0, FileName)`,
        `print d = parse_json(${word}) | evaluate bag_unpack(d)`,
        `print a = 1 | as [${word}]`,
      ]) {
        const text = await outcome(query);
        assert.notEqual(text, 'unavailable', query);
        assert.ok(!text.includes(SECRET), query);
      }
    });

  test("the engine's own tables, functions and settings have no names here", async () => {
    for (const query of [
      'system.tables',
      '["system.tables"]',
      'lake.DeviceProcessEvents',
      'database("system").tables',
      'cluster("x").database("y").DeviceInfo',
      'file("/etc/passwd")',
      'url("http://127.0.0.1/")',
      'remote("127.0.0.1", "system.tables")',
      'merge("lake", ".*")',
      'numbers(10)',
      'dictionary("x")',
      'executable("id", "TSV", "x String")',
      'print getSetting("readonly")',
      'print sleep(3)',
      'print currentUser()',
      'print dictGet("a", "b", 1)',
      'print hostName()',
      'DeviceInfo | evaluate python(typeof(*), "1")',
      'DeviceInfo | evaluate sql_request("x", "select 1")',
      'DeviceInfo | evaluate http_request("http://127.0.0.1/")',
      'set readonly = 0; DeviceInfo',
      '.show tables',
      '.drop table DeviceInfo',
      'DeviceInfo SETTINGS readonly = 0',
    ]) {
      const { kind } = await refusalOf(query);
      assert.ok(['syntax', 'semantic', 'unsupported'].includes(kind), `${query}: ${kind}`);
    }
  });
});

describe('texts that are too much', () => {
  const nested = (depth: number): string => `print ${'('.repeat(depth)}1${')'.repeat(depth)}`;

  for (const [what, query] of [
    ['brackets', nested(10_000)],
    [
      'lists inside lists',
      `${'DeviceInfo | project DeviceId | where DeviceId in ('.repeat(30)}"x"${')'.repeat(30)}`,
    ],
    ['numbers without end', 'range x from 1 to 1000000000000 step 1 | count'],
    ['times without end', 'range t from datetime(0001-01-01) to datetime(9999-12-31) step 1tick | count'],
    [
      'texts that grow',
      `print x = strrep("a", 1024) ${'| extend x = strrep(x, 1024) '.repeat(3)} | project strlen(x)`,
    ],
    ['a list that grows', `print x = "a" ${'| extend x = strcat(x, x) '.repeat(60)} | project strlen(x)`],
    [
      'rows from rows',
      'print a = range(1, 100000, 1) | mv-expand a | extend b = range(1, 100000, 1) | mv-expand b | count',
    ],
    [
      'a list of a hundred thousand',
      `print x = 5 | where x in (${Array.from({ length: 100_000 }, (_, at) => at).join(',')})`,
    ],
    ['a million letters', `print 1 // ${'x'.repeat(1_048_576)}`],
    ['a chain of operators', `DeviceInfo ${'| where 1 == 1 '.repeat(20_000)}`],
    ['subqueries', `${'DeviceInfo | where DeviceId in ('.repeat(200)}${')'.repeat(200)}`],
    ['a text beyond all measure', `print ${'x'.repeat(300_000)}`],
    [
      'lets that double',
      `let a0 = DeviceInfo; ${Array.from({ length: 30 }, (_, at) => `let a${at + 1} = union a${at}, a${at};`).join(' ')} a30`,
    ],
  ] as const)
    test(`${what}: stopped with a word of it`, async () => {
      const { kind, message } = await refusalOf(query);
      assert.ok(['resources', 'timeout', 'semantic', 'syntax'].includes(kind), `${kind}: ${message}`);
      assert.ok(message.length < 500);
    });

  test('more constants than the lake takes parameters are answered', async () => {
    const columns = Array.from({ length: 1_500 }, (_, at) => `c${at} = ${at}`).join(', ');
    assert.equal(await outcome(`print ${columns} | project c0, c1499`), '[[0,1499]]');
    const answer = await engine.run(tenant, `print ${columns}`, { limits });
    assert.ok(answer.ok && answer.value.rows[0]?.length === 1_500);
  });

  test('ten thousand literal rows are answered', async () => {
    const cells = Array.from({ length: 10_000 }, (_, at) => `"row ${at}", ${at}`).join(', ');
    assert.equal(
      await outcome(`datatable (a: string, b: long) [${cells}] | summarize count(), sum(b)`),
      '[[10000,49995000]]',
    );
  });

  test('a list of ten thousand and a literal of two hundred thousand signs are answered', async () => {
    const list = Array.from({ length: 10_000 }, (_, at) => `"item ${at}"`).join(', ');
    assert.equal(await outcome(`print x = "item 9999" | where x in (${list})`), '[["item 9999"]]');
    assert.equal(await outcome(`print strlen("${'ä'.repeat(200_000)}")`), '[[200000]]');
  });

  test('patterns that other engines take for ever are answered at once, those that are too large refused', async () => {
    const subject = stringLiteral(`${'a'.repeat(5_000)}!`);
    assert.equal(await outcome(`print x = ${subject} | where x matches regex "^(a+)+$" | count`), '[[0]]');
    assert.ok(
      ['semantic', 'resources'].includes(
        await outcome('DeviceInfo | where DeviceName matches regex "((a{1,999}){1,999}){1,999}"'),
      ),
    );
  });

  test('a join that explodes is stopped by a limit with its message', async () => {
    const query =
      'let r = range x from 1 to 100000 step 1 | extend k = 1; r | join kind=inner r on k | join kind=inner r on k | summarize sum(x * x1 + x2)';
    const { kind, message } = await refusalOf(query);
    assert.ok(kind === 'timeout' || kind === 'resources', `${kind}: ${message}`);
    assert.match(message, /timeout|resource/);
  });
});
