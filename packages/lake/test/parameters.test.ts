import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import fc from 'fast-check';
import { inlineLongValues, stringLiteral } from '../src/query/parameters.ts';
import { HOME, rowsOf } from './support/rows.ts';

describe('values in a query', () => {
  let test: TestLake;
  before(async () => (test = await withTestLake()));
  after(() => test.close());

  const anyText = fc.string({ unit: 'binary', maxLength: 60 });

  it('as literals mean what was given, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async texts => {
        const [row] = await rowsOf(test.lake, HOME, `SELECT [${texts.map(stringLiteral).join(', ')}]`);
        assert.deepEqual(
          row?.[0],
          texts.map(text => text.toWellFormed()),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('as parameters mean what was given, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyText, { maxLength: 5 }),
        anyText,
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        async (list, text, number) => {
          const sql = 'SELECT {text:String}, {list:Array(String)}, {number:Int64}';
          const [row] = await rowsOf(test.lake, HOME, sql, { text, list, number });
          assert.deepEqual(row?.slice(0, 2), [text.toWellFormed(), list.map(item => item.toWellFormed())]);
          assert.equal(BigInt(row?.[2] as number), number);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('in attacks stay values', async () => {
    for (const text of [
      "' OR 1 = 1 --",
      "\\' OR 1 = 1 --",
      '{other:String}',
      "'); DROP TABLE lake.DeviceEvents",
      '\\',
      '\\\\',
    ])
      assert.deepEqual(await rowsOf(test.lake, HOME, 'SELECT {text:String}', { text }), [[text]]);
  });

  it('are what was given where there are more of them than the engine takes', async () => {
    const numbers = Array.from({ length: 1_500 }, (_, at) => [`n${at}`, at - 700] as const);
    const parameters = {
      ...Object.fromEntries(numbers),
      least: -(2n ** 63n),
      real: 1e308,
      word: '{n1:Int64}',
      list: [1n, -(2n ** 63n)],
    };
    const all = numbers.map(([name]) => `{${name}:Int64}`).join(', ');
    const sql = `SELECT arraySum([${all}]), {least:Int64}, {real:Float64}, {word:String}, {list:Array(Int64)}`;
    const total = numbers.reduce((sum, [, number]) => sum + number, 0);
    const [row] = await rowsOf(test.lake, HOME, sql, parameters);
    assert.deepEqual(row?.slice(0, 4), [total, -(2n ** 63n), 1e308, '{n1:Int64}']);
    assert.deepEqual(row?.[4], ['1', '-9223372036854775808']);
  });

  it('in lists that are too long for a parameter become literals; others stay apart from the text', () => {
    const long = Array.from({ length: 10_000 }, (_, at) => `item ${at}`);
    const { text, rest } = inlineLongValues(
      'SELECT {long:Array(String)}, {short:Array(String)}, {one:String}',
      {
        long,
        short: ['a'],
        one: 'x',
      },
    );
    assert.match(
      text,
      /^SELECT CAST\(\['item 0','item 1',.*'Array\(String\)'\), \{short:Array\(String\)\}, \{one:String\}$/,
    );
    assert.deepEqual(rest, { short: ['a'], one: 'x' });
  });

  it('in long lists come through whole', async () => {
    const list = Array.from({ length: 20_000 }, (_, at) => `value'\\${at}\n$&`);
    const sql = 'SELECT length({list:Array(String)}), {list:Array(String)}[20000]';
    assert.deepEqual(await rowsOf(test.lake, HOME, sql, { list }), [[20_000, list.at(-1)]]);
  });

  it('in many lists, each short, come through whole', async () => {
    const lists = Array.from({ length: 100 }, (_, at) =>
      Array.from({ length: 1_000 }, (_item, place) => `wärt ${at} ${place}`),
    );
    const parameters = Object.fromEntries(lists.map((list, at) => [`l${at}`, list]));
    const all = lists.map((_, at) => `{l${at}:Array(String)}`).join(', ');
    const sql = `SELECT length(arrayDistinct(arrayConcat(${all})))`;
    assert.deepEqual(await rowsOf(test.lake, HOME, sql, parameters), [[100_000]]);
  });

  it('in long texts of any script come through whole', async () => {
    const text = "\u{1f600}日本'\\".repeat(60_000);
    assert.deepEqual(
      await rowsOf(test.lake, HOME, 'SELECT {text:String} = {text:String}, length({text:String})', { text }),
      [[1, Buffer.byteLength(text)]],
    );
  });

  it('in a list that names another placeholder stay values', async () => {
    const padding = Array.from({ length: 10_000 }, (_, at) => `item ${at}`);
    const one = ['{two:Array(String)}', ...padding];
    const two = ["', 'x'], 'Array(String)') --", ...padding];
    const sql = 'SELECT {one:Array(String)}[1], {two:Array(String)}[1]';
    assert.deepEqual(await rowsOf(test.lake, HOME, sql, { one, two }), [[one[0], two[0]]]);
  });
});
