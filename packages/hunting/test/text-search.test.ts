import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { stringLiteral } from '../src/string-literal.ts';
import { engineUnderTest } from './engine-under-test.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c02' as TenantId;

const engine = engineUnderTest();

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const isEdge = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** The operators, evaluated by another engine: JavaScript's regular expressions, which fold as Unicode says. */
const evaluated = (text: string, operator: string, needle: string): boolean => {
  const name = operator.replace(/^!/, '').replace(/_cs$/, '');
  const caseSensitive = operator.endsWith('_cs') || name === '==' || name === 'in';
  const characters = [...needle];
  const bounded = ['has', 'hasprefix', 'hassuffix'].includes(name);
  const start = bounded && name !== 'hassuffix' && isEdge(characters[0]) ? '(?<!(?-i:[\\p{L}\\p{N}]))' : '';
  const end = bounded && name !== 'hasprefix' && isEdge(characters.at(-1)) ? '(?!(?-i:[\\p{L}\\p{N}]))' : '';
  const isWhole = ['==', '=~', 'in', 'in~'].includes(name);
  const from = isWhole || name === 'startswith' ? '^' : start;
  const to = isWhole || name === 'endswith' ? '$' : end;
  const found = new RegExp(`${from}${quoted(needle)}${to}`, caseSensitive ? 'u' : 'iu').test(text);
  return operator.startsWith('!') ? !found : found;
};

const operators = [
  ...['has', 'hasprefix', 'hassuffix', 'contains', 'startswith', 'endswith'].flatMap(name => [
    name,
    `!${name}`,
    `${name}_cs`,
    `!${name}_cs`,
  ]),
  '==',
  '=~',
] as const;

// Separators, letters that fold to ASCII ones, letters with three forms, digits of several kinds, signs of patterns.
const alphabet = [...'abkKsSAB1_- .\\/"\'%(*\n\t–“é\u00c9ΣσςяЯ日١\u212aſ'];
const word = fc.array(fc.constantFrom(...alphabet), { maxLength: 6 }).map(parts => parts.join(''));

/** Letters with more forms than two, marks, other separators, scripts without case. */
const hostile = [...alphabet, ...'µμϐβΒİıᲀвВẛṡẞßǅǆΆά\u0301\u0345\u00a0\u200b—🙂日本語Ａａ①٣'];
const phrase = fc.array(fc.constantFrom(...hostile, ' '), { maxLength: 9 }).map(parts => parts.join(''));

const count = async (predicate: string): Promise<unknown> => {
  const answer = await engine.run(tenant, `DeviceProcessEvents | where ${predicate} | count`);
  assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
  return answer.value.rows[0]?.[0];
};

test('every text operator agrees with an independent evaluation, over literal rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 12 }), word, async (texts, needle) => {
      const literal = stringLiteral(needle);
      const rows = texts.map((text, index) => `${index}, ${stringLiteral(text)}`).join(', ');
      const tests = operators.map((operator, index) => `t${index} = s ${operator} ${literal}`);
      const answer = await engine.run(
        tenant,
        `datatable(n: long, s: string) [${rows}] | project n, ${tests.join(', ')} | sort by n asc`,
      );
      assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
      const expected = texts.map((text, index) => [
        index,
        ...operators.map(operator => evaluated(text, operator, needle)),
      ]);
      assert.deepEqual(answer.value.rows, expected);
    }),
    { numRuns: 60, seed: 5 },
  );
});

test('stored columns, with and without a term index, agree with an independent evaluation', async () => {
  const texts = fc.sample(word, { numRuns: 300, seed: 7 });
  await engine.append(tenant, {
    table: 'DeviceProcessEvents',
    rows: texts.map((text, index) => ({
      Timestamp: '2026-11-21T10:00:00.0000000Z',
      ReportId: BigInt(index),
      ProcessCommandLine: text,
      FileName: text,
    })),
  });
  const needles = fc.array(word, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operators), needles, async (operator, [needle = '', ...others]) => {
      const literals = [needle, ...others].map(stringLiteral).join(', ');
      const expected = texts.filter(text => evaluated(text, operator, needle)).length;
      assert.equal(await count(`ProcessCommandLine ${operator} ${stringLiteral(needle)}`), expected);
      assert.equal(await count(`FileName ${operator} ${stringLiteral(needle)}`), expected);
      const any = texts.filter(text => [needle, ...others].some(item => evaluated(text, 'has', item))).length;
      assert.equal(await count(`ProcessCommandLine has_any (${literals})`), any);
      const all = texts.filter(text =>
        [needle, ...others].every(item => evaluated(text, 'has', item)),
      ).length;
      assert.equal(await count(`ProcessCommandLine has_all (${literals})`), all);
      const among = texts.filter(text =>
        [needle, ...others].some(item => evaluated(text, '=~', item)),
      ).length;
      assert.equal(await count(`ProcessCommandLine in~ (${literals})`), among);
    }),
    { numRuns: 60, seed: 5 },
  );
});

test('the term index agrees with an independent evaluation of texts and needles beyond ASCII', async () => {
  const texts = fc.sample(phrase, { numRuns: 500, seed: 11 });
  await engine.append(tenant, {
    table: 'DeviceRegistryEvents',
    rows: texts.map((text, index) => ({
      Timestamp: '2026-11-21T10:00:00.0000000Z',
      ReportId: BigInt(index),
      RegistryValueData: text,
    })),
  });
  const found = async (predicate: string): Promise<unknown> => {
    const answer = await engine.run(
      tenant,
      `DeviceRegistryEvents | where RegistryValueData ${predicate} | count`,
    );
    assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
    return answer.value.rows[0]?.[0];
  };
  const needle = fc.oneof(phrase, fc.constantFrom(...texts));
  const needles = fc.array(needle, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(needles, async ([first = '', ...others]) => {
      const all = [first, ...others];
      const literals = all.map(stringLiteral).join(', ');
      const having = (test: (text: string) => boolean): number => texts.filter(test).length;
      for (const operator of ['has', '!has', 'has_cs', 'contains', 'contains_cs', 'hasprefix', 'hassuffix'])
        assert.equal(
          await found(`${operator} ${stringLiteral(first)}`),
          having(text => evaluated(text, operator, first)),
        );
      const hasAny = having(text => all.some(item => evaluated(text, 'has', item)));
      assert.equal(await found(`has_any (${literals})`), hasAny);
      const hasAll = having(text => all.every(item => evaluated(text, 'has', item)));
      assert.equal(await found(`has_all (${literals})`), hasAll);
    }),
    { numRuns: 100, seed: 5 },
  );
});
