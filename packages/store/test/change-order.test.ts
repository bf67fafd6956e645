import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Filter } from '@vakt/contract/query';
import type { Ticks } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { type Kysely, sql } from 'kysely';
import { changeAlerts } from '../src/alert-changes.ts';
import { createAlert } from '../src/alert-creation.ts';
import { raiseOrExtendAlert } from '../src/alert-merging.ts';
import { listAlerts } from '../src/alerts.ts';
import type { Database } from '../src/database.ts';
import { listIncidents } from '../src/incidents.ts';
import { creation, deviceId, finding, HOME, STRANGER, ticks } from './security-records.ts';

const NOW = ticks('2026-11-21T06:00:00Z');
const EARLIER = '2026-11-21T05:00:00Z';

const changedSince = (time: Ticks): Filter => ({
  kind: 'comparison',
  property: 'lastUpdateTime',
  operator: 'gt',
  value: { ticks: time },
});
const BY_UPDATE = [{ property: 'lastUpdateTime', direction: 'asc' }] as const;

describe('the times of changes', () => {
  let test: TestStore;
  let db: Kysely<Database>;
  before(async () => {
    test = await withTestStore();
    db = test.store.tenant(HOME);
  });
  after(() => test.close());

  /** The alerts that changed after a time, in the order of their changes, as one who polls asks for them. */
  const changedAfter = async (time: Ticks) =>
    (
      await listAlerts(db, { filter: changedSince(time), orderBy: BY_UPDATE, skip: 0 }, 100, {
        evidence: false,
      })
    ).map(({ alert_id, updated_ticks }) => ({ id: alert_id, time: updated_ticks }));

  const changedLast = async (): Promise<Ticks> => (await changedAfter(0n)).at(-1)?.time ?? 0n;

  /** A transaction that has created an alert and goes on until it is told to end. */
  const beginAlert = async () => {
    const begun = Promise.withResolvers<string>();
    const end = Promise.withResolvers<void>();
    const ended = db.transaction().execute(async transaction => {
      begun.resolve(
        (await createAlert(transaction, finding({ machineId: deviceId('1') }), creation())).alertId,
      );
      await end.promise;
    });
    return {
      id: await begun.promise,
      commit: async () => {
        end.resolve();
        await ended;
      },
    };
  };

  /** Waits until the work has ended or waits for a lock itself. */
  const standstill = async (work: Promise<unknown>): Promise<void> => {
    let hasEnded = false;
    const note = () => {
      hasEnded = true;
    };
    work.then(note, note);
    const isWaiting = async (): Promise<boolean> => {
      const { rows } = await sql`select from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(test.store.authority);
      return rows.length > 0;
    };
    while (!hasEnded && !(await isWaiting())) await new Promise(setImmediate);
  };

  const unrelated = () => createAlert(db, finding({ machineId: deviceId('2') }), creation());

  it('hide nothing behind one who polls while transactions overlap', async () => {
    const { alertId: known } = await createAlert(db, finding(), creation());
    const start = await changedLast();
    for (const change of [() => changeAlerts(db, [known], { status: 'InProgress' }, NOW), unrelated]) {
      let last = await changedLast();
      const seen: string[] = [];
      const poll = async () => {
        for (const { id, time } of await changedAfter(last)) {
          seen.push(id);
          last = time;
        }
      };
      const slow = await beginAlert();
      const fast = change();
      await standstill(fast);
      await poll();
      await slow.commit();
      await fast;
      await poll();
      assert.equal(seen.length, 2);
      assert.ok(seen.includes(slow.id), 'the alert of the slow transaction was never seen');
    }
    const all = await changedAfter(start);
    assert.equal(new Set(all.map(({ time }) => time)).size, all.length);
  });

  it('make those of another tenant wait for nothing', async () => {
    const slow = await beginAlert();
    const { created } = await createAlert(test.store.tenant(STRANGER), finding(), creation());
    assert.equal(created, true);
    await slow.commit();
  });

  it('differ between the alerts and the incidents of one change', async () => {
    const created = [];
    for (const digit of ['5', '6', '7'])
      created.push(await createAlert(db, finding({ machineId: deviceId(digit) }), creation()));
    const ids = created.map(({ alertId }) => alertId);
    const start = await changedLast();
    await changeAlerts(db, ids, { status: 'Resolved' }, NOW);
    const changed = await changedAfter(start);
    assert.deepEqual(changed.map(({ id }) => id).toSorted(), ids.toSorted());
    assert.equal(new Set(changed.map(({ time }) => time)).size, 3);
    const incidents = await listIncidents(
      db,
      { filter: changedSince(start), orderBy: BY_UPDATE, skip: 0 },
      100,
    );
    assert.equal(new Set(incidents.map(({ updated_ticks }) => updated_ticks)).size, 3);
  });

  it('go on when the clock is set back', async () => {
    const start = await changedLast();
    const { alertId } = await createAlert(db, finding({ machineId: deviceId('3') }), creation(EARLIER));
    await changeAlerts(db, [alertId], { status: 'InProgress' }, ticks(EARLIER));
    assert.deepEqual(
      (await changedAfter(start)).map(({ id }) => id),
      [alertId],
    );
  });

  it("are the wall clock's when nothing else changes", async () => {
    const at = '2026-11-22T06:00:00Z';
    const { alertId } = await createAlert(db, finding({ machineId: deviceId('4') }), creation(at));
    assert.deepEqual(await changedAfter(ticks(at) - 1n), [{ id: alertId, time: ticks(at) }]);
  });

  it('of an incident follow further hits of its alert', async () => {
    const same = finding({ machineId: deviceId('8') });
    const [first, again] = [
      await raiseOrExtendAlert(db, same, creation()),
      await raiseOrExtendAlert(db, { ...same, lastEventTicks: NOW }, creation()),
    ];
    assert.equal(first.alert_id, again.alert_id);
    assert.ok(again.updated_ticks > first.updated_ticks);
    const [incident] = await listIncidents(
      db,
      { filter: changedSince(first.updated_ticks), orderBy: BY_UPDATE, skip: 0 },
      100,
    );
    assert.deepEqual(
      [incident?.incident_id, incident?.updated_ticks],
      [again.incident_id, again.updated_ticks],
    );
  });

  it('let many writers of everything get on with each other', async () => {
    const { alertId } = await createAlert(db, finding({ machineId: deviceId('9') }), creation());
    const same = finding({ machineId: deviceId('9'), title: 'Merged' });
    const start = await changedLast();
    await Promise.all(
      Array.from({ length: 40 }, (_, turn) => {
        if (turn % 4 === 0) return unrelated();
        if (turn % 4 === 1) return changeAlerts(db, [alertId], { assignedTo: `ann ${turn}` }, NOW);
        return raiseOrExtendAlert(
          db,
          turn % 4 === 2 ? same : finding({ machineId: deviceId('2') }),
          creation(),
        );
      }),
    );
    const times = (await changedAfter(start)).map(({ time }) => time);
    assert.ok(times.length > 10);
    assert.equal(new Set(times).size, times.length);
  });
});
