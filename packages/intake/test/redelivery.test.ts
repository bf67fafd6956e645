import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TableRows } from '@vakt/contract/hunting/tables';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { SinkFailure } from '../src/ports.ts';
import { Redelivery } from '../src/redelivery.ts';

const device = {
  tenantId: '11111111-1111-4111-8111-111111111111' as TenantId,
  deviceId: 'd'.repeat(40) as DeviceId,
};

const processes = (...ids: number[]): TableRows => ({
  table: 'DeviceProcessEvents',
  rows: ids.map(id => ({ Timestamp: '2026-11-21T05:00:00Z', ReportId: BigInt(id) })),
});

const AWAY: SinkFailure = { kind: 'unavailable', message: 'The lake is away.' };

/** A lake that keeps numbers, and may fail after it has stored some of a write. */
const createLake = () => {
  const stored: bigint[] = [];
  let failure: 'before' | 'after' | undefined;
  let lookUps = 0;
  return {
    stored,
    lookUps: () => lookUps,
    failNext: (when: 'before' | 'after') => (failure = when),
    highestReportId: async () => {
      lookUps += 1;
      return ok(stored.reduce((highest, id) => (id > highest ? id : highest), 0n));
    },
    write: async (tables: readonly TableRows[]): Promise<Result<void, SinkFailure>> => {
      const when = failure;
      failure = undefined;
      if (when === 'before') return fail(AWAY);
      for (const { rows } of tables) for (const { ReportId } of rows) stored.push(BigInt(Number(ReportId)));
      return when === 'after' ? fail(AWAY) : ok(undefined);
    },
  };
};

describe('rows that a device delivers again', () => {
  it('are stored once', async () => {
    const lake = createLake();
    const redelivery = new Redelivery(lake);
    for (const batch of [processes(1, 2), processes(1, 2), processes(2, 3)])
      await redelivery.once(device, [batch], lake.write);
    assert.deepEqual(lake.stored, [1n, 2n, 3n]);
    assert.equal(lake.lookUps(), 1);
  });

  it('are stored once when the first answer was lost after they were stored', async () => {
    const lake = createLake();
    const redelivery = new Redelivery(lake);
    lake.failNext('after');
    assert.equal((await redelivery.once(device, [processes(1, 2)], lake.write)).ok, false);
    assert.equal((await redelivery.once(device, [processes(1, 2)], lake.write)).ok, true);
    assert.deepEqual(lake.stored, [1n, 2n]);
  });

  it('are stored when the first delivery failed', async () => {
    const lake = createLake();
    const redelivery = new Redelivery(lake);
    lake.failNext('before');
    await redelivery.once(device, [processes(1, 2)], lake.write);
    await redelivery.once(device, [processes(1, 2)], lake.write);
    assert.deepEqual(lake.stored, [1n, 2n]);
  });

  it('are stored once over a restart', async () => {
    const lake = createLake();
    await new Redelivery(lake).once(device, [processes(1, 2)], lake.write);
    await new Redelivery(lake).once(device, [processes(1, 2, 3)], lake.write);
    assert.deepEqual(lake.stored, [1n, 2n, 3n]);
  });

  it('are stored once when two deliveries arrive at the same time', async () => {
    const lake = createLake();
    const redelivery = new Redelivery(lake);
    await Promise.all([1, 2, 3].map(() => redelivery.once(device, [processes(1, 2, 3)], lake.write)));
    assert.deepEqual(lake.stored, [1n, 2n, 3n]);
  });

  it('of several months are written in the order of their numbers', async () => {
    const writes: string[] = [];
    const rows = [
      { Timestamp: '2026-10-31T23:59:59Z', ReportId: 1n },
      { Timestamp: '2026-11-01T00:00:00Z', ReportId: 2n },
      { Timestamp: '2026-11-01T00:00:01Z', ReportId: 3n },
      { Timestamp: '2026-10-30T00:00:00Z', ReportId: 4n },
    ];
    const write = async (tables: readonly TableRows[]): Promise<Result<void, SinkFailure>> => {
      writes.push(tables.flatMap(of => of.rows.map(({ ReportId }) => String(ReportId))).join());
      return ok(undefined);
    };
    await new Redelivery(createLake()).once(
      device,
      [{ table: 'DeviceLogonEvents', rows: rows.toReversed() }],
      write,
    );
    assert.deepEqual(writes, ['1', '2,3', '4']);
  });

  it('pass when they have no number', async () => {
    const lake = createLake();
    const seen: TableRows[] = [];
    const inventory: TableRows = { table: 'DeviceTvmSoftwareInventory', rows: [{ SoftwareName: 'a' }] };
    const write = async (tables: readonly TableRows[]): Promise<Result<void, SinkFailure>> => {
      seen.push(...tables);
      return ok(undefined);
    };
    for (let times = 0; times < 2; times += 1) await new Redelivery(lake).once(device, [inventory], write);
    assert.deepEqual(seen, [inventory, inventory]);
  });
});
