import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type ExplainOptions, type HuntingEngine } from '../src/engine.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

describe('the explanation of a query', () => {
  let testLake: TestLake;
  let engine: HuntingEngine;
  before(async () => {
    testLake = await withTestLake(clock);
    engine = createHuntingEngine({ lake: testLake.lake, clock });
    const row = (FileName: string) => ({
      Timestamp: '2026-11-21T11:00:00Z',
      DeviceId: 'd1',
      FileName,
      AdditionalFields: '{"k": 7}',
    });
    await testLake.lake.append(tenant, { table: 'DeviceProcessEvents', rows: [row('a.exe'), row('b.exe')] });
  });
  after(async () => {
    await engine.close();
    await testLake.close();
  });

  const explain = async (query: string, options?: ExplainOptions) => {
    const explained = await engine.explain(tenant, query, options);
    assert.ok(explained.ok, explained.ok ? '' : explained.error.message);
    return explained.value;
  };

  it('shows columns with types, tables, the plan and the statement with its values, and runs nothing', async () => {
    const { columns, tables, passes } = await explain(
      'DeviceProcessEvents | where FileName == "a.exe" | summarize n = count() by DeviceId',
    );
    assert.deepEqual(columns, [
      { name: 'DeviceId', type: 'string' },
      { name: 'n', type: 'long' },
    ]);
    assert.deepEqual(tables, ['DeviceProcessEvents']);
    const [pass, ...more] = passes;
    assert.ok(pass);
    assert.deepEqual(more, []);
    assert.equal(pass.purpose, 'answer');
    assert.match(pass.plan, /scan DeviceProcessEvents/i);
    assert.match(pass.sql, / FROM `lake`\.`DeviceProcessEvents` WHERE `FileName` = \{p1:String\}/);
    assert.ok(Object.values(pass.parameters).includes('a.exe'));
    assert.ok(!pass.sql.includes('a.exe'), 'values are parameters');
    assert.deepEqual(Object.keys(pass.milliseconds), ['bind', 'lower', 'rewrite', 'write']);
    for (const took of Object.values(pass.milliseconds)) assert.ok(took >= 0);
    assert.equal(pass.outcome, undefined);
    assert.doesNotThrow(() => JSON.stringify(passes));
  });

  it('says what a run took, read and gave', async () => {
    const { passes } = await explain('DeviceProcessEvents', { isRun: true });
    const [pass] = passes;
    assert.equal(pass?.outcome?.rows, 2);
    assert.equal(pass?.outcome?.rowsRead, 2);
    assert.ok((pass?.outcome?.bytesRead ?? 0) > 0);
    assert.ok((pass?.milliseconds.run ?? 0) > 0);
  });

  it('shows the pass that tells columns, and the answer’s only when it runs', async () => {
    const query = 'DeviceProcessEvents | project b = todynamic(AdditionalFields) | evaluate bag_unpack(b)';
    const dry = await explain(query);
    assert.deepEqual([dry.columns, dry.passes.map(({ purpose }) => purpose)], [[], ['columns']]);
    const run = await explain(query, { isRun: true });
    assert.deepEqual(
      run.passes.map(({ purpose }) => purpose),
      ['columns', 'answer'],
    );
    assert.deepEqual(run.columns, [{ name: 'k', type: 'long' }]);
  });

  it('bounds what is explained as what is run', async () => {
    const { passes } = await explain('DeviceProcessEvents', { isRun: true, devices: ['other'] });
    assert.equal(passes[0]?.outcome?.rows, 0);
    const hidden = await engine.explain(tenant, 'ExposureGraphNodes', { devices: ['other'] });
    assert.ok(!hidden.ok);
  });

  it('fails as the query does, with the place', async () => {
    const wrong = await engine.explain(tenant, 'DeviceProcessEvents\n| where Nope == 1');
    assert.ok(!wrong.ok);
    assert.deepEqual([wrong.error.kind, wrong.error.line, wrong.error.column], ['semantic', 2, 9]);
  });
});
