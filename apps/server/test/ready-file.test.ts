import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeDemoEnvironment } from '../src/ready-file.ts';

const demo = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: 'abc-DEF_123',
  username: 'admin@demo.vakt.example',
  password: 'pass-WORD_1',
};

describe('demo.env', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-env-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const write = (caFile: string): string => {
    const file = join(folder, 'demo.env');
    writeDemoEnvironment(file, { url: 'https://localhost:8443', caFile, bundleFile: '/x/bundle.pem', demo });
    return file;
  };

  it('has plain lines for readers that know no quotes, and is its owner’s alone', () => {
    const file = write('/x/ca.pem');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    assert.deepEqual(
      lines.map(line => line.split('=', 1)[0]),
      [
        'VAKT_URL',
        'VAKT_TENANT_ID',
        'VAKT_CLIENT_ID',
        'VAKT_CLIENT_SECRET',
        'VAKT_USERNAME',
        'VAKT_PASSWORD',
        'NODE_EXTRA_CA_CERTS',
        'SSL_CERT_FILE',
        'REQUESTS_CA_BUNDLE',
      ],
    );
    assert.ok(lines.includes('VAKT_URL=https://localhost:8443'));
    assert.ok(lines.includes('VAKT_CLIENT_SECRET=abc-DEF_123'));
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('is read by a shell as it was meant, also with a folder that has spaces and quotes', () => {
    const caFile = "/a b/it's $HOME/ca.pem";
    const read = execFileSync(
      '/bin/sh',
      ['-c', '. "$1"; printf %s "$NODE_EXTRA_CA_CERTS"', 'sh', write(caFile)],
      { encoding: 'utf8' },
    );
    assert.equal(read, caFile);
  });
});
