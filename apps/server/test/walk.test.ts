import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, realpathSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { resourceApplications } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';

interface ServicePrincipal {
  readonly id: string;
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
}
interface Evidence {
  readonly entityType: string;
  readonly processId: number | null;
  readonly processCommandLine: string | null;
  readonly sha256: string | null;
}
interface Alert {
  readonly id: string;
  readonly title: string;
  readonly incidentId: number;
  readonly machineId: string;
  readonly lastEventTime: string;
  readonly evidence: readonly Evidence[];
}
interface HuntingReply {
  readonly Results: readonly Readonly<Record<string, unknown>>[];
}

/** Text that nothing else on this machine says. */
const R = `walk${randomBytes(8).toString('hex')}`;

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** Runs a process whose command line says `text`, long enough to be looked at. */
const act = async (text: string): Promise<{ pid: number; commandLine: string }> => {
  const child = spawn('/bin/sh', ['-c', `sleep 1; : ${text}`], { stdio: 'ignore' });
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, commandLine: `sleep 1; : ${text}` };
};

describe('the walk from registration to an alert', { timeout: 300_000 }, () => {
  let vakt: TestVakt;
  let administrator: string;
  const application = { id: '', appId: '', secret: '' };
  let beforeConsent: string;
  let afterConsent: string;
  let alert: Alert;

  const graph = async <Body>(path: string, json?: unknown): Promise<Body> => {
    const reply = await vakt.call(`/v1.0/${path}`, {
      token: administrator,
      ...(json !== undefined && { json }),
    });
    assert.ok(reply.status < 300, `${path}: ${reply.status} ${reply.text}`);
    return reply.json<Body>();
  };
  const servicePrincipalOf = async (appId: string): Promise<ServicePrincipal> => {
    const { value } = await graph<{ value: ServicePrincipal[] }>(
      `servicePrincipals?$filter=${encodeURIComponent(`appId eq '${appId}'`)}`,
    );
    assert.equal(value.length, 1);
    return value[0] as ServicePrincipal;
  };
  const demoToken = () => vakt.token(vakt.demo.VAKT_CLIENT_ID ?? '', vakt.demo.VAKT_CLIENT_SECRET ?? '');
  const hunt = async (Query: string): Promise<HuntingReply['Results']> => {
    const reply = await vakt.call('/api/advancedqueries/run', { token: await demoToken(), json: { Query } });
    assert.equal(reply.status, 200, reply.text);
    return reply.json<HuntingReply>().Results;
  };
  const alertsNaming = async (text: string): Promise<Alert[]> => {
    const reply = await vakt.call('/api/alerts?$expand=evidence', { token: await demoToken() });
    assert.equal(reply.status, 200, reply.text);
    return reply
      .json<{ value: Alert[] }>()
      .value.filter(({ evidence }) =>
        evidence.some(({ processCommandLine }) => processCommandLine?.includes(text)),
      );
  };

  before(async () => {
    vakt = await TestVakt.start(['--demo']);
    administrator = await vakt.administratorToken('https://graph.microsoft.com/.default');
  });
  after(() => vakt.close());

  it('registers an application that asks for Alert.Read.All alone', async () => {
    const resource = await servicePrincipalOf(resourceApplications.WindowsDefenderATP.appId);
    const role = resource.appRoles.find(({ value }) => value === 'Alert.Read.All');
    const created = await graph<{ id: string; appId: string }>('applications', {
      displayName: R,
      requiredResourceAccess: [
        {
          resourceAppId: resourceApplications.WindowsDefenderATP.appId,
          resourceAccess: [{ id: role?.id, type: 'Role' }],
        },
      ],
    });
    const { secretText } = await graph<{ secretText: string }>(`applications/${created.id}/addPassword`, {
      passwordCredential: { displayName: 'walk' },
    });
    await graph('servicePrincipals', { appId: created.appId });
    Object.assign(application, { id: created.id, appId: created.appId, secret: secretText });
  });

  it('gives a token without roles before consent, and the API says why that is not enough', async () => {
    beforeConsent = await vakt.token(application.appId, application.secret);
    assert.equal('roles' in claimsOf(beforeConsent), false);
    const reply = await vakt.call('/api/alerts', { token: beforeConsent });
    assert.equal(reply.status, 403);
    assert.match(
      reply.json<{ error: { message: string } }>().error.message,
      /^Missing application roles\. API required roles: Alert\.Read\.All,/,
    );
  });

  it('opens exactly the consented API with a new token, and not with the old one', async () => {
    const [client, resource] = await Promise.all([
      servicePrincipalOf(application.appId),
      servicePrincipalOf(resourceApplications.WindowsDefenderATP.appId),
    ]);
    const appRoleId = resource.appRoles.find(({ value }) => value === 'Alert.Read.All')?.id;
    await graph(`servicePrincipals/${client.id}/appRoleAssignments`, {
      principalId: client.id,
      resourceId: resource.id,
      appRoleId,
    });
    assert.equal((await vakt.call('/api/alerts', { token: beforeConsent })).status, 403);
    afterConsent = await vakt.token(application.appId, application.secret);
    assert.deepEqual(claimsOf(afterConsent).roles, ['Alert.Read.All']);
    assert.equal((await vakt.call('/api/alerts', { token: afterConsent })).status, 200);
    const machines = await vakt.call('/api/machines', { token: afterConsent });
    assert.equal(machines.status, 403);
    assert.equal(
      machines.json<{ error: { message: string } }>().error.message,
      'Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: Alert.Read.All.',
    );
  });

  it('raises one alert, within 10 seconds, for a process that a rule added at run time names', async () => {
    await graph('security/rules/detectionRules', {
      displayName: `Process that carries ${R}`,
      isEnabled: true,
      queryCondition: { queryText: `DeviceProcessEvents | where ProcessCommandLine has "${R}act"` },
      schedule: { period: '0' },
      detectionAction: {
        alertTemplate: {
          title: R,
          description: 'The walk',
          severity: 'low',
          category: 'Execution',
          mitreTechniques: ['T1059.004'],
        },
      },
    });
    const { pid, commandLine } = await act(`${R}act`);
    const deadline = performance.now() + 10_000;
    let found: Alert[] = [];
    while (found.length === 0 && performance.now() < deadline) {
      await delay(100);
      found = await alertsNaming(`${R}act`);
    }
    assert.equal(found.length, 1, `alerts within 10 s: ${found.length}`);
    alert = found[0] as Alert;
    const evidence = alert.evidence.filter(
      ({ entityType, processId }) => entityType === 'Process' && processId === pid,
    );
    assert.equal(evidence.length, 1, JSON.stringify(alert.evidence));
    assert.ok(evidence[0]?.processCommandLine?.includes(commandLine));
    assert.equal(
      evidence[0]?.sha256,
      createHash('sha256')
        .update(readFileSync(realpathSync('/bin/sh')))
        .digest('hex'),
    );
  });

  it('names the event: device, time and report id open exactly one row', async () => {
    const [row] = await hunt(
      `DeviceProcessEvents | where ProcessCommandLine has "${R}act" and DeviceId == "${alert.machineId}"`,
    );
    assert.equal(row?.Timestamp, alert.lastEventTime);
    const rows = await hunt(
      `DeviceProcessEvents | where DeviceId == "${alert.machineId}" and Timestamp == datetime(${alert.lastEventTime}) and ReportId == ${String(row?.ReportId)}`,
    );
    assert.equal(rows.length, 1);
  });

  it('finds everything again after every process was killed', async () => {
    await vakt.killAll();
    await vakt.startAgain();
    const reply = await vakt.call(`/api/alerts/${alert.id}`, {
      token: await vakt.token(application.appId, application.secret),
    });
    assert.equal(reply.status, 200, reply.text);
    assert.equal(reply.json<Alert>().incidentId, alert.incidentId);
    assert.equal((await vakt.call('/api/alerts', { token: afterConsent })).status, 200);
    assert.equal(
      (await vakt.call(`/api/machines/${alert.machineId}`, { token: await demoToken() })).status,
      200,
    );
    assert.equal((await hunt(`DeviceProcessEvents | where ProcessCommandLine has "${R}act"`)).length, 1);
  });

  it('sees nothing while the sensor is stopped', async () => {
    await vakt.stop();
    await vakt.startAgain(['--demo', '--no-sensor']);
    await act(`${R}unseen`);
    await delay(4_000);
    assert.deepEqual(await hunt(`DeviceProcessEvents | where ProcessCommandLine has "${R}unseen"`), []);
    assert.deepEqual(await alertsNaming(`${R}unseen`), []);
  });
});
