import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { OTHER_TENANT, TENANT } from './api.ts';
import { addEndedSession } from './live-response-records.ts';
import { ADMINISTRATOR, ANALYST, SHARED, type TwoGroups, withTwoGroups } from './two-groups.ts';

const DEVICE_TIME = '2026-11-21T05:30:00Z';

describe('a user whose roles open some device groups only', () => {
  let world: TwoGroups;
  before(async () => {
    world = await withTwoGroups();
  });
  after(() => world.close());

  /** All by which the closed device, or what happened on it, can be recognised. */
  const secrets = (): RegExp => {
    const { id, name, alertId, actionId, packageId } = world.closed;
    return new RegExp([id, name, alertId, actionId, packageId].join('|'), 'i');
  };

  const { sha1, domain, ip, ownIp } = SHARED;
  for (const address of [
    '/api/machines',
    "/api/machines?$filter=computerDnsName eq 'secret-host'",
    "/api/machines?$filter=startswith(computerDnsName,'secret')",
    `/api/machines?$filter=not (rbacGroupId eq 4711)&$orderby=lastSeen desc`,
    "/api/machines?$filter=machineTags/any(t: t eq 'group-b')",
    "/api/machines?$filter=riskScore eq 'Medium'&$count=true&$top=1&$skip=0",
    '/api/machines/findbytag?tag=group&useStartsWithFilter=true',
    `/api/machines/findbyip(ip='${ownIp}',timestamp=${DEVICE_TIME})`,
    `/api/machines/find(timestamp=${DEVICE_TIME},key='${ownIp}')`,
    '/api/alerts',
    '/api/alerts?$expand=evidence',
    "/api/alerts?$filter=evidence/any(e: e/sha1 eq 'a9993e364706816aba3e25717850c26c9cd0d89d')",
    "/api/alerts?$filter=severity eq 'Medium'&$expand=evidence",
    '/api/alerts?$orderby=machineId desc&$top=1',
    '/api/machineactions',
    "/api/machineactions?$filter=status eq 'Pending'",
    '/api/incidents',
    "/api/incidents?$filter=status eq 'Active'",
    '/api/investigations',
    `/api/files/${sha1}/alerts`,
    `/api/files/${sha1}/machines`,
    `/api/domains/${domain}/alerts`,
    `/api/domains/${domain}/machines`,
    `/api/ips/${ip}/alerts`,
    `/api/ips/${ip}/machines`,
    '/api/users/ann/alerts',
    '/api/users/ann/machines',
  ])
    it(`sees nothing of others: ${address}`, async () => {
      const answer = await world.api.call(address, { as: ANALYST });
      assert.equal(answer.status, 200, answer.text);
      assert.doesNotMatch(answer.text, secrets());
    });

  for (const address of [
    '/api/machines',
    '/api/machines/findbytag?tag=group&useStartsWithFilter=true',
    `/api/machines/findbyip(ip='${ownIp}',timestamp=${DEVICE_TIME})`,
    '/api/alerts',
    '/api/machineactions',
    '/api/incidents',
    `/api/files/${sha1}/alerts`,
    `/api/files/${sha1}/machines`,
    `/api/domains/${domain}/alerts`,
    `/api/domains/${domain}/machines`,
    `/api/ips/${ip}/alerts`,
    '/api/users/ann/alerts',
    '/api/users/ann/machines',
  ])
    it(`sees the open device where an administrator sees both: ${address}`, async () => {
      const own = await world.api.call(address, { as: ANALYST });
      assert.match(own.text, new RegExp(`${world.open.id}|${world.open.name}`));
      const all = await world.api.call(address, { as: ADMINISTRATOR });
      assert.match(all.text, new RegExp(`${world.closed.id}|${world.closed.name}`));
    });

  it('counts nothing of others', async () => {
    for (const [address, mine, all] of [
      ['/api/alerts/$count', 1, 2],
      [`/api/alerts/$count?$filter=incidentId eq ${world.closed.incidentId}`, 0, 1],
      ['/api/machines/$count', 1, 2],
      ["/api/machines/$count?$filter=computerDnsName eq 'secret-host'", 0, 1],
      ['/api/machineactions/$count', 2, 4],
    ] as const) {
      assert.equal((await world.api.call(address, { as: ANALYST })).text, String(mine), address);
      assert.equal((await world.api.call(address, { as: ADMINISTRATOR })).text, String(all), address);
    }
    for (const [address, mine, all] of [
      ['/api/machines?$count=true&$top=0', 1, 2],
      ["/api/machines?$count=true&$top=0&$filter=computerDnsName eq 'secret-host'", 0, 1],
      ['/api/machineactions?$count=true&$top=0', 2, 4],
    ] as const) {
      const countFor = async (as: typeof ANALYST) =>
        (await world.api.call(address, { as })).json()['@odata.count'];
      assert.deepEqual([await countFor(ANALYST), await countFor(ADMINISTRATOR)], [mine, all], address);
    }
  });

  it('has statistics of the visible devices alone', async () => {
    for (const address of [
      `/api/files/${sha1}/stats`,
      `/api/domains/${domain}/stats`,
      `/api/ips/${ip}/stats`,
    ]) {
      const prevalence = async (as: typeof ANALYST) => {
        const answer = await world.api.call(address, { as });
        assert.equal(answer.status, 200, answer.text);
        const { orgPrevalence, organizationPrevalence } = answer.json<Record<string, unknown>>();
        return String(orgPrevalence ?? organizationPrevalence);
      };
      assert.deepEqual([await prevalence(ANALYST), await prevalence(ADMINISTRATOR)], ['1', '2'], address);
    }
  });

  it('finds what belongs to others not there, by whatever name', async () => {
    const { id, name, alertId, incidentId, actionId, packageId } = world.closed;
    for (const address of [
      `/api/machines/${id}`,
      `/api/machines/${name}`,
      `/api/machines/${id.toUpperCase()}`,
      `/api/machines/${id}/alerts`,
      `/api/machines/${id}/alerts/$count`,
      `/api/machines/${id}/logonusers`,
      `/api/alerts/${alertId}`,
      `/api/alerts/${alertId}/machine`,
      `/api/alerts/${alertId}/files`,
      `/api/alerts/${alertId}/ips`,
      `/api/alerts/${alertId}/domains`,
      `/api/alerts/${alertId}/user`,
      `/api/incidents/${incidentId}`,
      `/api/machineactions/${actionId}`,
      `/api/machineactions/${packageId}/getPackageUri`,
    ]) {
      const there = await world.api.call(address, { as: ADMINISTRATOR });
      assert.equal(there.status, 200, `${address}: ${there.text}`);
      const answer = await world.api.call(address, { as: ANALYST });
      assert.deepEqual([answer.status, answer.error.code], [404, 'ResourceNotFound'], address);
    }
  });

  it('changes nothing of others', async () => {
    const { id, alertId, incidentId, actionId } = world.closed;
    const comment = { Comment: 'x' };
    for (const [method, address, body] of [
      ['POST', `/api/machines/${id}/isolate`, { ...comment, IsolationType: 'Full' }],
      ['POST', `/api/machines/${id}/unisolate`, comment],
      ['POST', `/api/machines/${id}/runAntiVirusScan`, { ...comment, ScanType: 'Quick' }],
      ['POST', `/api/machines/${id}/collectInvestigationPackage`, comment],
      ['POST', `/api/machines/${id}/StopAndQuarantineFile`, { ...comment, Sha1: sha1 }],
      ['POST', `/api/machines/${id}/startInvestigation`, comment],
      ['POST', `/api/machines/${id}/tags`, { Value: 'x', Action: 'Add' }],
      ['POST', `/api/machines/${id}/setDeviceValue`, { DeviceValue: 'High' }],
      ['PATCH', `/api/machines/${id}`, { machineTags: ['x'] }],
      [
        'POST',
        '/api/machines/AddOrRemoveTagForMultipleMachines',
        { Value: 'x', Action: 'Add', MachineIds: [world.open.id, id] },
      ],
      ['POST', `/api/machineactions/${actionId}/cancel`, comment],
      ['PATCH', `/api/alerts/${alertId}`, { status: 'Resolved' }],
      ['POST', '/api/alerts/batchUpdate', { alertIds: [world.open.alertId, alertId], status: 'Resolved' }],
      ['PATCH', `/api/incidents/${incidentId}`, { status: 'Resolved' }],
      [
        'POST',
        '/api/alerts/CreateAlertByReference',
        {
          machineId: id,
          severity: 'Low',
          title: 't',
          description: 'd',
          recommendedAction: 'r',
          eventTime: DEVICE_TIME,
          reportId: '7',
          category: 'Exploit',
        },
      ],
    ] as const) {
      const answer = await world.api.call(address, { method, body, as: ANALYST });
      assert.equal(answer.status, 404, `${address}: ${answer.text}`);
      assert.doesNotMatch(answer.text, new RegExp(world.closed.name));
    }
    const untouched = await world.api.call(`/api/alerts/${world.open.alertId}`, { as: ADMINISTRATOR });
    assert.equal(untouched.json()['status'], 'New', 'a batch changes all or none');
  });

  it('finds no machine of others by any operation that names one in its path', async () => {
    const onMachines = operations.filter(({ path }) => path.startsWith('/machines/{id}'));
    assert.ok(onMachines.length > 15);
    for (const { id, method, path, body } of onMachines) {
      const address = `/api${path.replace('{id}', world.closed.id)}`;
      const answer = await world.api.call(address, { method, body: body?.example, as: ANALYST });
      assert.deepEqual(
        [answer.status, answer.error.code],
        [404, 'ResourceNotFound'],
        `${id}: ${answer.text}`,
      );
    }
  });

  it('finds no session of live response of others', async () => {
    const { db } = world;
    const file = { fileName: 'hosts', content: 'secret-host' };
    const ids = {
      open: await addEndedSession(db, file, world.open.id),
      closed: await addEndedSession(db, file, world.closed.id),
    };
    const linkTo = (id: string, as: typeof ANALYST) =>
      world.api.call(`/api/machineactions/${id}/GetLiveResponseResultDownloadLink(index=0)`, { as });
    assert.equal((await linkTo(ids.open, ANALYST)).status, 200);
    assert.equal((await linkTo(ids.closed, ADMINISTRATOR)).status, 200);
    assert.equal((await linkTo(ids.closed, ANALYST)).status, 404);
  });

  it('hunts over the visible devices alone', async () => {
    for (const path of ['/api/advancedqueries/run', '/api/advancedhunting/run']) {
      const hunt = (Query: string, as: typeof ANALYST) =>
        world.api.call(path, { method: 'POST', body: { Query }, as });
      const query = 'union DeviceFileEvents, DeviceNetworkEvents, DeviceLogonEvents | distinct DeviceName';
      const own = await hunt(query, ANALYST);
      assert.match(own.text, /visible-host/);
      assert.doesNotMatch(own.text, secrets());
      assert.match((await hunt(query, ADMINISTRATOR)).text, /secret-host/);
      const refused = await hunt('IdentityLogonEvents | take 1', ANALYST);
      assert.equal(refused.status, 400);
      assert.match(refused.error.message, /IdentityLogonEvents.*device groups/);
    }
  });

  it('raises alerts on visible devices', async () => {
    const body = {
      machineId: world.open.id,
      severity: 'Low',
      title: 'By reference',
      description: 'd',
      recommendedAction: 'r',
      eventTime: DEVICE_TIME,
      reportId: '7',
      category: 'Exploit',
    };
    const address = '/api/alerts/CreateAlertByReference';
    const answer = await world.api.call(address, { method: 'POST', body, as: ANALYST });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json()['rbacGroupName'], 'Group a');
    const { value } = (await world.api.call('/api/investigations', { as: ANALYST })).json<{
      value: { machineId: string }[];
    }>();
    assert.deepEqual(
      value.map(({ machineId }) => machineId),
      [world.open.id],
    );
  });

  it('acts on visible devices, and not so that they go out of sight', async () => {
    const { id } = world.open;
    const scan = await world.api.call(`/api/machines/${id}/runAntiVirusScan`, {
      method: 'POST',
      body: { Comment: 'x', ScanType: 'Quick' },
      as: ANALYST,
    });
    assert.equal(scan.status, 201, scan.text);
    const moved = await world.api.call(`/api/machines/${id}`, {
      method: 'PATCH',
      body: { machineTags: ['group-b'] },
      as: ANALYST,
    });
    assert.equal(moved.status, 403, moved.text);
    assert.match(moved.error.message, /device group/);
  });

  it('sees the name and number of the device’s group', async () => {
    const answer = await world.api.call(`/api/machines/${world.open.id}`, { as: ANALYST });
    const { rbacGroupId, rbacGroupName } = answer.json();
    assert.deepEqual([rbacGroupId, rbacGroupName], [world.open.groupId, 'Group a']);
    const found = await world.api.call(`/api/machines?$filter=rbacGroupId eq ${world.open.groupId}`, {
      as: ADMINISTRATOR,
    });
    assert.equal(found.json<{ value: unknown[] }>().value.length, 1);
  });

  it('sees nothing with the token of a user of another tenant', async () => {
    const stranger = { ...ANALYST, tenantId: OTHER_TENANT, directoryRoles: ADMINISTRATOR.directoryRoles };
    assert.notEqual(stranger.tenantId, TENANT);
    const answer = await world.api.call('/api/machines', { as: stranger });
    assert.deepEqual(answer.json()['value'], []);
  });
});
