import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fail, ok } from '@vakt/contract/result';
import type { Reply } from '../src/delivery/transport.ts';
import { collectPackage, packageOf } from '../src/response/investigation/collect-package.ts';
import { machineState } from '../src/response/investigation/machine-state.ts';
import { command, file, filesOf, LARGEST_FILE, type Source } from '../src/response/investigation/sources.ts';
import { makeProgram, run, temporaryFolder } from './support/programs.ts';

const onLinux = { skip: process.platform !== 'linux' && 'only Linux is looked at', timeout: 90_000 };
const withUnzip = {
  skip: spawnSync('unzip', ['-v']).status !== 0 && 'needs unzip to read what was written',
  timeout: 90_000,
};
const NOON = { now: () => Date.UTC(2026, 10, 21, 12, 34, 56) };

const textOf = (name: string, text: string): Source => ({ name, read: async () => Buffer.from(text) });

/** Unpacks a zip with a program that Vakt did not write. */
const unpack = (t: TestContext, zip: Buffer): string => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'package.zip'), zip);
  const { status, stdout } = spawnSync('unzip', ['-d', folder, join(folder, 'package.zip')], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout);
  return folder;
};

describe('a package for an investigation', withUnzip, () => {
  it('is a zip of what was read, and names what could not be', async t => {
    const failing: Source = { name: 'c', read: () => Promise.reject(new Error('gone')) };
    const absent: Source = { name: 'd', read: async () => undefined };
    const long = 'æøå '.repeat(50_000);
    const zip = await packageOf([textOf('a/one.txt', long), textOf('b', ''), failing, absent], NOON);
    const folder = unpack(t, zip);
    assert.equal(readFileSync(join(folder, 'a/one.txt'), 'utf8'), long);
    assert.equal(readFileSync(join(folder, 'b'), 'utf8'), '');
    assert.equal(
      readFileSync(join(folder, 'not-collected.txt'), 'utf8'),
      'c: not there, or not readable\nd: not there, or not readable',
    );
    const listed = spawnSync('unzip', ['-l', join(folder, 'package.zip')], { encoding: 'utf8' });
    assert.match(listed.stdout, /2026-11-21 12:34\s+a\/one\.txt/);
  });

  it('is never larger than the server takes', async t => {
    const sources = ['a', 'b', 'c'].map(name => textOf(name, name.repeat(40)));
    const folder = unpack(t, await packageOf(sources, NOON, 100));
    assert.equal(readFileSync(join(folder, 'b'), 'utf8'), 'b'.repeat(40));
    assert.equal(readFileSync(join(folder, 'not-collected.txt'), 'utf8'), 'c: the package is full');
  });

  it('holds processes, connections, users and logs of this machine', onLinux, async t => {
    const child = await run(t, makeProgram(join(temporaryFolder(t), 'suspect')));
    const folder = unpack(t, await packageOf(machineState(), NOON));
    const processes = readFileSync(join(folder, 'processes.jsonl'), 'utf8').trim().split('\n');
    const found = processes.map(line => JSON.parse(line)).find(({ pid }) => pid === child.pid);
    assert.match(found.executable, /\/suspect$/);
    assert.match(found.commandLine, / 600$/);
    assert.equal(readFileSync(join(folder, 'users/passwd'), 'utf8'), readFileSync('/etc/passwd', 'utf8'));
    for (const name of ['network/listening.jsonl', 'network/connections.jsonl', 'users/sign-ins.jsonl'])
      for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
        assert.equal(typeof JSON.parse(line), 'object');
    assert.doesNotMatch(readFileSync(join(folder, 'not-collected.txt'), 'utf8'), /processes|passwd/);
  });
});

describe('a source of a package', onLinux, () => {
  it('is the end of a long file and the beginning of a long output', async t => {
    const path = join(temporaryFolder(t), 'log');
    writeFileSync(path, `${'x'.repeat(LARGEST_FILE)}end`);
    const end = await file('log', path).read();
    assert.equal(end?.length, LARGEST_FILE);
    assert.equal(Buffer.from(end).subarray(-3).toString(), 'end');
    const output = await command('zeros', 'head', '-c', String(LARGEST_FILE * 2), '/dev/zero').read();
    assert.ok(output && output.length <= LARGEST_FILE);
  });

  it('is not there when its file or program is not, nor for a pipe in its place', async t => {
    const folder = temporaryFolder(t);
    const pipe = join(folder, 'pipe');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    for (const path of [pipe, folder, join(folder, 'none')])
      assert.equal(await file('x', path).read(), undefined);
    assert.equal(await command('x', 'vakt-no-such-program').read(), undefined);
  });

  it('is each file of a folder, but nothing that leads out of it', t => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'job'), '* * * * *');
    mkdirSync(join(folder, 'deeper'));
    symlinkSync('/etc/passwd', join(folder, 'link'));
    assert.deepEqual(
      filesOf('cron', folder).map(({ name }) => name),
      ['cron/job'],
    );
    assert.deepEqual(filesOf('cron', join(folder, 'none')), []);
  });
});

describe('the collection of a package', () => {
  const ACTION = { id: 'a/b', type: 'CollectInvestigationPackage', scope: null, sha1: null };

  const collect = (status: number | undefined) => {
    const sent: unknown[][] = [];
    const carryOut = collectPackage({
      transport: {
        post: async (path, body, bearer, contentType) => {
          sent.push([path, Buffer.from(body).subarray(0, 2).toString(), bearer, contentType]);
          const reply = { body: '', retryAfterSeconds: undefined };
          return status === undefined ? fail('the server is away') : ok<Reply>({ status, ...reply });
        },
      },
      enrolment: { stored: () => ({ deviceToken: 'device-token', tenantId: 'tenant' }) },
      sources: () => [textOf('a', 'b')],
      clock: NOON,
    });
    return { sent, outcome: carryOut(ACTION) };
  };

  it('succeeds when the server has the package', async () => {
    const { sent, outcome } = collect(204);
    assert.deepEqual(await outcome, { ok: true, value: undefined });
    assert.deepEqual(sent, [
      ['/intake/devices/actions/a%2Fb/package', 'PK', 'device-token', 'application/zip'],
    ]);
  });

  it('fails when the server is away or refuses it', async () => {
    assert.deepEqual(await collect(413).outcome, fail('The server refuses the package with status 413.'));
    assert.deepEqual(
      await collect(undefined).outcome,
      fail('The package could not be sent: the server is away.'),
    );
  });
});
