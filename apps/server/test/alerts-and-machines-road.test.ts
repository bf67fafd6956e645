import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually, type Road, startRoad } from './road.ts';

interface Machine {
  readonly id: string;
  readonly computerDnsName: string;
  readonly lastSeen: string;
  readonly machineTags: readonly string[];
  readonly ipAddresses: readonly { readonly ipAddress: string }[];
}
interface Event {
  readonly Timestamp: string;
  readonly DeviceId: string;
  readonly ReportId: number;
}

describe('alerts and machines, with this machine’s own sensor', { timeout: 240_000 }, () => {
  let road: Road;
  let machine: Machine;
  let event: Event;

  before(async () => {
    road = await startRoad();
    const query =
      'DeviceNetworkInfo | where IPAddresses has "." | project Timestamp, DeviceId, ReportId | take 1';
    event = await eventually(async () => (await road.hunt<Event>(query))[0], 'an adapter of this machine');
    machine = await road.read<Machine>(`/api/machines/${event.DeviceId}`);
  });
  after(() => road.vakt.close());

  it('finds the machine by an address of its own, however the function is written', async () => {
    const address =
      machine.ipAddresses.map(({ ipAddress }) => ipAddress).find(text => text.includes('.')) ?? '';
    const text = `(ip='${address}',timestamp=${event.Timestamp})`;
    for (const path of [`findbyip${text}`, `FindByIp${encodeURIComponent(text)}`, `findbyip%20${text}/`]) {
      const { value } = await road.read<{ value: Machine[] }>(`/api/v1.0/machines/${path}`);
      assert.deepEqual(
        value.map(({ id }) => id),
        [machine.id],
        path,
      );
    }
  });

  it('tags the machine and finds it by the tag', async () => {
    await road.read(`/api/machines/${machine.id}/tags`, { Value: 'road', Action: 'Add' });
    const { value } = await road.read<{ value: Machine[] }>(
      '/api/machines/findByTag/?tag=ro&useStartsWithFilter=true',
    );
    assert.deepEqual(
      value.map(({ machineTags }) => machineTags),
      [['road']],
    );
  });

  it('raises an alert about an event of the lake, and tells what it is about', async () => {
    const alert = await road.read<{ id: string; lastEventTime: string }>(
      '/api/alerts/CreateAlertByReference',
      {
        machineId: event.DeviceId,
        eventTime: event.Timestamp,
        reportId: String(event.ReportId),
        severity: 'Low',
        title: 'Road',
        description: 'An adapter',
        recommendedAction: 'None',
        category: 'General',
      },
    );
    assert.equal(alert.lastEventTime, event.Timestamp);
    assert.equal((await road.read<Machine>(`/api/alerts/${alert.id}/machine`)).id, machine.id);
    assert.deepEqual((await road.read<{ value: unknown[] }>(`/api/alerts/${alert.id}/domains`)).value, []);
    assert.equal((await road.call(`/api/alerts/${alert.id}/user`)).status, 404);
    const batch = { alertIds: [alert.id], status: 'Resolved' };
    assert.equal((await road.call('/api/alerts/batchUpdate', batch)).text, '');
    const filter = encodeURIComponent("status eq 'Resolved'");
    for (const counted of [
      `alerts/%24count?$filter=${filter}`,
      `machines/${machine.id}/alerts/$count?$filter=${filter}`,
    ])
      assert.equal((await road.call(`/api/${counted}`)).text, '1', counted);
  });
});
