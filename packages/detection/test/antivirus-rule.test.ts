import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { anyAntivirusDetection } from '../rules/any/antivirus-detection.ts';
import { DEVICE, type Fixture, newTenant, withDetection } from './vakt-with-detection.ts';

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';

/** What the antivirus of a device says of a file. */
const recognised = (ReportId: number, changes: HuntingRow = {}): HuntingRow => ({
  Timestamp: `2026-03-01T12:00:0${ReportId}.0000000Z`,
  DeviceId: DEVICE,
  DeviceName: 'build-7.example.org',
  ReportId,
  ActionType: 'AntivirusDetection',
  FileName: 'eicar.com',
  FolderPath: '/tmp/eicar.com',
  SHA1,
  AdditionalFields: '{"ThreatName":"Eicar-Test-Signature","ScanId":"x"}',
  ...changes,
});

describe('what an antivirus recognised', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await withDetection();
  });
  after(() => fixture.close());

  const alertsAbout = async (...rows: HuntingRow[]) => {
    const tenant: TenantId = newTenant();
    const detection = fixture.start({ builtInRules: [anyAntivirusDetection] });
    await fixture.lake.append(tenant, { table: 'DeviceEvents', rows });
    await detection.notify(tenant, 'DeviceEvents');
    await detection.flush();
    return fixture.store.tenant(tenant).selectFrom('alerts').selectAll().orderBy('title').execute();
  };

  it('is an alert with the threat’s name and the file', async () => {
    const [alert, ...others] = await alertsAbout(recognised(1));
    assert.equal(others.length, 0);
    assert.deepEqual(
      [alert?.title, alert?.threat_name, alert?.category, alert?.severity],
      ['Antivirus recognised Eicar-Test-Signature', 'Eicar-Test-Signature', 'Malware', 'Medium'],
    );
    const [file] = alert?.evidence ?? [];
    assert.deepEqual(
      [file?.entityType, file?.fileName, file?.filePath, file?.sha1],
      ['File', 'eicar.com', '/tmp', SHA1],
    );
  });

  it('is one alert when a second scan finds the same file, and another for another threat', async () => {
    const alerts = await alertsAbout(
      recognised(1),
      recognised(2, { AdditionalFields: '{"ThreatName":"Eicar-Test-Signature","ScanId":"y"}' }),
      recognised(3, { AdditionalFields: '{"ThreatName":"Other"}', FolderPath: '/tmp/other' }),
      recognised(4, { AdditionalFields: '', FolderPath: '/tmp/nameless' }),
    );
    assert.deepEqual(alerts.map(({ title }) => title).toSorted(), [
      'Antivirus recognised Eicar-Test-Signature',
      'Antivirus recognised Other',
      'Antivirus recognised a threat',
    ]);
  });

  it('is none when a scan only came to its end', async () => {
    assert.deepEqual(await alertsAbout(recognised(1, { ActionType: 'AntivirusScanCompleted' })), []);
  });
});
