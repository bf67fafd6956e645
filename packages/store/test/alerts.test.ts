import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formatTicks } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createAlert } from '../src/alert-creation.ts';
import { countAlerts, findAlert, listAlerts } from '../src/alerts.ts';
import { saveSightings } from '../src/device-sightings.ts';
import { findIncident, listIncidents, updateIncident } from '../src/incidents.ts';
import { creation, deviceId, finding, HOME, STRANGER, sighting, ticks } from './security-records.ts';

const NEWEST = { orderBy: [], skip: 0 };

describe('alerts at rest', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    await saveSightings(test.store.tenant(HOME), [sighting()]);
  });
  after(() => test.close());

  it('keeps a finding with its device, its times to 100 ns and complete evidence', async () => {
    const db = test.store.tenant(HOME);
    const { alertId, created } = await createAlert(db, finding(), creation());
    assert.equal(created, true);
    assert.match(alertId, /^da\d{18}_-?\d+$/);
    const alert = await findAlert(db, alertId);
    assert.equal(alert?.computer_dns_name, 'server1.contoso.com');
    assert.equal(formatTicks(alert?.last_event_ticks ?? 0n), '2026-11-21T05:59:30.7654321Z');
    assert.equal(alert?.evidence.length, 1);
    assert.equal(Object.keys(alert?.evidence[0] ?? {}).length, 26);
    assert.equal(alert?.evidence[0]?.evidenceCreationTime, '2026-11-21T06:00:00.0000000Z');
  });

  it('makes one alert of the same finding, also when it arrives many times at once', async () => {
    const db = test.store.tenant(HOME);
    const same = finding({ machineId: deviceId('b') });
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => createAlert(db, same, creation())));
    assert.equal(outcomes.filter(({ created }) => created).length, 1);
    assert.equal(new Set(outcomes.map(({ alertId }) => alertId)).size, 1);
    assert.equal(new Set(outcomes.map(({ incidentId }) => incidentId)).size, 1);
  });

  it('groups alerts of a device into one incident, also when they arrive at once', async () => {
    const db = test.store.tenant(HOME);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => createAlert(db, finding({ machineId: deviceId('c') }), creation())),
    );
    assert.equal(new Set(outcomes.map(({ incidentId }) => incidentId)).size, 1);
  });

  it('opens another incident for another device, after the window, and when the first is resolved', async () => {
    const db = test.store.tenant(HOME);
    const at = (machine: string, event: string) =>
      createAlert(
        db,
        finding({
          machineId: deviceId(machine),
          firstEventTicks: ticks(event),
          lastEventTicks: ticks(event),
        }),
        creation(),
      );
    const first = await at('d', '2026-11-20T00:00:00Z');
    const other = await at('e', '2026-11-20T00:00:00Z');
    const later = await at('d', '2026-11-21T00:00:01Z');
    assert.equal(new Set([first, other, later].map(({ incidentId }) => incidentId)).size, 3);
    await updateIncident(db, later.incidentId, { status: 'Resolved', updated_ticks: 1n });
    const afterResolution = await at('d', '2026-11-21T00:00:02Z');
    assert.notEqual(afterResolution.incidentId, later.incidentId);
  });

  it('counts incidents within the tenant and shows none of another', async () => {
    const stranger = test.store.tenant(STRANGER);
    const { alertId, incidentId } = await createAlert(stranger, finding(), creation());
    assert.equal(incidentId, 1n);
    assert.equal(await findAlert(test.store.tenant(HOME), alertId), undefined);
    assert.equal((await listIncidents(stranger, NEWEST, 10)).length, 1);
    assert.equal((await findIncident(stranger, 1n))?.name, 'Suspicious shell on one endpoint');
  });

  it('allows two tenants to have the same finding', async () => {
    const same = finding({ deduplicationKey: 'the same everywhere' });
    const outcomes = [
      await createAlert(test.store.tenant(HOME), same, creation()),
      await createAlert(test.store.tenant(STRANGER), same, creation()),
    ];
    assert.deepEqual(
      outcomes.map(({ created }) => created),
      [true, true],
    );
  });

  it('joins a transaction of the caller', async () => {
    const db = test.store.tenant(HOME);
    const before = await countAlerts(db, {});
    await assert.rejects(
      db.transaction().execute(async transaction => {
        await createAlert(transaction, finding(), creation());
        throw new Error('undone');
      }),
      /undone/,
    );
    assert.equal(await countAlerts(db, {}), before);
  });

  it('takes text that PostgreSQL cannot hold', async () => {
    const db = test.store.tenant(HOME);
    const { alertId } = await createAlert(
      db,
      finding({
        title: 'a\0b',
        evidence: [{ entityType: 'Process', processCommandLine: 'x\0y\ud800' }],
      }),
      creation(),
    );
    const alert = await findAlert(db, alertId);
    assert.equal(alert?.title, 'a\ufffdb');
    assert.equal(alert?.evidence[0]?.processCommandLine, 'x\ufffdy\ufffd');
  });

  it('lists the newest first, without evidence unless asked', async () => {
    const db = test.store.tenant(HOME);
    const { alertId } = await createAlert(db, finding(), creation('2026-11-21T06:30:00Z'));
    const [lean] = await listAlerts(db, NEWEST, 1, { evidence: false });
    assert.equal(lean?.alert_id, alertId);
    assert.equal(lean?.evidence, undefined);
    const [full] = await listAlerts(db, NEWEST, 1, { evidence: true });
    assert.equal(full?.evidence?.length, 1);
  });

  it('orders severities by gravity', async () => {
    const db = test.store.tenant(STRANGER);
    for (const severity of ['Low', 'High', 'Informational'])
      await createAlert(db, finding({ severity, machineId: deviceId('f') }), creation());
    const orderBy = [{ property: 'severity', direction: 'desc' }] as const;
    const found = await listAlerts(db, { orderBy, skip: 0 }, 100, { evidence: false });
    assert.deepEqual(
      [...new Set(found.map(({ severity }) => severity))],
      ['High', 'Medium', 'Low', 'Informational'],
    );
  });

  it('names an incident after its alert, and after its stages when there are several', async () => {
    const db = test.store.tenant(HOME);
    const machineId = deviceId('9');
    const { incidentId } = await createAlert(db, finding({ machineId, title: 'A' }), creation());
    assert.equal((await findIncident(db, incidentId))?.name, 'A on one endpoint');
    await createAlert(db, finding({ machineId, title: 'B' }), creation());
    assert.equal((await findIncident(db, incidentId))?.name, 'A on one endpoint');
    await createAlert(db, finding({ machineId, category: 'Persistence' }), creation());
    await createAlert(db, finding({ machineId, category: 'Exfiltration' }), creation('2026-11-21T06:00:01Z'));
    assert.equal(
      (await findIncident(db, incidentId))?.name,
      'Multi-stage incident involving Execution & Exfiltration on one endpoint',
    );
  });

  it('answers conditions on every kind of property', async () => {
    const db = test.store.tenant(STRANGER);
    await createAlert(
      db,
      finding({ severity: 'High', title: '100% _done_', mitreTechniques: ['T1', 'T2'] }),
      creation(),
    );
    const count = (filter: Parameters<typeof countAlerts>[1]['filter']) =>
      countAlerts(db, { ...(filter && { filter }) });
    const all = await count(undefined);
    const high = {
      kind: 'comparison',
      property: 'severity',
      operator: 'eq',
      value: 'High',
    } as const;
    const already = await count(high);
    assert.ok(already >= 1);
    assert.equal(await count({ kind: 'not', operand: high }), all - already);
    assert.equal(
      await count({ kind: 'in', property: 'severity', values: ['High', 'Medium', 'Low', 'Informational'] }),
      all,
    );
    assert.equal(await count({ kind: 'in', property: 'assignedTo', values: ['x', null] }), all);
    assert.equal(await count({ kind: 'in', property: 'assignedTo', values: ['x'] }), 0);
    const owned = { kind: 'comparison', property: 'assignedTo', operator: 'eq', value: 'x' } as const;
    assert.equal(await count({ kind: 'not', operand: owned }), all);
    assert.equal(await count({ kind: 'not', operand: { kind: 'not', operand: owned } }), 0);
    assert.equal(
      await count({ kind: 'not', operand: { kind: 'or', operands: [owned, high] } }),
      all - already,
    );
    const beyond = (value: number | bigint) =>
      count({ kind: 'comparison', property: 'incidentId', operator: 'gt', value });
    assert.equal(await beyond(0.5), all);
    assert.equal(await beyond(10n ** 30n), 0);
    assert.equal(await count({ kind: 'text', function: 'contains', property: 'title', value: '% _d' }), 1);
    assert.equal(await count({ kind: 'text', function: 'startswith', property: 'title', value: '%' }), 0);
    assert.equal(
      await count({ kind: 'comparison', property: 'assignedTo', operator: 'ne', value: 'x' }),
      all,
    );
    assert.equal(
      await count({ kind: 'comparison', property: 'assignedTo', operator: 'eq', value: null }),
      all,
    );
    assert.equal(
      await count({
        kind: 'any',
        property: 'mitreTechniques',
        condition: { kind: 'comparison', property: '$it', operator: 'eq', value: 'T2' },
      }),
      1,
    );
    assert.equal(
      await count({
        kind: 'comparison',
        property: 'lastEventTime',
        operator: 'ge',
        value: { ticks: ticks('2026-11-21T05:59:30.7654321Z') },
      }),
      all,
    );
    assert.equal(
      await count({
        kind: 'comparison',
        property: 'lastEventTime',
        operator: 'gt',
        value: { ticks: ticks('2026-11-21T05:59:30.7654321Z') },
      }),
      0,
    );
  });
});
