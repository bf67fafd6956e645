import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createAuthority, issueServerCertificate } from '../src/tls/certificate-authority.ts';
import { loadCredentials } from '../src/tls/credentials.ts';
import { whyNotTrusted } from './trust.ts';

const NOW = Date.now();
const DAY_MS = 86_400_000;

describe('the certificates', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-tls-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once and kept', async () => {
    const clock = { now: () => NOW };
    const first = await loadCredentials(folder, ['vakt.example'], clock);
    const second = await loadCredentials(folder, ['vakt.example'], clock);
    assert.equal(second.certificate, first.certificate);
    assert.equal(statSync(join(folder, 'server.key')).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'ca.key')).mode & 0o777, 0o600);
    const certificate = new X509Certificate(first.certificate);
    for (const name of ['localhost', 'vakt.example']) assert.equal(certificate.checkHost(name), name);
    assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
    assert.ok(readFileSync(first.bundleFile, 'utf8').includes(readFileSync(first.caFile, 'utf8').trim()));
  });

  it('are renewed before they expire, under the same authority', async () => {
    const now = await loadCredentials(folder, ['vakt.example'], { now: () => NOW });
    const authority = readFileSync(now.caFile, 'utf8');
    const later = await loadCredentials(folder, ['vakt.example'], { now: () => NOW + 780 * DAY_MS });
    assert.notEqual(later.certificate, now.certificate);
    assert.equal(readFileSync(later.caFile, 'utf8'), authority);
  });

  it('are trusted for the installation’s names', async () => {
    const authority = await createAuthority(['localhost', '127.0.0.1'], NOW);
    const server = await issueServerCertificate(authority, ['localhost', '127.0.0.1'], NOW);
    assert.equal(await whyNotTrusted(server, authority.certificate, 'localhost'), undefined);
  });

  it('cannot vouch for anybody else’s name: the authority is constrained', async () => {
    const authority = await createAuthority(['localhost', '127.0.0.1'], NOW);
    const forged = await issueServerCertificate(authority, ['login.microsoftonline.com'], NOW);
    assert.match(
      (await whyNotTrusted(forged, authority.certificate, 'login.microsoftonline.com')) ?? '',
      /permitted subtree/i,
    );
  });
});
