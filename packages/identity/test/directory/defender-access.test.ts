import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type GraphCaller, type NewTenant, TestAuthority } from '../authority.ts';

const GROUPS = '/vakt/v1/deviceGroups';
const ROLES = '/vakt/v1/defenderRoles';
const SWITCH = '/vakt/v1/roleBasedAccess';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const NOBODY = '99999999-2222-4333-8444-555555555555';

const TAGGED = [{ property: 'tag', operator: 'equals', value: 'lab' }];

describe('device groups and the roles that open them', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let stranger: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('groups.example');
    graph = await authority.administratorOf(tenant);
    stranger = await authority.administratorOf(await authority.createTenant('stranger.example'));
  });
  after(() => authority.close());

  const made = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const reply = await graph('POST', path, body);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return reply.body;
  };

  const administrator = async (): Promise<string> => {
    const users = (await graph('GET', '/v1.0/users')).body['value'] as { id: string }[];
    return users[0]?.id ?? '';
  };

  it('are made, listed by rank, changed and deleted', async () => {
    const lab = await made(GROUPS, { name: 'Lab', conditions: TAGGED, remediationLevel: 'none' });
    const first = await made(GROUPS, { name: 'First', conditions: TAGGED, rank: 1 });
    const list = async () =>
      ((await graph('GET', GROUPS)).body['value'] as Record<string, unknown>[]).map(({ id, name, rank }) => [
        id,
        name,
        rank,
      ]);
    assert.deepEqual(await list(), [
      [first['id'], 'First', 1],
      [lab['id'], 'Lab', 2],
      [0, 'UnassignedGroup', null],
    ]);
    const changed = await graph('PATCH', `${GROUPS}/${lab['id']}`, { rank: 1, description: 'Benches' });
    assert.deepEqual([changed.status, changed.body['rank'], changed.body['name']], [200, 1, 'Lab']);
    assert.equal((await graph('GET', `${GROUPS}/${lab['id']}`)).body['remediationLevel'], 'none');
    for (const { id } of [lab, first]) assert.equal((await graph('DELETE', `${GROUPS}/${id}`)).status, 204);
    assert.deepEqual(await list(), [[0, 'UnassignedGroup', null]]);
    assert.equal((await graph('DELETE', `${GROUPS}/${lab['id']}`)).status, 404);
  });

  it('have one group that stays: that of the devices which no rule takes', async () => {
    assert.equal((await graph('DELETE', `${GROUPS}/0`)).status, 400);
    assert.equal((await graph('PATCH', `${GROUPS}/0`, { rank: 1 })).status, 400);
    const changed = await graph('PATCH', `${GROUPS}/0`, { remediationLevel: 'semiCoreFolders' });
    assert.equal(changed.body['remediationLevel'], 'semiCoreFolders');
  });

  it('are given to users and to directory roles', async () => {
    const { id: groupId } = await made(GROUPS, { name: 'Kiosks', conditions: TAGGED });
    const members = [await administrator(), SECURITY_READER];
    const role = await made(ROLES, {
      name: 'Kiosk analysts',
      permissions: ['viewData', 'alertsInvestigation'],
      members,
      deviceGroups: [groupId, 0],
    });
    const { body } = await graph('GET', `${ROLES}/${role['id']}`);
    assert.deepEqual(body['permissions'], ['viewData', 'alertsInvestigation']);
    assert.deepEqual((body['members'] as string[]).toSorted(), members.toSorted());
    assert.deepEqual(body['deviceGroups'], [0, groupId]);
    const less = await graph('PATCH', `${ROLES}/${role['id']}`, { members: [], permissions: ['viewData'] });
    assert.deepEqual([less.body['members'], less.body['deviceGroups']], [[], [0, groupId]]);
    await graph('DELETE', `${GROUPS}/${groupId}`);
    assert.deepEqual((await graph('GET', `${ROLES}/${role['id']}`)).body['deviceGroups'], [0]);
    assert.equal((await graph('DELETE', `${ROLES}/${role['id']}`)).status, 204);
    assert.equal((await graph('GET', `${ROLES}/${role['id']}`)).status, 404);
  });

  it('are turned on and off', async () => {
    assert.equal((await graph('GET', SWITCH)).body['enabled'], false);
    assert.equal((await graph('PATCH', SWITCH, { enabled: true })).body['enabled'], true);
    assert.equal((await graph('GET', SWITCH)).body['enabled'], true);
    assert.equal((await stranger('GET', SWITCH)).body['enabled'], false);
    await graph('PATCH', SWITCH, { enabled: false });
    assert.equal((await graph('PATCH', SWITCH, { enabled: 'perhaps' })).status, 400);
    assert.equal((await graph('PATCH', SWITCH, {})).status, 400);
  });

  it('are refused with the name of what is wrong', async () => {
    const cases: readonly [string, object, string][] = [
      [GROUPS, { conditions: TAGGED }, 'name'],
      [GROUPS, { name: ' ', conditions: TAGGED }, 'name'],
      [GROUPS, { name: 'x\0', conditions: TAGGED }, 'name'],
      [GROUPS, { name: 'x' }, 'conditions'],
      [GROUPS, { name: 'x', conditions: [] }, 'conditions'],
      [GROUPS, { name: 'x', conditions: [{ ...TAGGED[0], property: 'colour' }] }, 'conditions'],
      [GROUPS, { name: 'x', conditions: [{ ...TAGGED[0], operator: 'matches' }] }, 'conditions'],
      [GROUPS, { name: 'x', conditions: [{ ...TAGGED[0], value: '' }] }, 'conditions'],
      [GROUPS, { name: 'x', conditions: Array.from({ length: 21 }, () => TAGGED[0]) }, 'conditions'],
      [GROUPS, { name: 'x', conditions: TAGGED, rank: 0 }, 'rank'],
      [GROUPS, { name: 'x', conditions: TAGGED, rank: 1.5 }, 'rank'],
      [GROUPS, { name: 'x', conditions: TAGGED, remediationLevel: 'some' }, 'remediationLevel'],
      [ROLES, { permissions: ['viewData'] }, 'name'],
      [ROLES, { name: 'x', permissions: ['everything'] }, 'permissions'],
      [ROLES, { name: 'x', members: [NOBODY] }, 'members'],
      [ROLES, { name: 'x', members: ['ann'] }, 'members'],
      [ROLES, { name: 'x', deviceGroups: ['0'] }, 'deviceGroups'],
      [ROLES, { name: 'x', deviceGroups: [2 ** 40] }, 'deviceGroups'],
      [ROLES, { name: 'x', deviceGroups: [4711] }, '4711'],
    ];
    for (const [path, body, named] of cases) {
      const reply = await graph('POST', path, body);
      assert.equal(reply.status, 400, JSON.stringify(body));
      assert.match(JSON.stringify(reply.body), new RegExp(named), JSON.stringify(body));
    }
    for (const id of ['x', '-1', '99999999999', '1e3', '4711']) {
      assert.equal((await graph('GET', `${GROUPS}/${id}`)).status, 404, id);
      assert.equal((await graph('PATCH', `${ROLES}/${id}`, {})).status, 404, id);
      assert.equal((await graph('DELETE', `${ROLES}/${id}`)).status, 404, id);
    }
  });

  it('have names of their own', async () => {
    await made(GROUPS, { name: 'Twice', conditions: TAGGED });
    await made(ROLES, { name: 'Twice' });
    assert.equal((await graph('POST', GROUPS, { name: 'TWICE', conditions: TAGGED })).status, 409);
    assert.equal((await graph('POST', ROLES, { name: 'twice' })).status, 409);
  });

  it('are one tenant’s own', async () => {
    const { id: groupId } = await made(GROUPS, { name: 'Ours', conditions: TAGGED });
    const { id: roleId } = await made(ROLES, { name: 'Ours' });
    assert.equal((await stranger('GET', `${GROUPS}/${groupId}`)).status, 404);
    assert.equal((await stranger('DELETE', `${GROUPS}/${groupId}`)).status, 404);
    assert.equal((await stranger('PATCH', `${ROLES}/${roleId}`, { members: [SECURITY_READER] })).status, 404);
    assert.equal((await stranger('POST', ROLES, { name: 'x', deviceGroups: [groupId] })).status, 400);
    assert.equal(
      (await stranger('POST', ROLES, { name: 'x', members: [await administrator()] })).status,
      400,
    );
  });

  it('are changed by Global and Security Administrators alone, and every change is in the log', async () => {
    assert.equal((await authority.request('GET', GROUPS)).status, 401);
    const nobody = await authority.nobodyOf(tenant);
    for (const [method, path, body] of [
      ['POST', GROUPS, { name: 'Mine', conditions: TAGGED }],
      ['POST', ROLES, { name: 'Mine', permissions: ['viewData'], members: [SECURITY_READER] }],
      ['PATCH', SWITCH, { enabled: false }],
    ] as const) {
      const reply = await nobody(method, path, body);
      assert.equal(reply.status, 403, path);
      assert.match(JSON.stringify(reply.body), /Security Administrator/);
    }
    const log = (await graph('GET', '/v1.0/auditLogs/directoryAudits')).body['value'];
    for (const activity of ['Add device group', 'Update Defender role', 'Switch role-based access'])
      assert.match(JSON.stringify(log), new RegExp(activity));
  });
});
