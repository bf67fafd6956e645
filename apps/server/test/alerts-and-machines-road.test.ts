import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { type Reply, TestVakt } from '@vakt/testing/vakt';

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

/** How long the sensor may take to report a first time. */
const PATIENCE_MS = 60_000;

describe('alerts and machines, with this machine’s own sensor', { timeout: 240_000 }, () => {
  let vakt: TestVakt;
  let token: string;
  let machine: Machine;
  let event: Event;

  const call = (path: string, json?: unknown, method?: string): Promise<Reply> =>
    vakt.call(path, { token, ...(json !== undefined && { json }), ...(method && { method }) });
  const read = async <Body>(path: string, json?: unknown, method?: string): Promise<Body> => {
    const reply = await call(path, json, method);
    assert.equal(reply.status, 200, `${path}: ${reply.text}`);
    return reply.json<Body>();
  };
  const hunt = async (Query: string): Promise<Event[]> =>
    (await read<{ Results: Event[] }>('/api/advancedqueries/run', { Query })).Results;

  before(async () => {
    vakt = await TestVakt.start(['--demo']);
    const { VAKT_USERNAME = '', VAKT_PASSWORD = '' } = vakt.demo;
    const form = {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: VAKT_USERNAME,
      password: VAKT_PASSWORD,
      scope: 'https://api.securitycenter.microsoft.com/.default',
    };
    const reply = await vakt.call(`/${vakt.ready.tenantId}/oauth2/v2.0/token`, { form });
    token = reply.json<{ access_token: string }>().access_token;
    const until = Date.now() + PATIENCE_MS;
    let found: Event[] = [];
    while (found.length === 0 && Date.now() < until) {
      await delay(1_000);
      found = await hunt(
        'DeviceNetworkInfo | where IPAddresses has "." | project Timestamp, DeviceId, ReportId | take 1',
      );
    }
    assert.ok(found[0], 'the sensor reported no adapter');
    event = found[0];
    machine = await read<Machine>(`/api/machines/${event.DeviceId}`);
  });
  after(() => vakt.close());

  it('finds the machine by an address of its own, however the function is written', async () => {
    const address =
      machine.ipAddresses.map(({ ipAddress }) => ipAddress).find(text => text.includes('.')) ?? '';
    const text = `(ip='${address}',timestamp=${event.Timestamp})`;
    for (const path of [`findbyip${text}`, `FindByIp${encodeURIComponent(text)}`, `findbyip%20${text}/`]) {
      const { value } = await read<{ value: Machine[] }>(`/api/v1.0/machines/${path}`);
      assert.deepEqual(
        value.map(({ id }) => id),
        [machine.id],
        path,
      );
    }
  });

  it('tags the machine and finds it by the tag', async () => {
    await read(`/api/machines/${machine.id}/tags`, { Value: 'road', Action: 'Add' });
    const { value } = await read<{ value: Machine[] }>(
      '/api/machines/findByTag/?tag=ro&useStartsWithFilter=true',
    );
    assert.deepEqual(
      value.map(({ machineTags }) => machineTags),
      [['road']],
    );
  });

  it('raises an alert about an event of the lake, and tells what it is about', async () => {
    const alert = await read<{ id: string; lastEventTime: string }>('/api/alerts/CreateAlertByReference', {
      machineId: event.DeviceId,
      eventTime: event.Timestamp,
      reportId: String(event.ReportId),
      severity: 'Low',
      title: 'Road',
      description: 'An adapter',
      recommendedAction: 'None',
      category: 'General',
    });
    assert.equal(alert.lastEventTime, event.Timestamp);
    assert.equal((await read<Machine>(`/api/alerts/${alert.id}/machine`)).id, machine.id);
    assert.deepEqual((await read<{ value: unknown[] }>(`/api/alerts/${alert.id}/domains`)).value, []);
    assert.equal((await call(`/api/alerts/${alert.id}/user`)).status, 404);
    const batch = { alertIds: [alert.id], status: 'Resolved' };
    assert.equal((await call('/api/alerts/batchUpdate', batch)).text, '');
    const filter = encodeURIComponent("status eq 'Resolved'");
    for (const counted of [
      `alerts/%24count?$filter=${filter}`,
      `machines/${machine.id}/alerts/$count?$filter=${filter}`,
    ])
      assert.equal((await call(`/api/${counted}`)).text, '1', counted);
  });
});
