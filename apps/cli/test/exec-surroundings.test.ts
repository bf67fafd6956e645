import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { exitCodeOf } from '../src/commands/exec/ending.ts';
import { privateEnvironment, proxiedEnvironment } from '../src/commands/exec/environment.ts';
import { hostsWith, withHostsFileAlone } from '../src/commands/exec/namespace/views.ts';
import { hasProgram } from '../src/commands/exec/program-file.ts';
import { joinPem, trustByVariables } from '../src/commands/exec/trusted-authorities.ts';
import { addressOf } from '../src/service-names/address.ts';

describe('what a program of vakt exec finds around it', () => {
  let folder = mkdtempSync(join(tmpdir(), 'vakt-cli-exec-'));
  beforeEach(() => {
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'vakt-cli-exec-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const CORPORATE = {
    HTTPS_PROXY: 'http://corporate:8080',
    no_proxy: '*',
    all_proxy: 'socks5://x',
    LANG: 'C',
  };

  test('is no proxy in the private network: none can be reached', () => {
    assert.deepEqual(privateEnvironment(CORPORATE, { SSL_CERT_FILE: 'b' }), {
      LANG: 'C',
      SSL_CERT_FILE: 'b',
    });
  });

  test('is our proxy where there is no private network, and no host is spared', () => {
    assert.deepEqual(proxiedEnvironment(CORPORATE, {}, 'http://127.0.0.1:1'), {
      LANG: 'C',
      HTTPS_PROXY: 'http://127.0.0.1:1',
      https_proxy: 'http://127.0.0.1:1',
      NODE_USE_ENV_PROXY: '1',
    });
  });

  test('is a hosts file whose first word on a name is ours', () => {
    const lines = hostsWith('10.0.0.1 graph.microsoft.com\n127.0.0.1 localhost\n', ['graph.microsoft.com']);
    assert.equal(lines, '127.0.0.1 graph.microsoft.com\n10.0.0.1 graph.microsoft.com\n127.0.0.1 localhost\n');
  });

  test('is no name service that would answer from outside', () => {
    const services = 'passwd: files\nhosts:  mymachines resolve [!UNAVAIL=return] files dns\n# hosts: x\n';
    assert.equal(withHostsFileAlone(services), 'passwd: files\nhosts: files\n# hosts: x\n');
  });

  test('is trust in our authorities besides those that were trusted before', () => {
    const mine = join(folder, 'corporate.pem');
    writeFileSync(mine, 'CORPORATE');
    const trust = trustByVariables(folder, ['OURS'], { REQUESTS_CA_BUNDLE: mine, NODE_EXTRA_CA_CERTS: mine });
    for (const variable of ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])
      assert.equal(readFileSync(trust[variable] ?? '', 'utf8'), 'CORPORATE\nOURS\n', variable);
  });

  test('is trust in the system’s authorities where no variable names others', () => {
    const trust = trustByVariables(folder, ['OURS'], {});
    assert.match(readFileSync(trust['SSL_CERT_FILE'] ?? '', 'utf8'), /BEGIN CERTIFICATE[^]*\nOURS\n$/);
    assert.equal(readFileSync(trust['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8'), 'OURS\n');
  });

  test('is a bundle whose parts stand on lines of their own', () => {
    assert.equal(joinPem(['a', 'b\n\n', '\nc']), 'a\nb\nc\n');
  });
});

describe('the program of vakt exec', () => {
  test('is looked for as a shell does', () => {
    assert.equal(hasProgram('sh', '/nowhere:/bin'), true);
    assert.equal(hasProgram('/bin/sh', ''), true);
    assert.equal(hasProgram('sh', '/nowhere'), false);
    assert.equal(hasProgram('/etc', ''), false);
    assert.equal(hasProgram('/etc/hosts.none', '/bin'), false);
  });

  test('ends with its own exit code, or with the number that shells give to its signal', () => {
    assert.equal(exitCodeOf(0, null), 0);
    assert.equal(exitCodeOf(7, null), 7);
    assert.equal(exitCodeOf(null, 'SIGTERM'), 143);
  });
});

describe('the address of a Vakt', () => {
  test('is the host and the port of its origin', () => {
    assert.deepEqual(addressOf('https://localhost:8443'), { host: 'localhost', port: 8443 });
    assert.deepEqual(addressOf('https://vakt.example'), { host: 'vakt.example', port: 443 });
    assert.deepEqual(addressOf('https://[::1]:8443'), { host: '::1', port: 8443 });
  });
});
