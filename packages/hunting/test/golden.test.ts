import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { dumpQuery } from '../src/dump.ts';

/** One golden: a query, the plan that it becomes and the statement that the plan becomes. */
interface Golden {
  readonly query: string;
  readonly plan: readonly string[];
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const folder = new URL('./goldens/', import.meta.url);
const options = { nowTicks: 639_000_000_000_000_000n, events: undefined, maxRows: 100_001n };

describe('goldens', () => {
  for (const path of globSync('*.json', { cwd: folder }))
    test(path, () => {
      const golden = JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Golden;
      const dump = dumpQuery(golden.query, options);
      assert.ok(dump.ok, dump.ok ? '' : dump.error.message);
      assert.deepEqual(dump.value.plan.split('\n'), golden.plan);
      assert.equal(dump.value.sql.replace(/ SETTINGS .*$/, ''), golden.sql);
      const parameters = Object.entries(dump.value.parameters).map(([name, value]) => [
        name,
        typeof value === 'bigint' ? value.toString() : value,
      ]);
      assert.deepEqual(Object.fromEntries(parameters), golden.parameters);
    });
});
