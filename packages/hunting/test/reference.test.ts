import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import type { HuntingResult } from '../src/result.ts';
import { cellJson } from '../src/results/rows.ts';
import { engineUnderTest } from './engine-under-test.ts';
import { expand, expandMember } from './reference/expansion.ts';
import { type Column, pick } from './reference/expression.ts';
import { join, lookup, union, whereInTable } from './reference/joins.ts';
import {
  distinct,
  extend,
  numbered,
  type Operator,
  project,
  projectAway,
  rename,
  sort,
  top,
  where,
} from './reference/rows.ts';
import { latest, summarize } from './reference/summarize.ts';
import { comparable, rowTexts, someRows, type Table } from './reference/table.ts';
import { type Json, ticksOf, type Value } from './reference/value.ts';
import { dice } from './sample-rows.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c07' as TenantId;
const QUERIES = Number(process.env.REFERENCE_QUERIES ?? 12);
const FIRST = Number(process.env.REFERENCE_SEED ?? 1);

const engine = engineUnderTest();

const spanTicks = (text: string): bigint => {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', part = ''] =
    /^(-?)(?:(\d+)\.)?(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const size = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = size * 10_000_000n + BigInt(part.padEnd(7, '0'));
  return sign === '-' ? -ticks : ticks;
};

const timeTicks = (text: string): bigint => ticksOf(`${text.slice(0, 19)}Z`) + BigInt(text.slice(20, 27));

/** A cell of the engine's answer as a value of the reference. */
const valueOf = (cell: HuntingResult['rows'][number][number], { type }: Column): Value => {
  const json = typeof cell === 'bigint' ? cell : (JSON.parse(cellJson(cell)) as Json);
  if (json === null || typeof json === 'bigint') return json;
  switch (type) {
    case 'long':
      return BigInt(String(json));
    case 'real':
      return Number(String(json).replace(/^(-?)inf$/i, '$1Infinity'));
    case 'datetime':
      return timeTicks(String(json));
    case 'timespan':
      return spanTicks(String(json));
    default:
      return json;
  }
};

const check = async (expected: Table): Promise<void> => {
  const answer = await engine.run(tenant, expected.text);
  assert.ok(answer.ok, answer.ok ? '' : `${answer.error.message}\n${expected.text}`);
  const names = (columns: readonly { name: string; type: string }[]): string[] =>
    columns.map(({ name, type }) => `${name}:${type}`);
  assert.deepEqual(names(answer.value.columns), names(expected.columns), expected.text);
  const texts = answer.value.rows.map(row =>
    expected.columns
      .map((column, index) => comparable(valueOf(row[index] ?? null, column), column))
      .join(' | '),
  );
  const actual = expected.isOrdered ? texts : texts.toSorted();
  assert.deepEqual(actual, rowTexts(expected), `differs from the reference:\n${expected.text}`);
};

const FAMILIES: Readonly<Record<string, readonly [Operator, ...Operator[]]>> = {
  where: [where],
  'extend and project': [extend, project, projectAway, rename],
  'sort, top and row numbers': [extend, project, sort, top, numbered],
  distinct: [extend, distinct],
  summarize: [extend, summarize],
  'latest rows': [where, latest],
  join: [extend, join],
  lookup: [project, lookup],
  union: [extend, union],
  'membership in a table': [extend, whereInTable],
  'mv-expand': [extend, expand, expandMember],
  everything: [where, extend, project, distinct, sort, summarize, join, union, expand, latest, rename],
};

/** A query of the family's operators; the last of them is the one that a seed is for. */
const aQuery = (operators: readonly [Operator, ...Operator[]], seed: number): Table => {
  const roll = dice(seed);
  let table = someRows(roll);
  for (let step = roll(4) + 1; step > 0; step -= 1) table = pick(roll, operators)(table, roll) ?? table;
  return (operators.at(-1) ?? operators[0])(table, roll) ?? table;
};

describe('the engine answers as a plain reading of the manual does', () => {
  for (const [name, operators] of Object.entries(FAMILIES))
    test(name, async () => {
      for (let seed = FIRST; seed < FIRST + QUERIES; seed += 1) await check(aQuery(operators, seed));
    });
});
