import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { createAlert } from '../src/alert-creation.ts';
import { listAlerts } from '../src/alerts.ts';
import { changeDevices } from '../src/device-changes.ts';
import { createDeviceGroup } from '../src/device-groups.ts';
import { saveSightings } from '../src/device-sightings.ts';
import { listDevices } from '../src/devices.ts';
import { findIncident, listIncidents } from '../src/incidents.ts';
import { insertMachineAction, listMachineActions } from '../src/machine-actions.ts';
import { creation, deviceId, finding, HOME, STRANGER, sighting, ticks } from './security-records.ts';

const NOW = ticks('2026-11-21T06:00:00Z');
const ALL = { orderBy: [], skip: 0 };
const OPEN = 'a';
const CLOSED = 'b';

describe('a user who sees some device groups only', () => {
  let test: TestStore;
  let openGroup = 0;
  const incidents: Record<string, bigint> = {};

  before(async () => {
    test = await withTestStore();
    const db = test.store.tenant(HOME);
    const made = await createDeviceGroup(db, {
      name: 'Open',
      description: '',
      remediationLevel: 'full',
      conditions: [{ property: 'tag', operator: 'equals', value: 'open' }],
    });
    assert.ok(made.kind === 'saved');
    openGroup = made.group.group_id;
    await saveSightings(db, [
      sighting({ deviceId: deviceId(OPEN), registryDeviceTag: 'open' }),
      sighting({ deviceId: deviceId(CLOSED), registryDeviceTag: 'closed' }),
    ]);
    for (const digit of [OPEN, CLOSED]) {
      const { incidentId } = await createAlert(db, finding({ machineId: deviceId(digit) }), creation());
      incidents[digit] = incidentId;
      const action_id = `${digit.repeat(8)}-1111-4111-8111-111111111111`;
      await insertMachineAction(
        db,
        newMachineAction({ action_id, machine_id: deviceId(digit), requestor_comment: '' }),
      );
    }
  });
  after(() => test.close());

  const scoped = () => test.store.scoped(HOME, [openGroup]);

  it('sees the devices, alerts, incidents and actions of those', async () => {
    const db = scoped();
    assert.deepEqual(
      (await listDevices(db, ALL, 9, NOW)).map(({ device_id }) => device_id),
      [deviceId(OPEN)],
    );
    assert.deepEqual(
      (await listAlerts(db, ALL, 9, { evidence: true })).map(({ machine_id }) => machine_id),
      [deviceId(OPEN)],
    );
    assert.deepEqual(
      (await listIncidents(db, ALL, 9)).map(({ incident_id }) => incident_id),
      [incidents[OPEN]],
    );
    assert.deepEqual(
      (await listMachineActions(db, ALL, 9)).map(({ machine_id }) => machine_id),
      [deviceId(OPEN)],
    );
  });

  it('sees none without a group, and none of another tenant', async () => {
    assert.deepEqual(await listDevices(test.store.scoped(HOME, []), ALL, 9, NOW), []);
    assert.deepEqual(await listDevices(test.store.scoped(STRANGER, [openGroup]), ALL, 9, NOW), []);
  });

  it('shares connections with users of other groups without seeing what they see', async () => {
    const turns = Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? [openGroup] : [0]));
    const seen = await Promise.all(
      turns.map(groups => listDevices(test.store.scoped(HOME, groups), ALL, 9, NOW)),
    );
    for (const [turn, devices] of seen.entries())
      assert.deepEqual(
        devices.map(({ device_id }) => device_id),
        [deviceId(turn % 2 === 0 ? OPEN : CLOSED)],
      );
  });

  it('changes and deletes nothing else, whatever the statement says', async () => {
    const closed = deviceId(CLOSED);
    for (const statement of [
      sql`delete from devices where device_id = ${closed}`,
      sql`delete from alerts where machine_id = ${closed}`,
      sql`delete from machine_actions where machine_id = ${closed}`,
      sql`delete from incidents where incident_id = ${incidents[CLOSED]}`,
      sql`delete from alert_entities where name <> '' and alert_id not in (select alert_id from alerts)`,
      sql`update alerts set title = 'x' where machine_id = ${closed}`,
      sql`update devices set device_value = 'High' where device_id = ${closed}`,
    ])
      assert.equal((await statement.execute(scoped())).numAffectedRows, 0n);
    // Without a condition: there the rules for reading do not count, and those for writing must do.
    await sql`update machine_actions set requestor_comment = 'mine'`.execute(scoped());
    const actions = await listMachineActions(test.store.tenant(HOME), ALL, 9);
    const comments = actions.map(action => [action.machine_id, action.requestor_comment]).toSorted();
    assert.deepEqual(comments, [
      [deviceId(OPEN), 'mine'],
      [closed, ''],
    ]);
  });

  it('cannot take a device out of sight by its tags', async () => {
    const moved = await changeDevices(scoped(), [deviceId(OPEN)], { tags: ['closed'] }, NOW);
    assert.deepEqual(moved, { hidden: true });
    const [device] = await listDevices(scoped(), ALL, 9, NOW);
    assert.deepEqual(device?.machine_tags, ['open']);
  });

  it('has alerts raised on visible devices, and their incidents', async () => {
    const raised = await createAlert(
      scoped(),
      finding({ machineId: deviceId(OPEN), firstEventTicks: 1n, lastEventTicks: 2n }),
      creation(),
    );
    assert.notEqual(raised.incidentId, incidents[OPEN]);
    assert.ok(await findIncident(scoped(), raised.incidentId));
  });

  it('sees an incident that was merged into a visible one', async () => {
    await sql`insert into incidents (incident_id, redirect_incident_id, name, status, created_ticks, updated_ticks)
      values (900, ${incidents[OPEN]}, 'merged', 'Redirected', 1, 1),
        (901, ${incidents[CLOSED]}, 'merged', 'Redirected', 1, 1)`.execute(test.store.tenant(HOME));
    assert.ok(await findIncident(scoped(), 900n));
    assert.equal(await findIncident(scoped(), 901n), undefined);
  });

  it('is limited in every table that names devices', async () => {
    const { rows } = await sql<{ relname: string }>`
      select c.relname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname in ('device_id', 'machine_id') and not a.attisdropped
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and has_table_privilege('vakt_scoped', c.oid, 'select')
          and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)`.execute(
      test.store.authority,
    );
    assert.deepEqual(rows, []);
  });
});
