import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { application, ORIGIN, OTHER_TENANT } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';
const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const UNKNOWN = 'f'.repeat(40);
const ROLES = [
  'File.Read.All',
  'URL.Read.All',
  'Ip.Read.All',
  'User.Read.All',
  'Alert.Read.All',
  'Machine.Read.All',
];
const READER = application(ROLES);
const STRANGER = application(ROLES, { tenantId: OTHER_TENANT });

/** An event of a device, so many hours before now, which is 06:00 on 21 November. */
const event = (device: string, hoursAgo: number, columns: HuntingRow): HuntingRow => ({
  Timestamp: new Date(Date.parse('2026-11-21T06:00:00Z') - hoursAgo * 3_600_000).toISOString(),
  DeviceId: deviceId(device),
  ReportId: hoursAgo + 1,
  ...columns,
});

describe('files, domains, addresses and users', () => {
  let world: EventWorld;

  before(async () => {
    world = await EventWorld.start();
    const { db } = world;
    await addDevices(db, {}, {}, {});
    await world.add(
      'DeviceFileEvents',
      event('0', 1, { SHA1, SHA256, FileName: 'setup.exe', FileSize: 4_096, MD5: 'ab'.repeat(16) }),
      event('0', 2, { SHA1, SHA256, FileName: 'setup.exe' }),
      event('1', 100, { SHA1, SHA256, FileName: 'other.exe' }),
      event('2', 1, { SHA1: 'b'.repeat(40), FileName: 'b.exe' }),
    );
    await world.add(
      'DeviceProcessEvents',
      event('2', 1_000, { SHA1, SHA256, FileName: 'setup.exe', ProcessVersionInfoCompanyName: 'Contoso' }),
    );
    await world.add(
      'DeviceFileCertificateInfo',
      event('0', 1, {
        SHA1,
        Signer: 'Contoso',
        Issuer: 'Contoso CA',
        SignerHash: 'cd'.repeat(20),
        IsTrusted: true,
      }),
    );
    await world.add(
      'DeviceNetworkEvents',
      event('0', 1, { RemoteUrl: 'evil.example', RemoteIP: '198.51.100.7', ActionType: 'ConnectionSuccess' }),
      event('1', 50, {
        RemoteUrl: 'https://EVIL.example:8443/a',
        RemoteIP: '::ffff:198.51.100.7',
        ActionType: 'ConnectionSuccess',
      }),
      event('2', 1, { RemoteUrl: 'https://evil.example.net/evil.example', RemoteIP: '198.51.100.70' }),
      event('2', 2, {
        RemoteUrl: 'sub.evil.example',
        RemoteIP: '198.51.100.7',
        ActionType: 'InboundConnectionAccepted',
      }),
    );
    await world.add(
      'DeviceLogonEvents',
      event('0', 3, {
        ActionType: 'LogonSuccess',
        AccountName: 'Alice',
        AccountDomain: 'contoso',
        LogonType: 'Interactive',
      }),
      event('0', 2, {
        ActionType: 'LogonSuccess',
        AccountName: 'alice',
        AccountDomain: 'contoso',
        LogonType: 'Network',
      }),
      event('1', 1, {
        ActionType: 'LogonSuccess',
        AccountName: 'alice',
        AccountDomain: 'fabrikam',
        LogonType: 'Network',
      }),
      event('2', 1, { ActionType: 'LogonFailed', AccountName: 'alice', AccountDomain: 'contoso' }),
    );
    await addAlert(db, world.api.now, {
      title: 'Named',
      evidence: [
        { entityType: 'File', sha1: SHA1 },
        { entityType: 'Ip', ipAddress: '198.51.100.7' },
        { entityType: 'Url', url: 'http://evil.example/x' },
        { entityType: 'User', accountName: 'Alice', domainName: 'contoso' },
      ],
    });
    await addAlert(db, world.api.now, { title: 'Other' });
  });
  beforeEach(() => {
    world.api.now += 1_000;
  });
  after(() => world.close());

  const get = async (path: string, as = READER): Promise<Record<string, unknown>> => {
    const answer = await world.api.call(`/api${path}`, { as });
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const machinesOf = async (path: string, as = READER): Promise<string[]> =>
    ((await get(path, as))['value'] as { id: string }[]).map(({ id }) => id);
  const titlesOf = async (path: string, as = READER): Promise<string[]> =>
    ((await get(path, as))['value'] as { title: string }[]).map(({ title }) => title);
  const refusal = async (path: string): Promise<unknown[]> => {
    const { status, error } = await world.api.call(`/api${path}`, { as: READER });
    return [status, error.code];
  };

  describe('a file', () => {
    it('is told by its SHA-1 and its SHA-256', async () => {
      const file = await get(`/files/${SHA1}`);
      assert.equal(file['@odata.context'], `${ORIGIN}/api/$metadata#Files/$entity`);
      assert.equal(file['sha256'], SHA256);
      assert.equal(file['md5'], 'ab'.repeat(16));
      assert.equal(file['size'], 4_096);
      assert.equal(file['filePublisher'], 'Contoso');
      assert.equal(file['signer'], 'Contoso');
      assert.equal(file['isValidCertificate'], true);
      assert.deepEqual(await get(`/files/${SHA256.toUpperCase()}`), file);
    });

    it('has statistics of the time asked for, under the names of the pages and of clients', async () => {
      const statistics = await get(`/files/${SHA1}/stats?lookBackHours=48`);
      assert.deepEqual(statistics, {
        '@odata.context': `${ORIGIN}/api/$metadata#microsoft.windowsDefenderATP.api.InOrgFileStats`,
        sha1: SHA1,
        orgPrevalence: '1',
        organizationPrevalence: 1,
        orgFirstSeen: '2026-11-21T04:00:00.0000000Z',
        orgLastSeen: '2026-11-21T05:00:00.0000000Z',
        globalPrevalence: '3',
        globallyPrevalence: 3,
        globalFirstObserved: '2026-10-10T14:00:00.0000000Z',
        globalLastObserved: '2026-11-21T05:00:00.0000000Z',
        topFileNames: ['setup.exe', 'other.exe'],
      });
      const { organizationPrevalence } = await get(`/files/${SHA256}/stats`);
      assert.equal(organizationPrevalence, 2);
    });

    it('is not found when no event names it', async () => {
      assert.deepEqual(await refusal(`/files/${UNKNOWN}`), [404, 'ResourceNotFound']);
      assert.deepEqual(await refusal(`/files/${UNKNOWN}/stats`), [404, 'ResourceNotFound']);
      for (const path of [`/files/${SHA1}`, `/files/${SHA1}/stats`])
        assert.equal((await world.api.call(`/api${path}`, { as: STRANGER })).status, 404);
    });

    it('leads to its machines, the latest first, and to its alerts', async () => {
      assert.deepEqual(await machinesOf(`/files/${SHA1}/machines`), ['0', '1', '2'].map(deviceId));
      assert.deepEqual(await titlesOf(`/files/${SHA1.toUpperCase()}/alerts`), ['Named']);
      assert.deepEqual(await machinesOf(`/files/${UNKNOWN}/machines`), []);
      assert.deepEqual(await titlesOf(`/files/${UNKNOWN}/alerts`), []);
    });

    it('refuses hashes of another kind', async () => {
      for (const path of [
        `/files/${'a'.repeat(32)}`,
        '/files/x/stats',
        `/files/${SHA256}/alerts`,
        `/files/${SHA256}/machines`,
        "/files/'%20or%201/alerts",
      ])
        assert.deepEqual(await refusal(path), [400, 'InvalidHashValue'], path);
    });
  });

  describe('a domain', () => {
    it('is the host of a URL, not what resembles it', async () => {
      assert.deepEqual(await machinesOf('/domains/Evil.example/machines'), ['0', '1'].map(deviceId));
      assert.deepEqual(await machinesOf('/domains/sub.evil.example/machines'), [deviceId('2')]);
      assert.deepEqual(await titlesOf('/domains/evil.example/alerts'), ['Named']);
      assert.deepEqual(await titlesOf('/domains/example.com/alerts'), []);
    });

    it('has statistics, also when nobody spoke with it', async () => {
      const { '@odata.context': context, ...figures } = await get(
        '/domains/evil.example/stats?lookbackhours=48',
      );
      assert.equal(context, `${ORIGIN}/api/$metadata#microsoft.windowsDefenderATP.api.InOrgDomainStats`);
      assert.deepEqual(figures, {
        host: 'evil.example',
        orgPrevalence: '1',
        organizationPrevalence: 1,
        orgFirstSeen: '2026-11-21T05:00:00.0000000Z',
        orgLastSeen: '2026-11-21T05:00:00.0000000Z',
      });
      const none = await get('/domains/nobody.example/stats');
      assert.deepEqual([none['organizationPrevalence'], none['orgFirstSeen']], [0, null]);
    });

    it('refuses what is no domain', async () => {
      for (const name of ['evil', '198.51.100.7', 'a b.example', '*.evil.example', '".*"', 'a%22.example'])
        for (const what of ['alerts', 'machines', 'stats'])
          assert.deepEqual(await refusal(`/domains/${name}/${what}`), [400, 'InvalidDomainName'], name);
    });
  });

  describe('an address', () => {
    it('has statistics of connections that were opened to it, however it is written', async () => {
      const { organizationPrevalence, ipAddress } = await get('/ips/198.51.100.7/stats');
      assert.deepEqual([organizationPrevalence, ipAddress], [2, '198.51.100.7']);
      assert.equal((await get('/ips/198.51.100.7/stats?LookBackHours=48'))['organizationPrevalence'], 1);
      assert.equal((await get('/ips/203.0.113.9/stats'))['organizationPrevalence'], 0);
      assert.equal((await get('/ips/198.51.100.7/stats', STRANGER))['organizationPrevalence'], 0);
    });

    it('leads to its alerts', async () => {
      assert.deepEqual(await titlesOf('/ips/198.51.100.7/alerts'), ['Named']);
      assert.deepEqual(await titlesOf('/ips/2001:db8::1/alerts'), []);
      assert.deepEqual(await titlesOf('/ips/198.51.100.7/alerts', STRANGER), []);
    });

    it('refuses what is no address', async () => {
      for (const text of ['198.51.100.256', '198.51.100.0%2F24', 'evil.example'])
        for (const what of ['alerts', 'stats'])
          assert.deepEqual(await refusal(`/ips/${text}/${what}`), [400, 'InvalidIpAddress'], text);
    });
  });

  describe('a user', () => {
    it('leads to the machines of successful log-ons, the latest first, and to alerts', async () => {
      assert.deepEqual(await machinesOf('/users/ALICE/machines'), ['1', '0'].map(deviceId));
      assert.deepEqual(await titlesOf('/users/alice/alerts'), ['Named']);
      for (const name of ['nobody', '%22', "x' or 1==1 %2F%2F"]) {
        assert.deepEqual(await machinesOf(`/users/${name}/machines`), []);
        assert.deepEqual(await titlesOf(`/users/${name}/alerts`), []);
      }
    });

    it('is told by those log-ons', async () => {
      assert.deepEqual(await get('/users/alice'), {
        '@odata.context': `${ORIGIN}/api/$metadata#Users/$entity`,
        id: 'alice',
        firstSeen: '2026-11-21T03:00:00.0000000Z',
        lastSeen: '2026-11-21T05:00:00.0000000Z',
        mostPrevalentMachineId: deviceId('0'),
        leastPrevalentMachineId: deviceId('1'),
        logonTypes: 'Interactive, Network',
        logOnMachinesCount: 2,
        isDomainAdmin: false,
        isOnlyNetworkUser: false,
      });
      assert.deepEqual(await refusal('/users/nobody'), [404, 'ResourceNotFound']);
    });
  });

  it('looks back for a whole number of hours up to 720', async () => {
    for (const hours of ['0', '721', '-1', '1.5', 'x', '', '99999'])
      assert.deepEqual(
        await refusal(`/ips/198.51.100.7/stats?lookBackHours=${hours}`),
        [400, 'InvalidInput'],
        hours,
      );
  });

  it('takes no query options with related alerts and machines', async () => {
    for (const path of ['/ips/198.51.100.7/alerts', `/files/${SHA1}/machines`, '/users/alice/machines'])
      assert.deepEqual(await refusal(`${path}?$top=1`), [400, 'ODataError']);
  });
});
