import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { fail } from '@vakt/contract/result';
import { FileHasher } from '../src/process/file-hashes.ts';
import { antivirusScan } from '../src/response/antivirus/antivirus-scan.ts';
import { recognitionIn, summaryIn } from '../src/response/antivirus/clamav-output.ts';
import { clamscan, type RunScan } from '../src/response/antivirus/clamscan.ts';
import { foreignMounts, quickPlaces } from '../src/response/antivirus/places.ts';
import { sha1Of, temporaryFolder } from './support/programs.ts';

const withClamav = {
  skip: spawnSync('clamscan', ['--version']).status !== 0 && 'needs clamscan (Debian: clamav)',
  timeout: 120_000,
};
const NOON = { now: () => Date.UTC(2026, 10, 21, 12) };
const SCAN = { id: 'scan-1', type: 'RunAntiVirusScan', scope: 'Quick', sha1: null };

/** What the signatures of these tests recognise: no malware, and no antivirus outside knows it. */
const MARKER = `vakt antivirus test ${randomUUID()}`;

const setUp = (t: TestContext, run?: (folder: string) => RunScan) => {
  const folder = temporaryFolder(t);
  const files = join(folder, 'files');
  mkdirSync(files);
  const database = join(folder, 'test.ndb');
  writeFileSync(database, `Vakt.Test.Marker:0:*:${Buffer.from(MARKER).toString('hex')}\n`);
  const rows: HuntingRow[] = [];
  const carryOut = antivirusScan({
    run: run?.(folder) ?? clamscan(database),
    places: { Quick: () => [files], Full: () => [folder] },
    excluded: () => [join(files, 'quarantine')],
    hasher: new FileHasher(),
    clock: NOON,
    emit: row => void rows.push(row),
  });
  const put = (name: string, content: string): string => {
    const path = join(files, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  return { folder, files, rows, carryOut, put };
};

const fieldsOf = (row: HuntingRow | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(String(row?.['AdditionalFields']));
const detectionsIn = (rows: readonly HuntingRow[]): readonly HuntingRow[] =>
  rows.filter(({ ActionType }) => ActionType === 'AntivirusDetection');
const pathsIn = (rows: readonly HuntingRow[]): unknown[] =>
  detectionsIn(rows).map(({ FolderPath }) => FolderPath);

describe('an antivirus scan', withClamav, () => {
  it('reports what ClamAV recognises, with its hashes, and leaves it where it is', async t => {
    const { rows, carryOut, put } = setUp(t);
    const bad = put('deep/er/bad.bin', `x${MARKER}y`);
    put('good.txt', 'nothing of the kind');
    assert.deepEqual(await carryOut(SCAN), { ok: true, value: undefined });
    const [detection, completion] = rows;
    assert.equal(rows.length, 2);
    assert.deepEqual(
      [detection?.['ActionType'], detection?.['FileName'], detection?.['FolderPath'], detection?.['SHA1']],
      ['AntivirusDetection', 'bad.bin', bad, sha1Of(bad)],
    );
    assert.equal(detection?.['Timestamp'], '2026-11-21T12:00:00.0000000Z');
    const { ThreatName, WasRemediated, ScanId } = fieldsOf(detection);
    assert.deepEqual([ThreatName, WasRemediated, ScanId], ['Vakt.Test.Marker.UNOFFICIAL', false, 'scan-1']);
    assert.equal(completion?.['ActionType'], 'AntivirusScanCompleted');
    const { Engine, Signatures, ScannedFiles, InfectedFiles } = fieldsOf(completion);
    assert.match(String(Engine), /^ClamAV \d/);
    assert.deepEqual([Signatures, ScannedFiles, InfectedFiles], [1, 2, 1]);
  });

  it('succeeds when nothing was found', async t => {
    const { rows, carryOut, put } = setUp(t);
    put('good.txt', 'nothing of the kind');
    assert.ok((await carryOut(SCAN)).ok);
    assert.deepEqual(
      rows.map(({ ActionType }) => ActionType),
      ['AntivirusScanCompleted'],
    );
  });

  it('looks through more when it is a full one, and not into what is left out', async t => {
    const { folder, rows, carryOut, put } = setUp(t);
    put('quarantine/kept', MARKER);
    const outside = join(folder, 'outside');
    writeFileSync(outside, MARKER);
    assert.ok((await carryOut(SCAN)).ok);
    assert.deepEqual(pathsIn(rows), []);
    assert.ok((await carryOut({ ...SCAN, scope: 'Full' })).ok);
    assert.deepEqual(pathsIn(rows), [outside]);
  });

  it('cannot be made to accuse another file by a name', async t => {
    const { folder, files, rows, carryOut, put } = setUp(t);
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'innocent');
    put(`a\n${victim}`, MARKER);
    put(`b: Fake.Threat FOUND\n${victim}: Fake.Threat FOUND`, MARKER);
    put(`c\r${victim}`, MARKER);
    put(`d\u2028${victim}`, MARKER);
    const odd = put('e: Fake.Threat FOUND', MARKER);
    symlinkSync(victim, join(files, 'link'));
    assert.ok((await carryOut(SCAN)).ok);
    const paths = pathsIn(rows);
    assert.ok(!paths.includes(victim), paths.join('\n'));
    assert.ok(paths.includes(odd));
  });

  it('fails in words where there are no signatures', async t => {
    const { rows, carryOut } = setUp(t, folder => clamscan(join(folder, 'files')));
    const outcome = await carryOut(SCAN);
    assert.match(outcome.ok ? '' : outcome.error, /no signatures.*`freshclam` brings them/);
    assert.equal(rows[0]?.['ActionType'], 'AntivirusScanFailed');
  });

  it('ends when nobody wants it any more, and says what it had found', async t => {
    const abort = new AbortController();
    const slow: RunScan = order => {
      order.onRecognition({ path: '/tmp/found-before', threat: 'Early' });
      abort.abort();
      return clamscan()({ ...order, paths: ['/'] });
    };
    const { rows, carryOut } = setUp(t, () => slow);
    const outcome = await carryOut(SCAN, abort.signal);
    assert.match(outcome.ok ? '' : outcome.error, /stopped/);
    assert.deepEqual(
      rows.map(({ ActionType }) => ActionType),
      ['AntivirusDetection', 'AntivirusScanCancelled'],
    );
  });

  it('ends when its time is over', async t => {
    const { rows, carryOut } = setUp(
      t,
      folder => order => clamscan(join(folder, 'test.ndb'))({ ...order, paths: ['/usr'], timeLimitMs: 1 }),
    );
    const outcome = await carryOut(SCAN);
    assert.match(outcome.ok ? '' : outcome.error, /did not come to its end/);
    assert.equal(rows[0]?.['ActionType'], 'AntivirusScanFailed');
  });
});

describe('an antivirus scan without ClamAV', () => {
  it('fails and says what to install', async t => {
    const path = process.env['PATH'];
    t.after(() => {
      process.env['PATH'] = path;
    });
    process.env['PATH'] = temporaryFolder(t);
    const { carryOut } = setUp(t, () => clamscan());
    const outcome = await carryOut(SCAN);
    assert.match(outcome.ok ? '' : outcome.error, /not installed on this device.*apt-get install clamav/);
  });

  it('reports no more than a thousand findings, each once', async t => {
    const flood: RunScan = async ({ onRecognition }) => {
      for (let at = 0; at < 3_000; at += 1)
        onRecognition({ path: `/nowhere/${at % 1_500}`, threat: 'Flood' });
      return fail('and then it broke');
    };
    const { rows, carryOut } = setUp(t, () => flood);
    assert.equal((await carryOut(SCAN)).ok, false);
    assert.equal(new Set(pathsIn(rows)).size, 1_000);
    assert.equal(detectionsIn(rows).length, 1_000);
  });
});

describe('what ClamAV prints', () => {
  it('names a file and its threat, whatever the name', () => {
    assert.deepEqual(recognitionIn('/a b/c: d FOUND: Win.Test FOUND'), {
      path: '/a b/c: d FOUND',
      threat: 'Win.Test',
    });
    for (const line of ['', '/a: OK', '/a: Win Test FOUND', 'a: Win.Test FOUND', '/a: FOUND'])
      assert.equal(recognitionIn(line), undefined, line);
  });

  it('is no whole scan without a summary', () => {
    assert.equal(summaryIn(['/a: Win.Test FOUND']), undefined);
    assert.equal(summaryIn(['----------- SCAN SUMMARY -----------'])?.signatures, 0);
  });
});

describe('the places of a scan', { skip: process.platform !== 'linux' && 'only Linux is scanned' }, () => {
  it('are what runs and where malware lies, for a quick one', () => {
    const places = quickPlaces();
    assert.ok(places.includes('/tmp'));
    assert.ok(places.includes(process.execPath));
  });

  it('leave out the kernel’s own files and those of other machines', () => {
    const mounts = [
      'proc /proc proc rw 0 0',
      '/dev/sda1 / ext4 rw 0 0',
      '/dev/sda2 /home ext4 rw 0 0',
      'server:/share /mnt/the\\040share nfs4 rw 0 0',
      'sshfs /mnt/far fuse.sshfs rw 0 0',
      'host / 9p rw 0 0',
    ].join('\n');
    assert.deepEqual(foreignMounts(mounts), ['/proc', '/mnt/the share', '/mnt/far']);
    assert.ok(foreignMounts().includes('/proc'));
  });
});
