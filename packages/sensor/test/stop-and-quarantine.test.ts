import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Entropy, systemEntropy } from '@vakt/contract/entropy';
import { FileHasher } from '../src/process/file-hashes.ts';
import { restoreQuarantined } from '../src/response/quarantine/restore.ts';
import { ownProcesses } from '../src/response/stopping/own-processes.ts';
import type { RunningProgram } from '../src/response/stopping/running-programs.ts';
import { stopAndQuarantine } from '../src/response/stopping/stop-and-quarantine.ts';
import { endedBy, makeProgram, run, sha1Of, temporaryFolder } from './support/programs.ts';

const onLinux = { skip: process.platform !== 'linux' && 'only Linux has these processes', timeout: 60_000 };
const asRoot = { skip: process.getuid?.() !== 0 && 'needs root to become another user' };
const NOBODY = 65_534;
const NOON = Date.UTC(2026, 10, 21, 12);

interface Settings {
  readonly entropy?: Entropy;
  readonly own?: readonly number[];
}

const setUp = (t: TestContext, { entropy = systemEntropy, own = [] }: Settings = {}) => {
  const folder = temporaryFolder(t);
  const quarantine = join(folder, 'quarantine');
  const carryOut = stopAndQuarantine({
    hasher: new FileHasher(),
    quarantine: { folder: quarantine, clock: { now: () => NOON }, entropy },
    ownProcesses: () => new Set(own),
  });
  const stop = (sha1: string | null) =>
    carryOut({ id: 'one', type: 'StopAndQuarantineFile', scope: null, sha1 });
  return { folder, quarantine, stop };
};

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

/** Does something at the last moment before a file is taken away. */
const justBeforeTaking = (act: () => void): Entropy => ({
  ...systemEntropy,
  uuid: () => {
    act();
    return systemEntropy.uuid();
  },
});

const messageOf = (outcome: { readonly ok: boolean; readonly error?: string }): string => {
  assert.equal(outcome.ok, false);
  return outcome.error ?? '';
};

describe('stop and quarantine', onLinux, () => {
  it('stops every process of the file and puts it where nobody can run it', async t => {
    const { folder, quarantine, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    chmodSync(program, 0o755);
    const sha1 = sha1Of(program);
    const content = readFileSync(program);
    const processes = [await run(t, program), await run(t, program)];
    assert.deepEqual(await stop(sha1), { ok: true, value: undefined });
    for (const child of processes) assert.equal(await endedBy(child), 'SIGKILL');
    assert.equal(existsSync(program), false);
    assert.equal(modeOf(quarantine), 0o700);
    assert.equal(modeOf(join(quarantine, sha1)), 0o400);
    assert.deepEqual(readFileSync(join(quarantine, sha1)), content);
    assert.equal(modeOf(join(quarantine, `${sha1}.json`)), 0o600);
    assert.deepEqual(JSON.parse(readFileSync(join(quarantine, `${sha1}.json`), 'utf8')), {
      sha1,
      originals: [
        {
          path: program,
          isDeleted: false,
          uid: process.getuid?.(),
          gid: process.getgid?.(),
          mode: 0o755,
          quarantinedAt: '2026-11-21T12:00:00.000Z',
        },
      ],
    });
    assert.deepEqual(readdirSync(quarantine).sort(), [sha1, `${sha1}.json`]);
  });

  it('takes every file of the same content and leaves other programs alone', async t => {
    const { folder, quarantine, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    const copy = join(folder, 'copy');
    copyFileSync(program, copy);
    const sha1 = sha1Of(program);
    const stopped = [await run(t, program), await run(t, copy)];
    const other = await run(t, makeProgram(join(folder, 'other')));
    assert.ok((await stop(sha1.toUpperCase())).ok);
    for (const child of stopped) assert.equal(await endedBy(child), 'SIGKILL');
    assert.equal(other.signalCode, null);
    assert.ok(existsSync(join(folder, 'other')));
    const restored = await restoreQuarantined(quarantine, sha1);
    assert.deepEqual(restored.ok && [...restored.value].sort(), [copy, program]);
  });

  it('fails with the reason where no process runs such a file', async t => {
    const { folder, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    assert.match(messageOf(await stop(sha1Of(program))), /^No process of this device .* runs a file/);
    assert.ok(existsSync(program));
    for (const none of [null, '', '../../etc/passwd', 'a'.repeat(39)])
      assert.match(messageOf(await stop(none)), /no SHA-1/);
  });

  it('is done when the file is in quarantine already', async t => {
    const { folder, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    const sha1 = sha1Of(program);
    await run(t, program);
    assert.ok((await stop(sha1)).ok);
    assert.ok((await stop(sha1)).ok);
  });

  it('never touches a file that Vakt runs from', async t => {
    const own: number[] = [];
    const { folder, stop } = setUp(t, { own });
    const program = makeProgram(join(folder, 'program'));
    const child = await run(t, program);
    const other = await run(t, program);
    own.push(child.pid ?? 0);
    assert.match(messageOf(await stop(sha1Of(program))), /^Vakt itself/);
    assert.deepEqual([child.signalCode, other.signalCode], [null, null]);
    assert.ok(existsSync(program));
  });

  it('keeps the content of a program that has deleted its own file', async t => {
    const { folder, quarantine, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    const sha1 = sha1Of(program);
    const child = await run(t, program);
    unlinkSync(program);
    assert.ok((await stop(sha1)).ok);
    assert.equal(await endedBy(child), 'SIGKILL');
    assert.equal(sha1Of(join(quarantine, sha1)), sha1);
    assert.match(messageOf(await restoreQuarantined(quarantine, sha1)), /no place to go back to/);
  });

  it('leaves no other name by which the file could be started', async t => {
    const { folder, stop } = setUp(t);
    const program = makeProgram(join(folder, 'program'));
    const hidden = join(folder, '.hidden');
    linkSync(program, hidden);
    await run(t, program);
    assert.ok((await stop(sha1Of(program))).ok);
    assert.equal(modeOf(hidden) & 0o111, 0);
  });

  it('reaches into the folder of another user and gives the file back to its owner', asRoot, async t => {
    const { folder, quarantine, stop } = setUp(t);
    chmodSync(folder, 0o711);
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const program = makeProgram(join(home, 'program'));
    for (const path of [home, program]) chownSync(path, NOBODY, NOBODY);
    chmodSync(program, 0o4750);
    const sha1 = sha1Of(program);
    const child = await run(t, program, { uid: NOBODY, gid: NOBODY });
    assert.ok((await stop(sha1)).ok);
    assert.equal(await endedBy(child), 'SIGKILL');
    assert.deepEqual(readdirSync(home), []);
    assert.equal(statSync(join(quarantine, sha1)).uid, 0);
    assert.deepEqual(await restoreQuarantined(quarantine, sha1), { ok: true, value: [program] });
    const { uid, gid } = statSync(program);
    assert.deepEqual({ uid, gid, mode: modeOf(program) }, { uid: NOBODY, gid: NOBODY, mode: 0o4750 });
    assert.deepEqual(readdirSync(quarantine), []);
    assert.equal(sha1Of(program), sha1);
  });
});

describe('a file that is exchanged while it is put in quarantine', onLinux, () => {
  it('is left where it is: nothing but what ran is taken away', async t => {
    const places: { program?: string } = {};
    const entropy = justBeforeTaking(() => {
      const { program = '' } = places;
      renameSync(program, `${program}.moved`);
      writeFileSync(program, 'somebody else’s file');
    });
    const { folder, quarantine, stop } = setUp(t, { entropy });
    const program = makeProgram(join(folder, 'program'));
    places.program = program;
    const sha1 = sha1Of(program);
    const child = await run(t, program);
    assert.match(messageOf(await stop(sha1)), /stopped.*Another file stands at .* it was left there/);
    assert.equal(await endedBy(child), 'SIGKILL');
    assert.equal(readFileSync(program, 'utf8'), 'somebody else’s file');
    assert.deepEqual(readdirSync(quarantine), []);
    assert.deepEqual(readdirSync(folder).sort(), ['program', 'program.moved', 'quarantine']);
  });

  it('is not overwritten when yet another takes its place', async t => {
    const places: { program?: string; victim?: string } = {};
    const entropy = justBeforeTaking(() => {
      const { program = '', victim = '' } = places;
      rmSync(program);
      renameSync(victim, program);
    });
    const { folder, stop } = setUp(t, { entropy });
    places.program = makeProgram(join(folder, 'program'));
    places.victim = join(folder, 'victim');
    writeFileSync(places.victim, 'precious');
    await run(t, places.program);
    messageOf(await stop(sha1Of(places.program)));
    assert.equal(readFileSync(places.program, 'utf8'), 'precious');
  });
});

describe('the processes that no action may stop', () => {
  const NODE = { device: 1n, inode: 1n };
  const OTHER = { device: 1n, inode: 2n };
  const program = (pid: number, parentId: number, file: object, executable = '/usr/bin/x') =>
    ({ pid, parentId, file, executable }) as RunningProgram;
  const machine = [
    program(1, 0, OTHER),
    program(2, 1, OTHER),
    program(10, 2, NODE),
    program(11, 10, NODE),
    program(12, 11, NODE),
    program(13, 11, OTHER),
    program(14, 13, OTHER),
    program(20, 2, OTHER),
    program(21, 12, OTHER),
    program(30, 1, NODE),
    program(40, 1, OTHER, '/opt/vakt/node_modules/postgres'),
    program(41, 1, OTHER, '/opt/vakt-not/malware'),
  ];

  it('are the sensor’s parents, the server with its databases, and Vakt’s programs', () => {
    const own = ownProcesses(12, machine, '/opt/vakt/');
    assert.deepEqual(
      [...own].sort((a, b) => a - b),
      [1, 2, 10, 11, 12, 13, 14, 21, 40],
    );
  });

  it('are found on this machine', onLinux, async t => {
    const { runningPrograms } = await import('../src/response/stopping/running-programs.ts');
    const child = await run(t, makeProgram(join(temporaryFolder(t), 'program')));
    const own = ownProcesses(process.pid, runningPrograms());
    for (const pid of [1, process.pid, process.ppid, child.pid ?? 0]) assert.ok(own.has(pid), String(pid));
  });
});
