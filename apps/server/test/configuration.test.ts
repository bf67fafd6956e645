import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { environmentName, HELP, readConfiguration, SETTINGS } from '../src/configuration.ts';

describe('the configuration', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-configuration-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
    readConfiguration(args, environment, folder);
  const valueOf = (args: string[], environment: NodeJS.ProcessEnv = {}) => {
    const result = read(args, environment);
    assert.ok(result.ok && result.value !== 'help');
    return result.value;
  };
  const errorOf = (args: string[], environment: NodeJS.ProcessEnv = {}) => {
    const result = read(args, environment);
    return result.ok ? undefined : result.error;
  };

  it('listens on loopback, port 8443, watches this machine and has no demo tenant unless asked', () => {
    const { port, listen, sensor, demo, retentionDays } = valueOf([]);
    assert.deepEqual(
      { port, listen, sensor, demo, retentionDays },
      { port: 8443, listen: '127.0.0.1', sensor: true, demo: false, retentionDays: 180 },
    );
  });

  it('lets flags win over the environment, and the environment over the file', () => {
    writeFileSync(
      join(folder, 'vakt.config.json'),
      JSON.stringify({ port: 1001, listen: '::1', sensor: false }),
    );
    const { port, listen, sensor } = valueOf(['--port', '1003'], { VAKT_PORT: '1002', VAKT_SENSOR: 'true' });
    assert.deepEqual({ port, listen, sensor }, { port: 1003, listen: '::1', sensor: true });
    rmSync(join(folder, 'vakt.config.json'));
  });

  it('takes limits of hunting by their names, or says what is wrong with one', () => {
    assert.deepEqual(valueOf([]).huntingLimits, {
      query: {},
      memory: {},
      turns: { running: 12, runningOfTenant: 6, waitingOfTenant: 100 },
    });
    const args = ['--hunting-limits', 'seconds=600, rows=5,megabytes=2,tenant-memory=512,tenant-queries=3'];
    assert.deepEqual(valueOf(args).huntingLimits, {
      query: { maxSeconds: 600, maxRows: 5, maxResultBytes: 2 * 1_048_576 },
      memory: { tenant: 512 * 1_048_576 },
      turns: { running: 12, runningOfTenant: 3, waitingOfTenant: 100 },
    });
    assert.match(errorOf(['--hunting-limits', 'second=1']) ?? '', /there is no 'second'; there are seconds,/);
    for (const wrong of ['rows=0', 'rows=', 'rows', 'rows=1.5', 'seconds=601'])
      assert.match(errorOf(['--hunting-limits', wrong]) ?? '', /must be a whole number from 1 to/);
  });

  it('lets queries read nothing outside unless told what', () => {
    assert.deepEqual(valueOf([]).externalData, { hosts: [], networks: [] });
    const args = ['--external-data-hosts', 'example.com, *.example.org', '--external-data-folder', '/feeds'];
    const { externalData } = valueOf(args, { VAKT_EXTERNAL_DATA_NETWORKS: '10.0.0.0/8' });
    const hosts = ['example.com', '*.example.org'];
    assert.deepEqual(externalData, { hosts, networks: ['10.0.0.0/8'], folder: '/feeds' });
    assert.match(errorOf(['--external-data-hosts', 'https://a/b']) ?? '', /external-data-hosts/);
  });

  it('takes a database of the places of addresses, which must be there', () => {
    assert.equal(valueOf([]).geoDatabase, undefined);
    const file = join(folder, 'cities.mmdb');
    assert.equal(errorOf(['--geo-database', file]), `geo-database: there is no file '${file}'.`);
    writeFileSync(file, '');
    assert.equal(valueOf([], { VAKT_GEO_DATABASE: file }).geoDatabase, file);
  });

  it('takes several host names', () => {
    assert.deepEqual(valueOf(['--name', 'a.example', '--name', 'B.example']).names, [
      'a.example',
      'b.example',
    ]);
    assert.deepEqual(valueOf([], { VAKT_NAME: 'a.example, b.example' }).names, ['a.example', 'b.example']);
  });

  it('lets a client’s assertion come again from where it came first, unless told otherwise', () => {
    assert.equal(valueOf([]).clientAssertionReuse, 'same-source');
    const never = valueOf([], { VAKT_CLIENT_ASSERTION_REUSE: 'never' });
    assert.equal(never.clientAssertionReuse, 'never');
  });

  it('leaves creating tenants to the operator, but for the demo, unless told otherwise', () => {
    assert.equal(valueOf([]).tenantCreation, 'operator');
    assert.equal(valueOf(['--demo']).tenantCreation, 'administrators');
    assert.equal(valueOf(['--demo'], { VAKT_TENANT_CREATION: 'operator' }).tenantCreation, 'operator');
    assert.equal(valueOf(['--tenant-creation', 'administrators']).tenantCreation, 'administrators');
    assert.match(errorOf(['--tenant-creation', 'all']) ?? '', /one of operator, administrators, not 'all'/);
  });

  it('holds the documented limits, unless told to scale them or to leave them off', () => {
    assert.equal(valueOf([]).limits, 1);
    assert.equal(valueOf(['--limits', '0.1']).limits, 0.1);
    assert.equal(valueOf([], { VAKT_LIMITS: 'OFF' }).limits, 'off');
    writeFileSync(join(folder, 'vakt.config.json'), '{ "limits": 10 }');
    assert.equal(valueOf([]).limits, 10);
    rmSync(join(folder, 'vakt.config.json'));
    for (const wrong of ['0', '-1', 'none', '1e9', 'Infinity', ''])
      assert.match(errorOf([`--limits=${wrong}`]) ?? '', /limits must be a factor above 0/);
  });

  it('has every setting in the help, with the variable that sets it, too', () => {
    for (const setting of SETTINGS) {
      assert.match(HELP, new RegExp(`^ {2}--(?:\\[no-\\])?${setting}\\b`, 'm'));
      assert.match(HELP, new RegExp(`\\b${environmentName(setting)}\\b`));
    }
  });

  it('says which setting is wrong', () => {
    assert.match(
      errorOf(['--port', '70000']) ?? '',
      /port must be a whole number from 0 to 65535, not '70000'/,
    );
    assert.match(errorOf(['--prot', '1']) ?? '', /--prot.*--help/s);
    assert.match(errorOf([], { VAKT_SENSOR: 'maybe' }) ?? '', /sensor must be true or false, not 'maybe'/);
    assert.match(errorOf(['--name', 'https://x']) ?? '', /name must be a host name/);
    assert.match(errorOf(['--client-assertion-reuse', 'often']) ?? '', /one of same-source, never, anywhere/);
    writeFileSync(join(folder, 'vakt.config.json'), '{ "port": ');
    assert.match(errorOf([]) ?? '', /vakt\.config\.json: is not valid JSON/);
    writeFileSync(join(folder, 'vakt.config.json'), '{ "prot": 1 }');
    assert.match(errorOf([]) ?? '', /there is no setting 'prot'/);
    rmSync(join(folder, 'vakt.config.json'));
  });

  it('shows help when asked', () => {
    assert.deepEqual(read(['--help']), { ok: true, value: 'help' });
  });
});
