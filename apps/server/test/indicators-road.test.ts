import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';

interface Alert {
  readonly title: string;
  readonly severity: string;
  readonly detectionSource: string;
  readonly machineId: string;
}

/** How long the sensor and detection may take between them. */
const PATIENCE_MS = 60_000;

describe('an indicator, with this machine’s own sensor', { timeout: 240_000 }, () => {
  let vakt: TestVakt;
  let token: string;
  let program: string;

  const read = async <Body>(path: string, json?: unknown): Promise<Body> => {
    const reply = await vakt.call(path, { token, ...(json !== undefined && { json }) });
    assert.equal(reply.status, 200, `${path}: ${reply.text}`);
    return reply.json<Body>();
  };
  const eventually = async <Found>(look: () => Promise<Found | undefined>, what: string): Promise<Found> => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(1_000)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error(`${what} did not come`);
  };

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
    program = `${vakt.folder}/watched-program`;
    copyFileSync('/bin/sleep', program);
  });
  after(async () => {
    rmSync(program, { force: true });
    await vakt.close();
  });

  it('raises an alert when the program that it is of starts again', async () => {
    const seen = await eventually(async () => {
      execFileSync(program, ['1']);
      const Query = `DeviceProcessEvents | where FileName == "watched-program" and isnotempty(SHA1)
        | project SHA1 | take 1`;
      return (await read<{ Results: { SHA1: string }[] }>('/api/advancedqueries/run', { Query })).Results[0];
    }, 'the program’s start');
    await read('/api/indicators', {
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
        (await read<{ value: Alert[] }>(`/api/files/${seen.SHA1}/alerts`)).value.find(
          ({ title }) => title === 'The watched program',
        ),
      'the alert',
    );
    assert.equal(alert.severity, 'High');
    assert.equal(alert.detectionSource, 'CustomerTI');
    const machines = await read<{ value: { id: string }[] }>(`/api/files/${seen.SHA1}/machines`);
    assert.deepEqual(
      machines.value.map(({ id }) => id),
      [alert.machineId],
    );
    const { organizationPrevalence } = await read<{ organizationPrevalence: number }>(
      `/api/files/${seen.SHA1}/stats?lookBackHours=1`,
    );
    assert.equal(organizationPrevalence, 1);
  });
});
