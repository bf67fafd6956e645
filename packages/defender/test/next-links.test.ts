import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { application, ORIGIN, TENANT, TestApi } from './api.ts';
import { addAlert } from './records.ts';

const WRITER = application(['Alert.Read.All', 'Machine.Read.All', 'Incident.ReadWrite.All']);
const HOUR = 3_600_000;
/** A page holds a hundred incidents. */
const INCIDENTS = 250;

interface Incidents {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly { readonly incidentId: number; readonly lastUpdateTime: string }[];
}

describe('next links', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
  });
  after(() => test.close());
  const fill = async () => {
    await sql`truncate alerts, incidents, incident_numbers cascade`.execute(test.store.authority);
    for (let machine = 1; machine <= INCIDENTS; machine += 1) await open(machine);
  };

  const open = (machine: number) =>
    addAlert(test.store.tenant(TENANT), api.now, { machineId: machine.toString(16).padStart(40, '0') });

  /** Calls are apart in time, so that no limit meets them. */
  const call = (address: string, body?: object) => {
    api.now += HOUR;
    return api.call(address, { as: WRITER, ...(body && { method: 'PATCH', body }) });
  };
  const page = async (address: string): Promise<Incidents> => {
    const answer = await call(address);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Incidents>();
  };

  /** Reads a list to its end; `meanwhile` happens behind each page. */
  const readAll = async (address: string, meanwhile: (page: Incidents) => Promise<unknown>) => {
    const read: Incidents['value'][number][] = [];
    for (let next: string | undefined = address; next !== undefined; ) {
      const answer: Incidents = await page(next);
      read.push(...answer.value);
      await meanwhile(answer);
      next = answer['@odata.nextLink']?.replace(ORIGIN, '');
    }
    return read;
  };
  const idsOf = (incidents: Incidents['value']) => incidents.map(({ incidentId }) => incidentId);

  it('repeat nothing when incidents come in between', async () => {
    await fill();
    let machine = INCIDENTS;
    const read = await readAll('/api/incidents', () => open((machine += 1)));
    assert.deepEqual(
      idsOf(read),
      Array.from({ length: INCIDENTS }, (_, index) => INCIDENTS - index),
    );
  });

  it('miss nothing when what was read changes in between, and show it again', async () => {
    await fill();
    const touched: number[] = [];
    const read = await readAll('/api/incidents?$orderby=lastUpdateTime', async ({ value }) => {
      const [first] = value;
      if (!first || touched.length === 2) return;
      touched.push(first.incidentId);
      await call(`/api/incidents/${first.incidentId}`, { assignedTo: 'ann@contoso.com' });
    });
    assert.deepEqual(new Set(idsOf(read)).size, INCIDENTS);
    assert.deepEqual(idsOf(read).slice(INCIDENTS), touched);
    assert.equal(new Set(read.map(({ lastUpdateTime }) => lastUpdateTime)).size, INCIDENTS + 2);
  });

  it('keep the rest of the query, the count among it, and where it began', async () => {
    await fill();
    const first = await page("/api/incidents?$filter=status eq 'Active'&$count=true&$skip=120");
    const link = new URL(first['@odata.nextLink'] ?? '');
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      $filter: "status eq 'Active'",
      $count: 'true',
      $skiptoken: '31',
    });
    const second = await page(`${link.pathname}${link.search}`);
    assert.equal(second['@odata.nextLink'], undefined);
    assert.deepEqual([first['@odata.count'], second['@odata.count']], [INCIDENTS, INCIDENTS]);
    assert.deepEqual(
      idsOf(second.value),
      Array.from({ length: 30 }, (_, index) => 30 - index),
    );
  });

  it('count on where two neighbours have the same time', async () => {
    await fill();
    await sql`update incidents set updated_ticks = 7`.execute(test.store.authority);
    const read = await readAll('/api/incidents?$orderby=lastUpdateTime desc', async () => undefined);
    assert.deepEqual(new Set(idsOf(read)).size, INCIDENTS);
    assert.equal(read.length, INCIDENTS);
  });

  for (const query of [
    'incidents?$skiptoken=x',
    "incidents?$skiptoken=1' or true",
    'incidents?$skiptoken=99999999999999999999',
    'incidents?$skiptoken=',
    'incidents?$skiptoken=1&$skiptoken=2',
    'incidents?$orderby=lastUpdateTime&$skiptoken=31',
    'incidents?$orderby=status&$skiptoken=31',
    'alerts?$skiptoken=31',
    'machines?$skiptoken=31',
  ])
    it(`refuses a token that is none: ${query}`, async () => {
      const { status, error } = await call(`/api/${query}`);
      assert.deepEqual([status, error.code], [400, 'ODataError']);
    });
});
