import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { type PortalPermission, portalPermissionsFor } from '@vakt/contract/portal-permissions';
import { enableRoles } from '@vakt/store/role-access';
import { application } from './api.ts';
import { ADMINISTRATOR, ANALYST, member, type TwoGroups, withTwoGroups } from './two-groups.ts';

const SECURITY_ADMINISTRATOR = '194ae4cb-b126-40b2-bd5b-6091b380977d';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

const userOf = (digit: number) => member(`bbbbbbbb-0000-4000-8000-00000000000${digit}`);
const VIEWER = userOf(1);
const INVESTIGATOR = userOf(2);
const RESPONDER = userOf(3);
const HELPER = userOf(4);
const NEWCOMER = userOf(5);
const COMMENT = { Comment: 'x' };

describe('roles of Defender', () => {
  let world: TwoGroups;
  before(async () => {
    world = await withTwoGroups();
    await world.allow(VIEWER.objectId, 'viewData');
    await world.allow(INVESTIGATOR.objectId, 'viewData', 'alertsInvestigation');
    await world.allow(RESPONDER.objectId, 'viewData', 'activeRemediation');
    await world.allow(HELPER.objectId, 'liveResponseBasic');
  });
  after(() => world.close());

  it('name a permission for every operation that a user can call', () => {
    const nameless = operations.filter(
      operation => operation.permissions.delegated.length > 0 && portalPermissionsFor(operation).length === 0,
    );
    assert.deepEqual(
      nameless.map(({ id }) => id),
      [],
    );
  });

  it('need what the page of each operation says', () => {
    const needed = Object.fromEntries(
      operations.map(operation => [operation.id, portalPermissionsFor(operation)]),
    );
    const expected: Readonly<Record<string, readonly PortalPermission[]>> = {
      listMachines: ['viewData'],
      listMachineLogonUsers: ['viewData'],
      listInvestigations: ['viewData'],
      listIndicators: ['viewData'],
      runAdvancedQuery: ['viewData'],
      updateAlert: ['alertsInvestigation'],
      createAlertByReference: ['alertsInvestigation'],
      tagMachine: ['manageSecuritySettings'],
      updateMachine: ['alertsInvestigation'],
      isolateMachine: ['activeRemediation'],
      collectInvestigationPackage: ['alertsInvestigation'],
      getPackageUri: ['alertsInvestigation'],
      startInvestigation: ['activeRemediation'],
      offboardMachine: ['manageSecuritySettings'],
      uploadLibraryFile: ['manageSecuritySettings'],
      runLiveResponse: ['liveResponseBasic', 'liveResponseAdvanced'],
    };
    for (const [id, permissions] of Object.entries(expected)) assert.deepEqual(needed[id], permissions, id);
  });

  const post = (address: string, body: object, as: typeof VIEWER) =>
    world.api.call(address, { method: 'POST', body, as });

  it('let a user do what they give, and name what is missing for the rest', async () => {
    assert.equal((await world.api.call('/api/machines', { as: VIEWER })).status, 200);
    const isolate = `/api/machines/${world.open.id}/isolate`;
    const refused = await post(isolate, { ...COMMENT, IsolationType: 'Full' }, VIEWER);
    assert.equal(refused.status, 403);
    assert.match(refused.error.message, /Active remediation actions/);
    assert.match(refused.headers['vakt-explanation'] ?? '', /permit/);
    const resolved = await world.api.call(`/api/alerts/${world.open.alertId}`, {
      method: 'PATCH',
      body: { status: 'InProgress' },
      as: INVESTIGATOR,
    });
    assert.equal(resolved.status, 200, resolved.text);
  });

  it('allow nothing to who has none, whatever readers could do before', async () => {
    for (const as of [NEWCOMER, member(NEWCOMER.objectId, { directoryRoles: [SECURITY_READER] })]) {
      const answer = await world.api.call('/api/machines', { as });
      assert.deepEqual([answer.status, answer.error.code], [403, 'Forbidden']);
      assert.match(answer.error.message, /View data/);
    }
  });

  it('can be given to all with a directory role', async () => {
    await world.allow(SECURITY_READER, 'viewData');
    const reader = member(NEWCOMER.objectId, { directoryRoles: [SECURITY_READER] });
    const { value } = (await world.api.call('/api/machines', { as: reader })).json<{
      value: { id: string }[];
    }>();
    assert.deepEqual(
      value.map(({ id }) => id),
      [world.open.id],
    );
  });

  it('limit neither Global and Security Administrators nor applications', async () => {
    for (const as of [
      ADMINISTRATOR,
      member(NEWCOMER.objectId, { directoryRoles: [SECURITY_ADMINISTRATOR] }),
      application(['Machine.Read.All']),
    ]) {
      const { value } = (await world.api.call('/api/machines', { as })).json<{ value: unknown[] }>();
      assert.equal(value.length, 2);
    }
  });

  it('do not replace the scope of the token', async () => {
    const answer = await world.api.call('/api/machines', { as: { ...ANALYST, scopes: ['Alert.Read'] } });
    assert.match(answer.error.message, /Missing user scopes/);
  });

  it('let nobody cancel an action who could not begin it', async () => {
    const cancel = `/api/machineactions/${world.open.actionId}/cancel`;
    const refused = await post(cancel, COMMENT, INVESTIGATOR);
    assert.equal(refused.status, 403, refused.text);
    assert.match(refused.error.message, /Active remediation actions/);
    assert.equal((await post(cancel, COMMENT, RESPONDER)).status, 200);
  });

  it('let nobody run scripts with the basic live response', async () => {
    const run = (type: string, as: typeof VIEWER) =>
      post(
        `/api/machines/${world.open.id}/runliveresponse`,
        { ...COMMENT, Commands: [{ type, params: [{ key: 'Path', value: '/etc/hosts' }] }] },
        as,
      );
    const script = await run('RunScript', HELPER);
    assert.equal(script.status, 403);
    assert.match(script.error.message, /Live response capabilities \(advanced\)/);
    const allowed = await run('GetFile', HELPER);
    assert.doesNotMatch(allowed.text, /role/);
  });

  it('let users make indicators for their own device groups alone', async () => {
    const indicator = {
      indicatorValue: '198.51.100.9',
      indicatorType: 'IpAddress',
      action: 'Audit',
      title: 't',
      description: 'd',
    };
    const submit = (rbacGroupNames: readonly string[]) =>
      post('/api/indicators', { ...indicator, rbacGroupNames }, RESPONDER);
    for (const names of [[], ['Group b'], ['Group a', 'Group b'], ['Nowhere']]) {
      const answer = await submit(names);
      assert.equal(answer.status, 403, names.join());
      assert.match(answer.error.message, /Group a/);
    }
    assert.equal((await submit(['Group a'])).status, 200);
    const imported = await post(
      '/api/indicators/import',
      { Indicators: [{ ...indicator, rbacGroupNames: ['Group b'] }] },
      RESPONDER,
    );
    assert.equal(imported.json<{ value: { isFailed: boolean }[] }>().value[0]?.isFailed, true);
  });

  it('count for nothing where they are turned off', async () => {
    const { db } = world;
    await enableRoles(db, false);
    const reader = member(NEWCOMER.objectId, { directoryRoles: [SECURITY_READER] });
    const { value } = (await world.api.call('/api/machines', { as: reader })).json<{ value: unknown[] }>();
    assert.equal(value.length, 2);
    assert.equal((await world.api.call('/api/machines', { as: ANALYST })).status, 403);
    await enableRoles(db, true);
  });
});
