import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { application, OTHER_TENANT } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

interface User {
  readonly id: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly logonTypes: string | null;
  readonly isOnlyNetworkUser: boolean;
}
interface Alert {
  readonly title: string;
  readonly evidence: readonly unknown[];
}

const ROLES = ['User.Read.All', 'Alert.Read.All'];
const READER = application(ROLES);
const HOME = deviceId('0');

describe('the details of a machine', () => {
  let world: EventWorld;

  before(async () => {
    world = await EventWorld.start();
    const { db } = world;
    const account = { accountDomain: 'contoso', lastSeen: '2026-11-21T05:30:00.0000000Z' };
    await addDevices(
      db,
      {
        loggedOnUsers: [
          { ...account, accountName: 'ann', logonType: 'Network' },
          { ...account, accountName: 'bob', accountDomain: '', logonType: 'Interactive' },
          { ...account, accountName: 'eve' },
        ],
      },
      {},
    );
    const logon = {
      DeviceId: HOME,
      ActionType: 'LogonSuccess',
      AccountName: 'Ann',
      AccountDomain: 'CONTOSO',
    };
    await world.add(
      'DeviceLogonEvents',
      { ...logon, Timestamp: '2026-11-20T05:00:00.0000001Z', LogonType: 'Network' },
      { ...logon, Timestamp: '2026-11-21T05:40:00.0000001Z', LogonType: 'Interactive' },
      { ...logon, Timestamp: '2026-11-19T05:00:00.0000001Z', DeviceId: deviceId('1'), LogonType: 'Batch' },
    );
    for (const [index, title] of ['first', 'second', 'third'].entries())
      await addAlert(db, world.api.now + index * 1_000, { title, severity: index === 1 ? 'High' : 'Low' });
    await addAlert(db, world.api.now, { title: 'elsewhere', machineId: deviceId('1') });
  });
  after(() => world.close());

  const ask = (path: string, as = READER) => {
    world.api.now += 1_000;
    return world.api.call(`/api/machines/${path}`, { as });
  };

  describe('of who logged on', () => {
    it('are the users with the times and types of their log-ons', async () => {
      const answer = await ask(`${HOME}/logonusers`);
      assert.equal(answer.json()['@odata.context'], 'https://api.security.microsoft.com/api/$metadata#Users');
      const users = answer.json<{ value: User[] }>().value;
      assert.deepEqual(
        users.map(user => [user.id, user.firstSeen, user.lastSeen, user.logonTypes, user.isOnlyNetworkUser]),
        [
          [
            'contoso\\ann',
            '2026-11-20T05:00:00.0000001Z',
            '2026-11-21T05:40:00.0000001Z',
            'Interactive, Network',
            false,
          ],
          ['bob', '2026-11-21T05:30:00.0000000Z', '2026-11-21T05:30:00.0000000Z', 'Interactive', false],
          ['contoso\\eve', '2026-11-21T05:30:00.0000000Z', '2026-11-21T05:30:00.0000000Z', null, false],
        ],
      );
      assert.deepEqual(Object.keys(users[0] ?? {}), [
        'id',
        'accountName',
        'accountDomain',
        'accountSid',
        'firstSeen',
        'lastSeen',
        'mostPrevalentMachineId',
        'leastPrevalentMachineId',
        'logonTypes',
        'logOnMachinesCount',
        'isDomainAdmin',
        'isOnlyNetworkUser',
      ]);
    });

    it('are empty for a machine that nobody logged on to', async () => {
      assert.deepEqual((await ask(`${deviceId('1')}/logonusers`)).json<{ value: User[] }>().value, []);
    });
  });

  describe('of its alerts', () => {
    it('are its own, the newest first, without evidence, by the machine’s name as well', async () => {
      for (const id of [HOME, 'HOST0.contoso.com']) {
        const { value } = (await ask(`${id}/alerts`)).json<{ value: Alert[] }>();
        assert.deepEqual(
          value.map(({ title, evidence }) => [title, evidence]),
          [
            ['third', []],
            ['second', []],
            ['first', []],
          ],
        );
      }
    });

    for (const query of ['?$top=1', "?$filter=status eq 'New'", '?%24expand=evidence'])
      it(`refuse ${query}, as the service does`, async () => {
        const { status, error } = await ask(`${HOME}/alerts${query}`);
        assert.deepEqual([status, error.code], [400, 'ODataError']);
      });

    it('are counted, all of them or those that meet a condition', async () => {
      const answer = await ask(`${HOME}/alerts/$count?$filter=status ne 'Resolved'`);
      assert.deepEqual([answer.text, answer.headers['content-type']], ['3', 'text/plain; charset=utf-8']);
      assert.equal((await ask(`${HOME}/alerts/$count`)).text, '3');
      assert.equal((await ask(`${HOME}/alerts/$count?$filter=severity+eq+'High'`)).text, '1');
      assert.equal(
        (await ask(`${HOME}/alerts/$count?$filter=severity eq 'High' or status eq 'New'`)).text,
        '3',
      );
      assert.equal((await ask(`${HOME}/alerts/$count?$filter=machineId eq 'x'`)).error.code, 'ODataError');
    });
  });

  it('are not found with a machine that is not there, or another tenant’s', async () => {
    const stranger = application(ROLES, { tenantId: OTHER_TENANT });
    for (const what of ['logonusers', 'alerts', 'alerts/$count']) {
      assert.equal((await ask(`${'f'.repeat(40)}/${what}`)).status, 404);
      const { status, error } = await ask(`${HOME}/${what}`, stranger);
      assert.deepEqual([status, error.message], [404, `Machine ${HOME} was not found`]);
    }
  });
});
