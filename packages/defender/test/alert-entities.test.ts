import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { NewEvidence } from '@vakt/contract/evidence';
import { application, ORIGIN, OTHER_TENANT } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const EVERYTHING = [
  'URL.Read.All',
  'File.Read.All',
  'Ip.Read.All',
  'Machine.Read.All',
  'User.Read.All',
  'Alert.Read.All',
];
const READER = application(EVERYTHING);
const SHA1 = '654f19c41d9662cf86be21bf0af5a88c38c56a9d';
const SHA256 = '2f905feec2798cee6f63da2c26758d86bfeaab954c01e20ac7085bf55fedde87';
const UNSEEN = 'a'.repeat(40);
const CERTIFICATE = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';

const EVIDENCE: readonly NewEvidence[] = [
  { entityType: 'Process', processId: 7, sha1: SHA1, fileName: 'tool' },
  { entityType: 'File', sha1: SHA1, sha256: SHA256, fileName: 'tool' },
  { entityType: 'File', sha1: UNSEEN, fileName: 'other' },
  { entityType: 'Url', url: 'http://www.Example.com/a?b=c' },
  { entityType: 'Url', url: 'www.example.com' },
  { entityType: 'Url', url: 'https://203.0.113.7/x' },
  { entityType: 'Url', url: 'not a url' },
  { entityType: 'Ip', ipAddress: '203.0.113.7' },
  { entityType: 'Ip', ipAddress: '203.0.113.7' },
  { entityType: 'Ip', ipAddress: 'fe80::1' },
  { entityType: 'User', accountName: 'ann', domainName: 'contoso', userSid: 'S-1-5-21-1' },
];

const logon = (minute: number, device: string, LogonType: string, changes: object = {}) => ({
  Timestamp: `2026-11-21T05:0${minute}:00.0000001Z`,
  DeviceId: deviceId(device),
  ActionType: 'LogonSuccess',
  AccountName: 'Ann',
  AccountDomain: 'CONTOSO',
  LogonType,
  ...changes,
});

describe('the entities of an alert', () => {
  let world: EventWorld;
  let full: string;
  let bare: string;

  before(async () => {
    world = await EventWorld.start();
    const { db } = world;
    await addDevices(db, {}, {});
    full = (await addAlert(db, world.api.now, { evidence: EVIDENCE })).alertId;
    bare = (await addAlert(db, world.api.now, { evidence: [], machineId: deviceId('9') })).alertId;
    const seen = { SHA1, SHA256, MD5: '82849dc81d94056224445ea73dc6153a', FileSize: 801_112n };
    await world.add(
      'DeviceProcessEvents',
      {
        ...seen,
        Timestamp: '2026-11-21T05:00:00.0000001Z',
        DeviceId: deviceId('0'),
        ProcessVersionInfoCompanyName: 'Contoso Ltd',
        ProcessVersionInfoProductName: 'Tool',
      },
      { ...seen, Timestamp: '2026-11-21T05:10:00.0000001Z', DeviceId: deviceId('1') },
    );
    await world.add('DeviceFileCertificateInfo', {
      Timestamp: '2026-11-21T05:00:00.0000000Z',
      DeviceId: deviceId('0'),
      SHA1,
      Signer: 'Contoso',
      Issuer: 'Contoso CA',
      SignerHash: CERTIFICATE,
      IsTrusted: true,
    });
    await world.add(
      'DeviceLogonEvents',
      logon(1, '0', 'Network'),
      logon(2, '0', 'Interactive'),
      logon(3, '1', 'Network'),
      logon(4, '2', 'Network', { ActionType: 'LogonFailed' }),
      logon(5, '3', 'Network', { AccountDomain: 'elsewhere' }),
    );
  });
  after(() => world.close());

  const ask = (id: string, what: string, as = READER) => {
    world.api.now += 1_000;
    return world.api.call(`/api/alerts/${id}/${what}`, { as });
  };
  const values = async (id: string, what: string): Promise<readonly Record<string, unknown>[]> => {
    const answer = await ask(id, what);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ value: Record<string, unknown>[] }>().value;
  };

  it('are domains: the hosts of its URLs, each once, and no addresses', async () => {
    assert.deepEqual((await ask(full, 'domains')).json(), {
      '@odata.context': `${ORIGIN}/api/$metadata#Domains`,
      value: [{ host: 'www.example.com' }],
    });
  });

  it('are found without /api, too, and say so in their context', async () => {
    for (const [what, fragment] of [
      ['domains', 'Domains'],
      ['ips', 'Ips'],
    ]) {
      const answer = await world.api.call(`/alerts/${full}/${what}`, { as: READER });
      assert.equal(
        answer.json<Record<string, string>>()['@odata.context'],
        `${ORIGIN}/$metadata#${fragment}`,
      );
    }
  });

  it('are addresses, each once', async () => {
    assert.deepEqual((await ask(full, 'ips')).json(), {
      '@odata.context': `${ORIGIN}/api/$metadata#Ips`,
      value: [{ id: '203.0.113.7' }, { id: 'fe80::1' }],
    });
  });

  it('are files, with what the tenant’s events tell of them', async () => {
    const [known, unseen, ...others] = await values(full, 'files');
    assert.deepEqual(known, {
      sha1: SHA1,
      sha256: SHA256,
      md5: '82849dc81d94056224445ea73dc6153a',
      globalPrevalence: 2,
      globalFirstObserved: '2026-11-21T05:00:00.0000001Z',
      globalLastObserved: '2026-11-21T05:10:00.0000001Z',
      size: 801_112,
      fileType: null,
      isPeFile: null,
      filePublisher: 'Contoso Ltd',
      fileProductName: 'Tool',
      signer: 'Contoso',
      issuer: 'Contoso CA',
      signerHash: CERTIFICATE,
      isValidCertificate: true,
      determinationType: 'Unknown',
      determinationValue: null,
    });
    assert.deepEqual(Object.keys(unseen ?? {}), Object.keys(known ?? {}));
    assert.deepEqual(
      [unseen?.['sha1'], unseen?.['globalPrevalence'], unseen?.['signer']],
      [UNSEEN, null, null],
    );
    assert.deepEqual(others, []);
  });

  it('are a file that only its SHA-256 is known of', async () => {
    const { alertId } = await addAlert(world.db, world.api.now, {
      title: 'By another hash',
      evidence: [{ entityType: 'File', sha256: SHA256 }],
    });
    const [file] = await values(alertId, 'files');
    assert.deepEqual([file?.['sha1'], file?.['signer'], file?.['globalPrevalence']], [SHA1, 'Contoso', 2]);
  });

  it('are a machine', async () => {
    const machine = (await ask(full, 'machine')).json();
    assert.equal(machine['id'], deviceId('0'));
    assert.equal(machine['@odata.context'], `${ORIGIN}/api/$metadata#Machines/$entity`);
    const gone = await ask(bare, 'machine');
    assert.deepEqual([gone.status, gone.error.message], [404, `Machine ${deviceId('9')} was not found`]);
  });

  it('are a user, with the machines of the log-ons', async () => {
    assert.deepEqual((await ask(full, 'user')).json(), {
      '@odata.context': `${ORIGIN}/api/$metadata#Users/$entity`,
      id: 'contoso\\ann',
      accountName: 'ann',
      accountDomain: 'contoso',
      accountSid: 'S-1-5-21-1',
      firstSeen: '2026-11-21T05:01:00.0000001Z',
      lastSeen: '2026-11-21T05:03:00.0000001Z',
      mostPrevalentMachineId: deviceId('0'),
      leastPrevalentMachineId: deviceId('1'),
      logonTypes: 'Interactive, Network',
      logOnMachinesCount: 2,
      isDomainAdmin: false,
      isOnlyNetworkUser: false,
    });
  });

  it('are a user who never logged on, and whose name is no query', async () => {
    const { alertId } = await addAlert(world.db, world.api.now, {
      title: 'By nobody',
      relatedUser: { userName: '" or true or "" == "', domainName: '' },
    });
    const user = (await ask(alertId, 'user')).json();
    assert.deepEqual(
      [user['id'], user['logOnMachinesCount'], user['mostPrevalentMachineId'], user['logonTypes']],
      ['" or true or "" == "', 0, null, null],
    );
  });

  it('may be none', async () => {
    for (const what of ['domains', 'files', 'ips']) assert.deepEqual(await values(bare, what), []);
    const { status, error } = await ask(bare, 'user');
    assert.deepEqual([status, error.message], [404, `User of alert ${bare} was not found`]);
  });

  it('are not found with an alert that is not there, or another tenant’s', async () => {
    const stranger = application(EVERYTHING, { tenantId: OTHER_TENANT });
    for (const what of ['domains', 'files', 'ips', 'machine', 'user']) {
      assert.equal((await ask('da1_1', what)).status, 404);
      assert.equal((await ask(full, what, stranger)).error.message, `Alert ${full} was not found`);
    }
  });

  it('wait while the lake is away', async () => {
    const { hunt } = world.api;
    world.api.hunt = () => ({ ok: false, error: { kind: 'timeout', message: 'slow' } });
    for (const what of ['files', 'user']) {
      const { status, error } = await ask(full, what);
      assert.deepEqual([status, error.code], [503, 'ServiceUnavailable']);
    }
    world.api.hunt = hunt;
  });

  it('are also who was logged on, under the names of the wire', async () => {
    const machineId = 'e'.repeat(40);
    const lastSeen = '2026-11-21T05:59:00.0000000Z';
    const logon = { accountName: 'ann', accountDomain: 'contoso', lastSeen };
    await addDevices(world.db, { deviceId: machineId, loggedOnUsers: [logon] });
    const { alertId } = await addAlert(world.db, world.api.now, {
      title: 'With somebody at the machine',
      machineId,
    });
    const alert = (await world.api.call(`/api/alerts/${alertId}`, { as: READER })).json();
    assert.deepEqual(alert['loggedOnUsers'], [{ accountName: 'ann', domainName: 'contoso' }]);
  });

  it('have every property of the wire, null where it does not apply, whatever their type', async () => {
    const alert = (await world.api.call(`/api/alerts/${full}`, { as: READER })).json<{
      evidence: Record<string, unknown>[];
    }>();
    assert.equal(alert.evidence.length, EVIDENCE.length);
    for (const [index, evidence] of alert.evidence.entries()) {
      assert.equal(Object.keys(evidence).length, 26);
      const { evidenceCreationTime, ...given } = evidence;
      assert.match(String(evidenceCreationTime), /\.\d{7}Z$/);
      const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
      assert.deepEqual(filled, EVIDENCE[index]);
    }
  });
});
