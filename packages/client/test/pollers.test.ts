import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BusyTenant } from '@vakt/testing/busy-tenant';
import { DefenderClient } from '../src/defender-client.ts';
import { feedPoller, lineTo, type Poller, rawPoller } from './pollers.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const STEP_MS = 30 * 60_000;
const STEPS = (10 * 24 * 60 * 60_000) / STEP_MS;
const MACHINES = 120;
const CHANGED = ['New', 'InProgress', 'Resolved'] as const;

/** The same numbers in each run (a linear congruential generator). */
const createDice = () => {
  let state = 20_261_121;
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
};

describe('ten days of alerts, polled as connectors do', () => {
  const dice = createDice();
  let tenant: BusyTenant;
  let pollers: Poller[];

  before(async () => {
    tenant = await BusyTenant.start(START);
    const credential = {
      getToken: async () => ({ token: 'any', expiresOnTimestamp: Date.now() + 86_400_000 }),
    };
    const client = new DefenderClient('https://localhost', credential, { httpClient: lineTo(tenant) });
    const [alerts, creations, incidents] = [
      () => tenant.alerts(),
      () => tenant.creations(),
      () => tenant.incidents(),
    ];
    const since = new Date(START);
    const alert = { path: 'alerts', id: 'id', time: 'lastUpdateTime' } as const;
    const creation = { ...alert, time: 'alertCreationTime' } as const;
    const incident = { path: 'incidents', id: 'incidentId', time: 'lastUpdateTime' } as const;
    pollers = [
      feedPoller('alerts.changes', client.alerts.changes({ since, pageSize: 3 }), alert, alerts),
      feedPoller('alerts.creations', client.alerts.creations({ since }), creation, creations),
      feedPoller('incidents.changes', client.incidents.changes({ since, pageSize: 2 }), incident, incidents),
      rawPoller(tenant, { ...alert, operator: 'gt', top: 7 }, alerts),
      rawPoller(tenant, { ...alert, operator: 'ge', top: 7 }, alerts),
      rawPoller(tenant, { ...creation, operator: 'gt', top: 5 }, creations),
      rawPoller(tenant, { ...creation, operator: 'ge', top: 5 }, creations),
      rawPoller(tenant, { ...incident, operator: 'gt', top: 10 }, incidents),
      rawPoller(tenant, { ...incident, operator: 'ge' }, incidents),
    ];
  });
  after(() => tenant.close());

  const patch = async (address: string, body: object, method = 'PATCH'): Promise<void> => {
    const { status, text } = await tenant.calls.send({ method, address, body });
    assert.equal(status, 200, text);
  };

  const anyOf = (known: ReadonlyMap<string, string>): string => [...known.keys()][dice(known.size)] ?? '';
  const known = (): ReadonlyMap<string, string> => pollers[0]?.known ?? new Map();

  /** One may be merged into another before the change arrives; it is refused then. */
  const assign = async (): Promise<void> => {
    const incidents = await tenant.openIncidents();
    const { status, text } = await tenant.calls.send({
      method: 'PATCH',
      address: `/api/incidents/${incidents[dice(incidents.length)]}`,
      body: { assignedTo: `ann${dice(9)}@contoso.com` },
    });
    assert.ok(status === 200 || text.includes('was merged into'), text);
  };

  const change = (): Promise<void> => {
    const status = CHANGED[dice(3)];
    switch (known().size === 0 ? 0 : dice(8)) {
      case 0:
      case 1:
        return tenant.detect(dice(MACHINES));
      case 2:
        return tenant.merge(dice(MACHINES));
      case 3:
        return patch('/api/alerts/batchUpdate', { alertIds: [...known().keys()].slice(-12), status }, 'POST');
      case 4:
        return assign();
      default:
        return patch(`/api/alerts/${anyOf(known())}`, { status, comment: 'Looked at' });
    }
  };

  /** Changes that begin while a slow transaction is open; some poll before it ends. */
  const overlap = async (): Promise<void> => {
    const slow = await tenant.detectSlowly(dice(MACHINES));
    const others = Promise.all([change(), change()]);
    for (const poller of pollers.slice(0, -1)) if (dice(3) === 0) await poller.poll();
    await slow.commit();
    await others;
  };

  test('nothing is missed and nothing comes twice', async () => {
    for (let step = 0; step < STEPS; step += 1) {
      tenant.now = START + step * STEP_MS;
      await Promise.all([change(), change(), change()]);
      if (dice(5) === 0) await overlap();
      for (const [turn, poller] of pollers.entries())
        if (step % (3 + 20 * turn) === 0) await poller.catchUp();
    }
    for (const poller of pollers) await poller.catchUp();
    const changes = pollers.map(({ known: { size } }) => size);
    assert.ok(Math.min(...changes) > 100, 'too little happened');
  });

  test('what was new was more than a page at times', () => {
    for (const { name, pages, polls } of pollers.slice(3)) assert.ok(pages > polls, `${name}: ${pages}`);
  });
});
