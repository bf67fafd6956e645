import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, ORIGIN, TENANT, TestApi } from './api.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

interface Machine {
  readonly id: string;
  readonly computerDnsName: string;
  readonly lastIpAddress: string | null;
  readonly osProcessor: string | null;
  readonly healthStatus: string;
  readonly riskScore: string;
  readonly onboardingStatus: string;
  readonly ipAddresses: readonly Record<string, string | null>[];
}
interface Collection {
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Machine[];
}

const READER = application(['Machine.Read.All']);
const ENTRA_ID = '80fe8ff8-2624-418e-9591-41f0491218f9';

describe('machines', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    const db = test.store.tenant(TENANT);
    const lastSeen = '2026-11-21T05:00:00.0000000Z';
    await addDevices(
      db,
      { ipAddresses: [{ ipAddress: '10.0.0.1', macAddress: '8c:ec:4b:89:7e:73', lastSeen }] },
      { osPlatform: 'Windows11', aadDeviceId: ENTRA_ID, onboardingStatus: 'Can be onboarded' },
      { firstSeen: '2026-01-01T00:00:00Z', lastSeen: '2026-01-01T00:00:00Z', registryDeviceTag: 'lab' },
    );
    await addAlert(db, api.now, { severity: 'High' });
  });
  after(() => test.close());

  const list = async (query: string): Promise<Collection> => {
    const answer = await api.call(`/api/machines${query}`, { as: READER });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Collection>();
  };
  const names = async (query: string): Promise<string[]> =>
    (await list(query)).value.map(({ computerDnsName }) => computerDnsName.replace('.contoso.com', ''));

  it('lists the one heard of last first', async () => {
    assert.deepEqual(await names(''), ['host1', 'host0', 'host2']);
  });

  it('answers the conditions of the vendor’s samples', async () => {
    assert.deepEqual(await names("?$filter=riskScore+eq+'High'"), ['host0']);
    assert.deepEqual(await names("?$filter=healthStatus+ne+'Active'&$top=100"), ['host2']);
    assert.deepEqual(await names('?$filter=lastSeen gt 2026-08-01Z'), ['host1', 'host0']);
    assert.deepEqual(await names("?$filter=startswith(ComputerDnsName,'host1')"), ['host1']);
    assert.deepEqual(await names("?$filter=machineTags/any(tag: tag eq 'lab')"), ['host2']);
    assert.deepEqual(await names(`?$filter=aadDeviceId eq ${ENTRA_ID}`), ['host1']);
    assert.deepEqual(await names("?$filter=onboardingStatus eq 'canBeOnboarded'"), ['host1']);
    assert.deepEqual(await names("?$filter=lastIpAddress eq '10.0.0.1' and rbacGroupId eq 0"), ['host0']);
    assert.deepEqual(await names("?$filter=osPlatform in ('Linux')&$orderby=computerDnsName desc"), [
      'host2',
      'host0',
    ]);
  });

  it('gets one by id, name and Entra device id', async () => {
    for (const id of [deviceId('1'), 'HOST1.contoso.com', ENTRA_ID]) {
      const answer = await api.call(`/api/machines/${id}`, { as: READER });
      assert.equal(answer.json<Machine>().id, deviceId('1'));
      assert.equal(answer.json()['@odata.context'], `${ORIGIN}/api/$metadata#Machines/$entity`);
    }
    const missing = await api.call('/api/machines/123123123', { as: READER });
    assert.deepEqual([missing.status, missing.error.message], [404, 'Machine 123123123 was not found']);
  });

  it('writes addresses and processors as the service does', async () => {
    const machine = (await api.call(`/api/machines/${deviceId('0')}`, { as: READER })).json<Machine>();
    assert.deepEqual(machine.ipAddresses, [
      { ipAddress: '10.0.0.1', macAddress: '8CEC4B897E73', type: null, operationalStatus: null },
    ]);
    assert.equal(machine.osProcessor, 'x64');
  });

  it('gives pages of 10,000 with a next link that leads to the rest, every machine once', async () => {
    const db = test.store.tenant(TENANT);
    const many = Array.from({ length: 10_050 }, (_, index) => ({
      deviceId: (index + 0x10_0000).toString(16).padStart(40, 'f'),
      deviceName: `many${index}`,
      lastSeen: '2026-11-21T05:30:00Z',
    }));
    for (let from = 0; from < many.length; from += 2_000)
      await addDevices(db, ...many.slice(from, from + 2_000));
    const filter = "?$filter=startswith(computerDnsName,'many')";
    const first = await list(filter);
    assert.equal(first.value.length, 10_000);
    const next = first['@odata.nextLink'] ?? '';
    assert.match(next, /^https:\/\/api\.security\.microsoft\.com\/api\/machines\?\$filter=.*&\$skip=10000$/);
    const second = await list(next.slice(next.indexOf('?')));
    assert.equal(second['@odata.nextLink'], undefined);
    const seen = new Set([...first.value, ...second.value].map(({ id }) => id));
    assert.equal(seen.size, 10_050);
    assert.equal((await list(`${filter}&$top=10000`))['@odata.nextLink'], undefined);
  });
});
