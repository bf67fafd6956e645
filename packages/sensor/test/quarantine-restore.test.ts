import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { systemEntropy } from '@vakt/contract/entropy';
import { putInQuarantine } from '../src/response/quarantine/put-in-quarantine.ts';
import { restoreQuarantined } from '../src/response/quarantine/restore.ts';
import { sha1Of, temporaryFolder } from './support/programs.ts';

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const onLinux = { skip: process.platform !== 'linux' && 'only Linux has /proc/self/fd', timeout: 60_000 };

const setUp = (t: TestContext) => {
  const folder = temporaryFolder(t);
  const home = join(folder, 'home');
  mkdirSync(home);
  const path = join(home, 'file');
  writeFileSync(path, 'bad program', { mode: 0o751 });
  const quarantine = {
    folder: join(folder, 'state', 'quarantine'),
    clock: { now: () => 0 },
    entropy: systemEntropy,
  };
  const put = async (sha1: string) => {
    const handle = await open(path, 'r');
    try {
      return await putInQuarantine(quarantine, { sha1, handle, path, isDeleted: false });
    } finally {
      await handle.close();
    }
  };
  return { folder, home, path, quarantine: quarantine.folder, put, sha1: sha1Of(path) };
};

const messageOf = (outcome: { readonly ok: boolean; readonly error?: string }): string => {
  assert.equal(outcome.ok, false);
  return outcome.error ?? '';
};

describe('the quarantine', onLinux, () => {
  it('refuses a file whose content is not what was asked for', async t => {
    const { path, put, quarantine } = setUp(t);
    assert.match(messageOf(await put('0'.repeat(40))), /was changed/);
    assert.equal(readFileSync(path, 'utf8'), 'bad program');
    assert.deepEqual(readdirSync(quarantine), []);
  });

  it('is not led to another file by a symbolic link on the way', async t => {
    const { folder, home, path, put, sha1 } = setUp(t);
    const victim = join(folder, 'victim');
    const handle = await open(path, 'r');
    t.after(() => handle.close());
    renameSync(home, join(folder, 'moved'));
    mkdirSync(victim);
    writeFileSync(join(victim, 'file'), 'precious');
    symlinkSync(victim, home);
    const { clock, entropy } = { clock: { now: () => 0 }, entropy: systemEntropy };
    const outcome = await putInQuarantine(
      { folder: join(folder, 'q'), clock, entropy },
      { sha1, handle, path, isDeleted: false },
    );
    assert.match(messageOf(outcome), /could not be removed/);
    assert.equal(readFileSync(join(victim, 'file'), 'utf8'), 'precious');
    assert.match(messageOf(await put(sha1)), /was changed/);
  });

  it('is not led to another file by a symbolic link in the file’s place', async t => {
    const { folder, path, sha1 } = setUp(t);
    const handle = await open(path, 'r');
    t.after(() => handle.close());
    renameSync(path, join(folder, 'moved'));
    symlinkSync(join(folder, 'moved'), path);
    const quarantine = { folder: join(folder, 'q'), clock: { now: () => 0 }, entropy: systemEntropy };
    const outcome = await putInQuarantine(quarantine, { sha1, handle, path, isDeleted: false });
    assert.match(messageOf(outcome), /Another file stands at/);
    assert.equal(readFileSync(join(folder, 'moved'), 'utf8'), 'bad program');
  });

  it('writes over nothing when it gives a file back', async t => {
    const { path, put, quarantine, sha1 } = setUp(t);
    assert.ok((await put(sha1)).ok);
    writeFileSync(path, 'newer');
    assert.match(messageOf(await restoreQuarantined(quarantine, sha1)), /Another file stands at/);
    assert.equal(readFileSync(path, 'utf8'), 'newer');
    rmSync(path);
    assert.ok((await restoreQuarantined(quarantine, sha1)).ok);
    assert.equal(readFileSync(path, 'utf8'), 'bad program');
  });

  it('gives nothing back through a symbolic link', async t => {
    const { folder, home, path, put, quarantine, sha1 } = setUp(t);
    assert.ok((await put(sha1)).ok);
    const victim = join(folder, 'victim');
    symlinkSync(victim, path);
    assert.match(messageOf(await restoreQuarantined(quarantine, sha1)), /Another file stands at/);
    rmSync(home, { recursive: true });
    mkdirSync(victim);
    symlinkSync(victim, dirname(path));
    assert.match(messageOf(await restoreQuarantined(quarantine, sha1)), /could not be written/);
    assert.deepEqual(readdirSync(victim), []);
  });

  it('gives back no damaged content', async t => {
    const { path, put, quarantine, sha1 } = setUp(t);
    assert.ok((await put(sha1)).ok);
    chmodSync(join(quarantine, sha1), 0o600);
    writeFileSync(join(quarantine, sha1), 'something else');
    assert.match(messageOf(await restoreQuarantined(quarantine, sha1)), /damaged/);
    assert.equal(existsSync(path), false);
  });

  it('knows nothing but SHA-1s', async t => {
    const { folder, quarantine, put, sha1 } = setUp(t);
    assert.ok((await put(sha1)).ok);
    writeFileSync(join(folder, 'evil.json'), readFileSync(join(quarantine, `${sha1}.json`)));
    for (const name of ['../../evil', '', 'f'.repeat(40)])
      assert.match(messageOf(await restoreQuarantined(quarantine, name)), /is in quarantine/);
  });
});

describe('the command to restore', onLinux, () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8', env: {}, timeout: 30_000 });

  it('puts a file back and says where, or says why not', async t => {
    const { folder, path, put, sha1 } = setUp(t);
    assert.ok((await put(sha1)).ok);
    const state = join(folder, 'state');
    const restored = command('--restore', sha1.toUpperCase(), '--state', state);
    assert.deepEqual([restored.status, restored.stdout], [0, `${path}\n`]);
    assert.equal(readFileSync(path, 'utf8'), 'bad program');
    const again = command('--restore', sha1, '--state', state);
    assert.equal(again.status, 73);
    assert.match(again.stderr, /is in quarantine/);
  });

  it('says how it is used when it is given wrongly', () => {
    for (const args of [['--restore'], ['--restore', 'x'], ['--restore', 'x', '--url', 'y']]) {
      const { status, stderr } = command(...args);
      assert.equal(status, 64, stderr);
      assert.match(stderr, /usage:/);
    }
  });
});
