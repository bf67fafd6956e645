import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import { isUnscopable } from '../src/sql/device-scope.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };
const SEEN = 'a'.repeat(40);
const HIDDEN = 'b'.repeat(40);
const SECRET = 'secret';

describe('a query of somebody who sees some devices only', () => {
  let testLake: TestLake;
  let engine: HuntingEngine;

  before(async () => {
    testLake = await withTestLake(clock);
    engine = createHuntingEngine({ lake: testLake.lake, clock });
    for (const [DeviceId, text] of [
      [SEEN, 'open'],
      [HIDDEN, SECRET],
    ] as const) {
      const common = { Timestamp: '2026-11-21T11:00:00Z', DeviceId };
      const append = (table: string, row: object) =>
        testLake.lake.append(tenant, { table, rows: [{ ...common, ...row }] });
      await append('DeviceProcessEvents', { DeviceName: text, FileName: text });
      await append('DeviceInfo', { DeviceName: text });
      await append('AlertEvidence', { AlertId: text, FileName: text });
      const { Timestamp } = common;
      await testLake.lake.append(tenant, {
        table: 'AlertInfo',
        rows: [{ Timestamp, AlertId: text, Title: text }],
      });
    }
  });
  after(async () => {
    await engine.close();
    await testLake.close();
  });

  const run = (query: string, devices: readonly string[] = [SEEN]) => engine.run(tenant, query, { devices });

  const cellsOf = async (query: string, devices?: readonly string[]): Promise<string> => {
    const answer = await run(query, devices);
    assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
    return JSON.stringify(answer.value.rows);
  };

  for (const query of [
    'DeviceProcessEvents',
    `DeviceProcessEvents | where DeviceId == "${HIDDEN}"`,
    `DeviceProcessEvents | where FileName == "${SECRET}" or 1 == 1`,
    'DeviceProcessEvents | distinct DeviceName',
    'DeviceProcessEvents | summarize make_set(FileName), arg_max(Timestamp, *)',
    'DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId',
    'union DeviceProcessEvents, DeviceInfo, AlertEvidence',
    'DeviceProcessEvents | join kind=leftouter DeviceInfo on Timestamp',
    'DeviceProcessEvents | join kind=fullouter DeviceInfo on DeviceName',
    'let all = DeviceProcessEvents; all | union all',
    'print s = toscalar(DeviceProcessEvents | summarize make_set(FileName))',
    'print a = 1 | join kind=rightouter (DeviceProcessEvents | extend a = 1) on a',
    'AlertEvidence',
    'AlertInfo',
    'AlertInfo | join kind=rightouter AlertEvidence on AlertId',
    'AlertInfo | where AlertId in (AlertEvidence | project AlertId)',
  ])
    it(`tells nothing of others: ${query}`, async () => {
      const everything = await engine.run(tenant, query);
      assert.ok(everything.ok);
      assert.match(
        JSON.stringify(everything.value.rows),
        new RegExp(SECRET),
        'the query shows nothing at all',
      );
      assert.doesNotMatch(await cellsOf(query), new RegExp(`${SECRET}|${HIDDEN}`));
    });

  for (const query of [
    `print n = toscalar(DeviceInfo | where DeviceName == "${SECRET}" | count)`,
    `DeviceProcessEvents | where FileName == "${SECRET}" | count`,
    `print "${SECRET}" | where print_0 in (DeviceProcessEvents | project FileName) | count`,
    `AlertInfo | where Title has "${SECRET}" | count`,
  ])
    it(`counts nothing of others: ${query}`, async () => assert.equal(await cellsOf(query), '[[0]]'));

  it('shows what belongs to the devices', async () => {
    assert.equal(await cellsOf('DeviceProcessEvents | project FileName'), '[["open"]]');
    assert.equal(await cellsOf('AlertInfo | project Title'), '[["open"]]');
  });

  it('shows nothing to somebody who sees no device', async () => {
    assert.equal(await cellsOf('union DeviceProcessEvents, DeviceInfo | count', []), '[[0]]');
  });

  it('may be about as many devices as a large tenant has', async () => {
    const many = Array.from({ length: 50_000 }, (_, at) => at.toString(16).padStart(40, '0'));
    assert.equal(await cellsOf('DeviceProcessEvents | project FileName', [...many, SEEN]), '[["open"]]');
  });

  it('cannot read tables that name devices without their ids', async () => {
    for (const query of [
      'IdentityLogonEvents | count',
      'DeviceInfo | where DeviceName in (IdentityLogonEvents | project DeviceName)',
      'union DeviceInfo, ExposureGraphNodes',
    ]) {
      const answer = await run(query);
      assert.ok(!answer.ok && answer.error.kind === 'semantic', query);
      assert.match(answer.error.message, /device groups/);
    }
  });

  it('is held in every table that is about devices', () => {
    const open = [...huntingTables.values()].filter(
      ({ name, columns }) =>
        !isUnscopable(name) && !columns.some(column => ['DeviceId', 'AlertId'].includes(column.name)),
    );
    for (const { name, columns } of open)
      assert.ok(!columns.some(column => /^DeviceName$|MachineId|HostDevice/.test(column.name)), name);
  });
});
