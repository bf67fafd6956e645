import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { eventually, type Road, startRoad } from './road.ts';

interface Alert {
  readonly title: string;
  readonly severity: string;
  readonly detectionSource: string;
  readonly machineId: string;
}

describe('an indicator, with this machine’s own sensor', { timeout: 240_000 }, () => {
  let road: Road;
  let program: string;

  before(async () => {
    road = await startRoad();
    program = `${road.vakt.folder}/watched-program`;
    copyFileSync('/bin/sleep', program);
  });
  after(async () => {
    rmSync(program, { force: true });
    await road.vakt.close();
  });

  it('raises an alert when the program that it is of starts again', async () => {
    const seen = await eventually(async () => {
      execFileSync(program, ['1']);
      const query = `DeviceProcessEvents | where FileName == "watched-program" and isnotempty(SHA1)
        | project SHA1 | take 1`;
      return (await road.hunt<{ SHA1: string }>(query))[0];
    }, 'the program’s start');
    await road.read('/api/indicators', {
      indicatorValue: seen.SHA1,
      indicatorType: 'FileSha1',
      action: 'Audit',
      severity: 'High',
      title: 'The watched program',
      description: 'It started',
    });
    execFileSync(program, ['1']);
    const alert = await eventually(
      async () =>
        (await road.read<{ value: Alert[] }>(`/api/files/${seen.SHA1}/alerts`)).value.find(
          ({ title }) => title === 'The watched program',
        ),
      'the alert',
    );
    assert.equal(alert.severity, 'High');
    assert.equal(alert.detectionSource, 'CustomerTI');
    const machines = await road.read<{ value: { id: string }[] }>(`/api/files/${seen.SHA1}/machines`);
    assert.deepEqual(
      machines.value.map(({ id }) => id),
      [alert.machineId],
    );
    const { organizationPrevalence } = await road.read<{ organizationPrevalence: number }>(
      `/api/files/${seen.SHA1}/stats?lookBackHours=1`,
    );
    assert.equal(organizationPrevalence, 1);
  });
});
