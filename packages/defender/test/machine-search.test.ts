import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { application, OTHER_TENANT } from './api.ts';
import { EventWorld } from './events.ts';
import { addDevices, deviceId } from './records.ts';

interface Machines {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly value: readonly { readonly id: string; readonly machineTags: readonly string[] }[];
}

const READER = application(['Machine.Read.All']);

describe('searching for machines', () => {
  let world: EventWorld;

  before(async () => {
    world = await EventWorld.start();
    await addDevices(
      world.db,
      { registryDeviceTag: 'lab' },
      { registryDeviceTag: 'lab-2' },
      { registryDeviceTag: 'Lab' },
      {},
    );
    const at = (minute: number) => `2026-11-21T05:${String(minute).padStart(2, '0')}:00.0000000Z`;
    await world.add(
      'DeviceNetworkInfo',
      {
        Timestamp: at(0),
        DeviceId: deviceId('0'),
        IPAddresses: '[{"IPAddress":"10.0.0.1","SubnetPrefix":24},{"IPAddress":"fe80::a1"}]',
      },
      { Timestamp: at(0), DeviceId: deviceId('1'), IPAddresses: '[{"IPAddress":"10.0.0.10"}]' },
    );
    await world.add(
      'DeviceNetworkEvents',
      { Timestamp: at(10), DeviceId: deviceId('2'), LocalIP: '::ffff:10.0.0.1' },
      { Timestamp: at(31), DeviceId: deviceId('3'), LocalIP: '10.0.0.1' },
      { Timestamp: at(10), DeviceId: deviceId('3'), LocalIP: '10.0.0.9', RemoteIP: '10.0.0.1' },
      { Timestamp: at(10), DeviceId: 'c'.repeat(40), LocalIP: '10.0.0.1' },
    );
  });
  after(() => world.close());

  const ask = (path: string, as = READER) => {
    world.api.now += 1_000;
    return world.api.call(`/api/machines/${path}`, { as });
  };
  const find = async (path: string): Promise<string[]> => {
    const answer = await ask(path);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Machines>().value.map(({ id }) => id.charAt(0));
  };
  const refusal = async (path: string) => {
    const { status, error } = await ask(path);
    return [status, error.code];
  };

  describe('by an address and a time', () => {
    it('finds those that had it within a quarter of an hour, as adapter or connection', async () => {
      assert.deepEqual(await find("findbyip(ip='10.0.0.1',timestamp=2026-11-21T05:15:00Z)"), ['2', '0']);
      assert.deepEqual(await find("findbyip(ip='10.0.0.1',timestamp=2026-11-21T05:16:00Z)"), ['3', '2']);
      assert.deepEqual(await find("findbyip(ip='10.0.0.1',timestamp=2026-11-21T04:30:00Z)"), []);
    });

    it('finds those of the older call within sixteen minutes, or answers 404', async () => {
      assert.deepEqual(await find("find(timestamp=2026-11-21T05:16:00Z,key='10.0.0.1')"), ['3', '2', '0']);
      const none = await ask("find(timestamp=2026-11-21T04:30:00Z,key='10.0.0.1')");
      assert.deepEqual([none.status, none.error.message], [404, 'Machine 10.0.0.1 was not found']);
    });

    it('reads IPv6 in any form', async () => {
      assert.deepEqual(await find("findbyip(ip='FE80:0:0:0:0:0:0:A1',timestamp=2026-11-21T05:00:00Z)"), [
        '0',
      ]);
    });

    for (const path of [
      'FindByIp(timestamp=2026-11-21T05:15:00.0000000Z, IP=10.0.0.1)',
      `findbyip(${encodeURIComponent("ip='10.0.0.1',timestamp=2026-11-21T05:15:00Z")})`,
      "findbyip(ip = '10.0.0.1' , timestamp = '2026-11-21T07:15:00+02:00' )",
      "findbyip(ip='10.0.0.1',timestamp=2026-11-21T05:15:00Z)/",
    ])
      it(`takes ${path}`, async () => {
        assert.deepEqual(await find(path), ['2', '0']);
      });

    for (const [path, code] of [
      ["findbyip(ip='10.0.0.1')", 'MissingRequiredParameter'],
      ['findbyip(timestamp=2026-11-21T05:15:00Z)', 'MissingRequiredParameter'],
      ["find(timestamp=2026-11-21T05:15:00Z,ip='10.0.0.1')", 'MissingRequiredParameter'],
      ["findbyip(ip='10.0.0.256',timestamp=2026-11-21T05:15:00Z)", 'InvalidIpAddress'],
      ["findbyip(ip='x'' or true',timestamp=2026-11-21T05:15:00Z)", 'InvalidIpAddress'],
      ["findbyip(ip='10.0.0.1',timestamp=yesterday)", 'InvalidInput'],
      ["findbyip(ip='10.0.0.1',timestamp=2026-10-20T05:15:00Z)", 'InvalidInput'],
      ["findbyip(ip='10.0.0.1',timestamp=2026-11-22T05:15:00Z)", 'InvalidInput'],
      ["findbyip(ip='10.0.0.1',timestamp=2026-11-21T05:15:00Z)?$top=1", 'ODataError'],
    ])
      it(`refuses ${path} with ${code}`, async () => {
        assert.deepEqual(await refusal(path ?? ''), [400, code]);
      });

    it('finds nothing of another tenant', async () => {
      const stranger = application(['Machine.Read.All'], { tenantId: OTHER_TENANT });
      const path = "findbyip(ip='10.0.0.1',timestamp=2026-11-21T05:15:00Z)";
      assert.deepEqual((await ask(path, stranger)).json<Machines>().value, []);
    });
  });

  describe('by a tag', () => {
    it('finds those that have it, in its own letter case', async () => {
      assert.deepEqual(await find('findbytag?tag=lab'), ['0']);
      assert.deepEqual(await find('findByTag/?tag=Lab&useStartsWithFilter=false'), ['2']);
      assert.deepEqual(await find('findbytag?tag=la'), []);
      for (const tag of ["' or true --", '\0', 'half \ud83d'.toWellFormed()])
        assert.deepEqual(await find(`findbytag?tag=${encodeURIComponent(tag)}`), []);
      assert.deepEqual(await find('findbytag?tag=%00&useStartsWithFilter=true'), []);
    });

    it('finds those that have one beginning so', async () => {
      assert.deepEqual(await find('findbytag?tag=lab&useStartsWithFilter=true'), ['1', '0']);
      assert.deepEqual(await find('findbytag?Tag=lab&usestartswithfilter=TRUE'), ['1', '0']);
      assert.deepEqual(await find('findbytag?tag=%25&useStartsWithFilter=true'), []);
    });

    it('takes the options of a list', async () => {
      const answer = await ask('findbytag?tag=la&useStartsWithFilter=true&$top=1&$count=true&$select=id');
      const machines = answer.json<Machines>();
      assert.deepEqual([machines['@odata.count'], machines.value], [2, [{ id: deviceId('1') }]]);
      assert.deepEqual(
        await find(
          "findbytag?tag=la&useStartsWithFilter=true&$filter=computerDnsName eq 'host0.contoso.com'",
        ),
        ['0'],
      );
    });

    for (const [path, code] of [
      ['findbytag', 'MissingRequiredParameter'],
      ['findbytag?tag=', 'MissingRequiredParameter'],
      ['findbytag?tag=lab&useStartsWithFilter=yes', 'InvalidInput'],
      ['findbytag?tag=lab&$filter=nonsense', 'ODataError'],
    ])
      it(`refuses ${path} with ${code}`, async () => {
        assert.deepEqual(await refusal(path ?? ''), [400, code]);
      });
  });
});
