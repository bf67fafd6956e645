import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { ProcessStart } from '../src/capture/kernel-event.ts';
import { Accounts } from '../src/device/accounts.ts';
import { FileHasher } from '../src/process/file-hashes.ts';
import { ProcessTable } from '../src/process/process-table.ts';
import { ProcessWatch, programKey } from '../src/process/process-watch.ts';
import { fileIdentity, type ProcessFacts, readProcess } from '../src/process/read-process.ts';
import { openBootClock, parseUptime } from '../src/time/boot-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakt-process-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

const newFile = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const identityOf = (file: string) => {
  const identity = fileIdentity(file);
  assert.ok(identity);
  return identity;
};

describe('hashes of a file', () => {
  it('are all three, as other tools compute them', async () => {
    const file = newFile('abc', 'abc');
    assert.deepEqual(await new FileHasher().of(identityOf(file), undefined, [file]), {
      sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      md5: '900150983cd24fb0d6963f7d28e17f72',
    });
  });

  it('come from the open file when its name is gone', async () => {
    const file = newFile('gone', 'gone');
    const identity = identityOf(file);
    const expected = sha256(file);
    const hashes = new FileHasher().of({ ...identity }, openSync(file, 'r'), [join(folder, 'none')]);
    assert.equal((await hashes)?.sha256, expected);
  });

  it('are never those of another file that took its place', async () => {
    const file = newFile('changed', 'first');
    const identity = identityOf(file);
    unlinkSync(file);
    newFile('changed', 'second, longer');
    assert.equal(await new FileHasher().of(identity, undefined, [file]), undefined);
  });

  it('are computed once for each state of a file', async () => {
    const hasher = new FileHasher();
    const identity = identityOf(newFile('once', 'once'));
    const first = hasher.of(identity, undefined, [join(folder, 'once')]);
    assert.equal(hasher.of({ ...identity }, undefined, []), first);
    await first;
  });
});

const clock = openBootClock({ now: () => Date.now() });

const setUp = () => {
  const hasher = new FileHasher();
  const table = new ProcessTable(clock, hasher);
  const rows: HuntingRow[] = [];
  const context = { table, accounts: new Accounts(), domain: 'box' };
  const open = (alreadyReported: ReadonlySet<string> = new Set()) =>
    new ProcessWatch({ context, hasher, clock, alreadyReported, emit: row => rows.push(row) });
  return { table, rows, open };
};

const startOf = (over: Partial<ProcessStart>): ProcessStart => ({
  pid: 1,
  executedBootNs: clock.now(),
  filename: undefined,
  forkedFrom: undefined,
  createdBootNs: undefined,
  facts: undefined,
  executableFd: undefined,
  ...over,
});

const own = (): ProcessFacts => {
  const facts = readProcess(process.pid);
  assert.ok(facts);
  return facts;
};

describe('rows about processes', { skip: process.platform !== 'linux' && 'only Linux is watched' }, () => {
  it('say what is known of a process that ended before it was read, and nothing else', async () => {
    const { rows, open } = setUp();
    const file = newFile('tool', '#!/bin/sh\n');
    const createdBootNs = clock.now();
    await open().report(
      startOf({
        pid: 4_000_000,
        filename: file,
        forkedFrom: process.pid,
        createdBootNs,
        executedBootNs: createdBootNs + 10n ** 10n,
      }),
    );
    const [row] = rows;
    assert.equal(row?.ProcessId, 4_000_000);
    assert.equal(row?.FileName, 'tool');
    assert.equal(row?.SHA256, sha256(file));
    assert.equal(row?.ProcessCommandLine, undefined);
    assert.equal(row?.AccountName, undefined);
    assert.equal(row?.InitiatingProcessId, process.pid);
    assert.match(String(row?.AdditionalFields), /"EndedBeforeRead":true/);
  });

  it('carry no hash of a file that was changed after it was executed', async () => {
    const { rows, open } = setUp();
    const executedBootNs = clock.now() - 10n ** 10n;
    await open().report(startOf({ filename: newFile('late', 'later'), executedBootNs }));
    assert.equal(rows[0]?.SHA256, '');
  });

  it('keep the finest creation time that is known of a process', async () => {
    const { table } = setUp();
    const facts = own();
    const fine = facts.startTicks * 10_000_000n + 1_234_567n;
    const learned = table.learn({ facts, createdBootNs: fine, executableFd: undefined });
    assert.equal(learned?.createdNs, clock.unixNsOf(fine));
    const again = table.learn({ facts, createdBootNs: undefined, executableFd: undefined });
    assert.equal(again?.createdNs, learned?.createdNs);
  });

  it('do not take a process for one that had its id before', () => {
    const { table } = setUp();
    const facts = own();
    table.learn({
      facts: { ...facts, startTicks: 1n, commandLine: 'before' },
      createdBootNs: undefined,
      executableFd: undefined,
    });
    assert.equal(table.find(process.pid)?.facts.commandLine, facts.commandLine);
  });

  it('tell of what runs already once, over restarts', async () => {
    const { rows, open } = setUp();
    const first = open();
    await first.reportRunning();
    assert.ok(rows.some(row => row.ProcessId === process.pid));
    const key = programKey(own());
    assert.ok(first.stillReported().includes(key));
    rows.length = 0;
    await open(new Set(first.stillReported())).reportRunning();
    assert.ok(!rows.some(row => row.ProcessId === process.pid));
  });
});

describe('reading a process', { skip: process.platform !== 'linux' && 'only Linux is watched' }, () => {
  it('is not misled by names with newlines, parentheses and spaces', async t => {
    const program = join(folder, 'a (x) S 1\nb');
    copyFileSync('/bin/sleep', program);
    spawnSync('chmod', ['755', program]);
    const child = spawn(program, ['30'], { argv0: 'Uid:\t0\n) R 1', stdio: 'ignore' });
    t.after(() => child.kill());
    await once(child, 'spawn');
    const facts = readProcess(child.pid ?? 0);
    assert.equal(facts?.parentId, process.pid);
    assert.equal(facts?.executable, program);
    assert.equal(facts?.comm, 'a (x) S 1\nb');
    assert.equal(facts?.commandLine, "'Uid:\t0\n) R 1' 30");
    assert.equal(facts?.ids?.realUid, process.getuid?.());
  });

  it('says when the executable was deleted, by its real name', async t => {
    const program = join(folder, 'deleted');
    copyFileSync('/bin/sleep', program);
    spawnSync('chmod', ['755', program]);
    const child = spawn(program, ['30'], { stdio: 'ignore' });
    t.after(() => child.kill());
    await once(child, 'spawn');
    unlinkSync(program);
    const facts = readProcess(child.pid ?? 0);
    assert.equal(facts?.executable, program);
    assert.equal(facts?.isExecutableDeleted, true);
  });

  it('gives nothing for one that is gone', () => {
    assert.equal(readProcess(2 ** 22 + 1), undefined);
  });
});

describe('the clock of the kernel', () => {
  it('is followed when the wall clock is set, and is steady otherwise', () => {
    let offset = 0;
    const bootClock = openBootClock({ now: () => Date.now() + offset });
    const before = bootClock.bootedAtNs;
    offset = 100;
    bootClock.refresh();
    assert.equal(bootClock.bootedAtNs, before);
    offset = 3_600_000;
    bootClock.refresh();
    assert.ok(bootClock.bootedAtNs - before > 3_599_000_000_000n);
  });

  it('keeps the time of boot that an earlier run measured', () => {
    const known = clock.bootedAtNs + 100_000_000n;
    assert.equal(openBootClock({ now: () => Date.now() }, known).bootedAtNs, known);
  });

  it('is read from the uptime', () => {
    assert.equal(parseUptime('1213.04 2348.26\n'), 1_213_040_000_000n);
    assert.equal(parseUptime('x'), undefined);
  });
});
