import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import { DynamicText } from '../src/result.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c05' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };
const TIME = '2026-11-21T11:00:00.0000000Z';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

let testLake: TestLake;
let engine: HuntingEngine;

before(async () => {
  testLake = await withTestLake(clock);
  engine = createHuntingEngine({ lake: testLake.lake, clock });
  const tables = {
    DeviceProcessEvents: ['d1', 'd2'].map(DeviceId => ({
      Timestamp: TIME,
      DeviceId,
      SHA1,
      FileSize: 10n,
      ProcessVersionInfoCompanyName: 'Contoso',
    })),
    DeviceFileCertificateInfo: [
      { Timestamp: TIME, SHA1, Signer: 'Contoso Ltd', IsSigned: true, IsTrusted: true },
    ],
    DeviceNetworkInfo: [
      { Timestamp: TIME, DeviceId: 'd3', IPAddresses: '[{"IPAddress": "10.0.0.3"}]', MacAddress: 'm' },
    ],
    DeviceNetworkEvents: [{ Timestamp: TIME, DeviceId: 'd1', RemoteIP: '10.0.0.3' }],
  };
  for (const [table, rows] of Object.entries(tables)) await testLake.lake.append(tenant, { table, rows });
});

after(async () => {
  await engine.close();
  await testLake.close();
});

const rowsOf = async (query: string): Promise<unknown[][]> => {
  const answer = await engine.run(tenant, query);
  assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
  return answer.value.rows.map(row => [...row]);
};

describe('hunting functions answer from what the tenant stored', () => {
  test('FileProfile knows prevalence, signature and publisher', async () => {
    const query = `print SHA1 = "${SHA1}" | invoke FileProfile(SHA1, 100)
      | project GlobalPrevalence, GlobalFirstSeen, Signer, SignatureState, Publisher, FileSize, IsExecutable, ProfileAvailability`;
    assert.deepEqual(await rowsOf(query), [
      [2, TIME, 'Contoso Ltd', 'SignedValid', 'Contoso', 10, true, 'Available'],
    ]);
  });

  test('AssignedIPAddresses gives the addresses of a device, not later than asked', async () => {
    const columns = '| project Timestamp, IPAddress, IPType';
    assert.deepEqual(await rowsOf(`AssignedIPAddresses("d3") ${columns}`), [[TIME, '10.0.0.3', 'Private']]);
    assert.deepEqual(await rowsOf(`AssignedIPAddresses("d3", ago(1d)) ${columns}`), []);
  });

  test('DeviceFromIP finds the device that has an address', async () => {
    const query =
      'datatable(IP: string) ["10.0.0.3", "10.0.0.4"] | invoke DeviceFromIP() | project IP, DeviceId';
    assert.deepEqual(await rowsOf(`${query} | sort by IP asc`), [
      ['10.0.0.3', 'd3'],
      ['10.0.0.4', ''],
    ]);
  });

  test('SeenBy lists the devices that met a device', async () => {
    const seen = new DynamicText(`[{"DeviceId":"d1","LastEncountered":"${TIME}"}]`);
    assert.deepEqual(await rowsOf('print DeviceId = "d3" | invoke SeenBy()'), [['d3', seen]]);
  });
});
