import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import type { HuntingResult } from '../src/result.ts';
import { cellJson } from '../src/results/rows.ts';
import { engineUnderTest } from './engine-under-test.ts';

/** One case of `conformance/kql`: a query with its own rows, and its answer or its refusal. */
interface Case {
  readonly name: string;
  /** Where the behaviour is written. */
  readonly source: string;
  readonly query: string;
  /** `name:type`, in order. */
  readonly columns?: readonly string[];
  /** Cells as JSON; integers beyond 2^53 as text, NaN and infinities by name. */
  readonly rows?: readonly (readonly unknown[])[];
  /** Whether the order of the rows is part of the answer. */
  readonly ordered?: boolean;
  readonly refused?: {
    readonly kind: string;
    readonly words: string;
    readonly line?: number;
    readonly column?: number;
  };
}

const folder = new URL('../../../conformance/kql/', import.meta.url);
const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c01' as TenantId;

const engine = engineUnderTest();

const comparable = (cell: HuntingResult['rows'][number][number]): unknown =>
  typeof cell === 'bigint' ? cell.toString() : JSON.parse(cellJson(cell));

const sorted = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map(row => JSON.stringify(row)).toSorted();

const checkAnswer = async ({ query, columns, rows = [], ordered }: Case): Promise<void> => {
  const answer = await engine.run(tenant, query);
  assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
  assert.deepEqual(
    answer.value.columns.map(({ name, type }) => `${name}:${type}`),
    columns,
  );
  const actual = answer.value.rows.map(row => row.map(comparable));
  if (ordered) assert.deepEqual(actual, rows);
  else assert.deepEqual(sorted(actual), sorted(rows));
};

const checkRefusal = async (query: string, refused: NonNullable<Case['refused']>): Promise<void> => {
  const answer = await engine.run(tenant, query);
  assert.ok(!answer.ok, 'the query was answered');
  const { kind, message, line, column } = answer.error;
  assert.equal(kind, refused.kind, message);
  assert.ok(message.includes(refused.words), message);
  assert.ok(line !== undefined && column !== undefined, 'the refusal has no position');
  if (refused.line !== undefined)
    assert.deepEqual({ line, column }, { line: refused.line, column: refused.column });
};

for (const path of globSync('*.json', { cwd: folder })) {
  const { cases } = JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as { cases: readonly Case[] };
  describe(`kql: ${basename(path, '.json')}`, () => {
    for (const example of cases)
      test(`${example.name} (${example.source})`, async () => {
        await (example.refused ? checkRefusal(example.query, example.refused) : checkAnswer(example));
      });
  });
}
