import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import { parseDeviceId, type TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { readConfiguration } from '../src/configuration.ts';
import { parsePasswd } from '../src/device/accounts.ts';
import { openDeviceId } from '../src/device/device-id.ts';
import { qualifiedName } from '../src/device/host-name.ts';
import { networkInfoRows, parseNameServers, parseRoutes, parseRoutes6 } from '../src/device/network-info.ts';
import { parseOsRelease } from '../src/device/operating-system.ts';
import { parseApkInstalled, parseDpkgStatus, parseRpmList } from '../src/device/packages.ts';
import { inventoryRows } from '../src/device/software-inventory.ts';
import { timestampOf } from '../src/time/timestamp.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakt-device-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const TENANT_A = '6e3a0c1d-8b5b-4e0e-9a38-0f6c1b0a7d11' as TenantId;
const TENANT_B = '0b1d6a52-3d8e-4b0f-8ad4-52a1f6a40e22' as TenantId;

describe('the device id', () => {
  const machineId = join(folder, 'machine-id');
  writeFileSync(machineId, '0123456789abcdef0123456789abcdef\n');
  let states = 0;
  const open = (tenant: TenantId | undefined, machine = machineId, state = `${folder}/${states++}.json`) =>
    openDeviceId(state, tenant, systemEntropy, machine);

  it('has 40 hex digits, is the same for a machine and tenant, and does not show the machine id', () => {
    const id = open(TENANT_A);
    assert.equal(parseDeviceId(id), id);
    assert.equal(open(TENANT_A), id);
    assert.notEqual(open(TENANT_B), id);
    assert.ok(!id.includes('0123456789'));
  });

  it('is random but lasting where the machine has no id', () => {
    const state = join(folder, 'random.json');
    const id = open(TENANT_A, '/nonexistent', state);
    assert.equal(open(TENANT_A, '/nonexistent', state), id);
    assert.notEqual(open(TENANT_A, '/nonexistent'), id);
  });
});

describe('names of the machine and its accounts', () => {
  it('come in full from the hosts file', () => {
    const hosts = '127.0.0.1 localhost\n127.0.1.1 Box.Example.org box # this one\n';
    assert.equal(qualifiedName('box', hosts), 'box.example.org');
    assert.equal(qualifiedName('other', hosts), undefined);
  });

  it('come from the password file, the first of several', () => {
    const names = parsePasswd('root:x:0:0::/root:/bin/sh\ntoor:x:0:0:::\n\nbad\nada:x:1000:1000:::\n');
    assert.deepEqual(
      [...names],
      [
        [0, 'root'],
        [1000, 'ada'],
      ],
    );
  });
});

describe('the operating system', () => {
  it('is read from os-release with its quotes taken off', () => {
    const variables = parseOsRelease(
      `NAME="Debian GNU/Linux"\nVERSION_ID='12'\n# c\nX=a\\$b\nVERSION="12 \\"b\\""\n`,
    );
    assert.deepEqual(Object.fromEntries(variables), {
      NAME: 'Debian GNU/Linux',
      VERSION_ID: '12',
      X: 'a$b',
      VERSION: '12 "b"',
    });
  });
});

describe('the network', () => {
  it('has the gateways of the default routes', () => {
    const routes =
      'Iface\tDestination\tGateway\tFlags\neth0\t00000000\t010200C0\t0003\neth0\t000200C0\t00000000\t0001\n';
    assert.deepEqual(parseRoutes(routes), [['eth0', '192.0.2.1']]);
    const zeros = '0'.repeat(32);
    const routes6 = `${zeros} 00 ${zeros} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 eth0\n`;
    assert.deepEqual(parseRoutes6(routes6), [['eth0', 'fe80::1']]);
  });

  it('has the name servers', () => {
    assert.deepEqual(parseNameServers('# x\nnameserver 10.0.0.53\nsearch a.b\nnameserver ::1\n'), [
      '10.0.0.53',
      '::1',
    ]);
  });

  it('of this machine has an adapter', {
    skip: process.platform !== 'linux' && 'only Linux is watched',
  }, () => {
    const [row] = networkInfoRows('2026-01-01T00:00:00.0000000Z');
    assert.ok(row?.NetworkAdapterName);
  });
});

const DPKG = `Package: openssl
Status: install ok installed
Maintainer: Debian OpenSSL Team <team@example.org>
Version: 3.0.15-1~deb12u1
Description: text
 Version: 9 is not a field here

Package: gone
Status: deinstall ok config-files
Version: 1

Package: half
Status: install ok half-installed
Version: 1

Package: tool
Status: hold ok installed
Origin: Vendor Inc.
Maintainer: A <a@b>
Version: 2
`;

describe('installed packages', () => {
  it('are those that dpkg has installed', () => {
    assert.deepEqual(parseDpkgStatus(DPKG), [
      { name: 'openssl', version: '3.0.15-1~deb12u1', vendor: 'Debian OpenSSL Team' },
      { name: 'tool', version: '2', vendor: 'Vendor Inc.' },
    ]);
  });

  it('are read from the databases of apk and rpm', () => {
    assert.deepEqual(parseApkInstalled('P:musl\nV:1.2.5-r0\nm:Someone <s@x>\n\nC:x\n'), [
      { name: 'musl', version: '1.2.5-r0', vendor: 'Someone' },
    ]);
    assert.deepEqual(parseRpmList('bash\t(none):5.2-1\tFedora\nx\t2:1-1\t(none)\ny\t0:1-1\t\n'), [
      { name: 'bash', version: '5.2-1', vendor: 'Fedora' },
      { name: 'x', version: '2:1-1', vendor: '' },
      { name: 'y', version: '1-1', vendor: '' },
    ]);
  });

  it('never stop the sensor, whatever the database says', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        for (const parse of [parseDpkgStatus, parseApkInstalled, parseRpmList]) parse(text);
      }),
    );
  });

  it('are told again only when they changed or a day has passed', () => {
    const system = {
      platform: 'Linux',
      distribution: '',
      version: '12',
      versionInfo: '',
      architecture: '64-bit',
      kernel: '',
    } as const;
    const state = join(folder, 'inventory.json');
    const packages = parseDpkgStatus(DPKG);
    const DAY_MS = 24 * 3600 * 1000;
    const count = (list: typeof packages, now: number) => inventoryRows(list, system, state, now).length;
    assert.deepEqual(
      [
        count(packages, DAY_MS),
        count(packages, DAY_MS + 1),
        count(packages.slice(1), DAY_MS + 2),
        count(packages.slice(1), 2 * DAY_MS + 2),
      ],
      [2, 0, 1, 1],
    );
  });
});

describe('a time', () => {
  it('has seven digits and loses none', () => {
    const epoch = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n });
    fc.assert(
      fc.property(epoch, ns => {
        const text = timestampOf(ns);
        assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
        const ticks = BigInt(Date.parse(`${text.slice(0, 19)}Z`)) * 10_000n + BigInt(text.slice(20, 27));
        assert.equal(ticks, ns / 100n);
      }),
    );
  });
});

describe('the configuration', () => {
  const flags = ['--url', 'https://localhost:8443', '--state', '/s', '--enrolment-key-file', '/k'];

  it('comes from flags, and from the environment where there is none', () => {
    const environment = {
      VAKT_SENSOR_STATE: '/other',
      VAKT_SENSOR_CA_FILE: '/ca',
      VAKT_SENSOR_METHODS: 'poll',
    };
    const read = readConfiguration(flags, environment);
    assert.ok(read.ok);
    assert.equal(read.value.stateDir, '/s');
    assert.equal(read.value.caFile, '/ca');
    assert.deepEqual(read.value.methods, ['poll']);
  });

  it('names the flag that is wrong', () => {
    const wrong: [readonly string[], RegExp][] = [
      [[], /--url/],
      [['--url', 'http://localhost'], /--url/],
      [[...flags, '--methods', 'ebpf'], /--methods/],
      [[...flags, '--tenant', 'x'], /--tenant/],
      [[...flags, '--spool-bytes', '1'], /--spool-bytes/],
      [[...flags, '--enrolment-key', 'secret'], /--enrolment-key/],
    ];
    for (const [args, message] of wrong) {
      const read = readConfiguration(args, {});
      assert.ok(!read.ok && message.test(read.error), args.join(' '));
    }
  });
});
