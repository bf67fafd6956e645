import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nestsDeeperThan } from '../src/json/depth.ts';
import { isNumberText } from '../src/json/numbers.ts';
import { type JsonValue, parseJson, printJson } from '../src/json/parse.ts';

const parsed = (text: string): JsonValue => {
  const result = parseJson(text);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
};

const wideInteger = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 64n })
  .filter(n => !Number.isSafeInteger(Number(n)));
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter(value => !Number.isInteger(value) || Number.isSafeInteger(value))
  .map(value => (value === 0 ? 0 : value));
const key = fc.string().filter(name => name !== '__proto__');
const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, false),
    fc.string({ unit: 'binary' }),
    double,
    wideInteger,
    fc.array(tie('value')),
    fc.dictionary(key, tie('value'), { noNullPrototype: true }),
  ),
})).value;

describe('lossless JSON', () => {
  it('gives back what it printed', () => {
    fc.assert(fc.property(jsonValue, value => assert.deepEqual(parsed(printJson(value)), value)));
  });

  it('agrees with JSON.parse but for integers that a double cannot hold', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const narrowed = JSON.parse(printJson(parsed(text)));
        assert.deepEqual(narrowed, JSON.parse(text));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'[]{}",:0123456789.eE-tfn\\') }),
        ),
        text => {
          let expected = true;
          try {
            JSON.parse(text);
          } catch {
            expected = false;
          }
          assert.equal(parseJson(text).ok, expected);
        },
      ),
    );
  });

  it('keeps every 64-bit integer to the digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), integer => {
        assert.equal(printJson(parsed(`{"n":[${integer}]}`)), `{"n":[${integer}]}`);
      }),
    );
  });

  it('keeps the least Int64 that Windows writes as Keywords', () => {
    const text = '{"Keywords":-9223372036854775808}';
    assert.deepEqual(parsed(text), { Keywords: -9_223_372_036_854_775_808n });
    assert.equal(printJson(parsed(text)), text);
  });

  it('keeps the text of numbers that a double would change', () => {
    for (const number of [
      '3.14159265358979323846',
      '1e400',
      '-1e-400',
      '123456789012345678901234567890',
      '0.10000000000000000001',
    ])
      assert.equal(printJson(parsed(`[${number}]`)), `[${number}]`);
    assert.ok(isNumberText((parsed('[1e400]') as readonly JsonValue[])[0]));
    assert.deepEqual(parsed('[0.1, 1e21, 100]'), [0.1, 1e21, 100]);
  });

  it('refuses wide numbers where JSON has none', () => {
    const wide = '12345678901234567890';
    for (const text of [
      `{${wide}:1}`,
      `{${wide}}`,
      `[${wide} ${wide}]`,
      `[${wide}"a"]`,
      `[-0${wide}]`,
      `[${wide}.]`,
      `"a"${wide}`,
      `[${wide}`,
    ])
      assert.equal(parseJson(text).ok, false, text);
    assert.equal(parsed(` ${wide} `), BigInt(wide));
  });

  it('is not deceived by strings that look like its marks, nor by quotes that are escaped', () => {
    for (const text of [
      '{"a":"\\u00011","b":12345678901234567890}',
      '{"a":"\\\\u00011","b":12345678901234567890}',
      '{"a":"x\\",:[12345678901234567890]","b":12345678901234567890}',
      '{"a\\\\":12345678901234567890,"a":"\\\\"}',
    ]) {
      assert.equal((parsed(text) as Record<string, unknown>).a, JSON.parse(text).a);
      assert.equal(printJson(parsed(text)), text);
    }
  });

  it('keeps wide numbers at any depth, also under __proto__', () => {
    const text = '{"__proto__":12345678901234567890,"a":[{"b":[-12345678901234567890,1]}]}';
    assert.equal(printJson(parsed(text)), text);
  });

  it('does not take digits inside a string for a number', () => {
    assert.equal(parsed('"12345678901234567890"'), '12345678901234567890');
  });

  it('bounds depth, by brackets outside strings only', () => {
    assert.ok(parseJson(nested(64)).ok);
    assert.deepEqual(parseJson(nested(65)), { ok: false, error: 'nests deeper than 64 levels' });
    assert.ok(parseJson(JSON.stringify('{['.repeat(1_000))).ok);
    assert.ok(parseJson(JSON.stringify(Array.from({ length: 1_000 }, () => [{}]))).ok);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
        const text = JSON.stringify(value);
        assert.equal(nestsDeeperThan(text, 3), depthOf(value) > 3);
      }),
    );
  });

  it('makes own properties of __proto__ and changes no prototype', () => {
    const value = parsed('{"__proto__":{"polluted":12345678901234567890}}');
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('says what is wrong without repeating the text', () => {
    const result = parseJson('{"password":"secret" oops}');
    assert.ok(!result.ok && result.error.startsWith('is not JSON: ') && !result.error.includes('secret'));
  });
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
