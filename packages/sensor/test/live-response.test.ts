import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fail, ok } from '@vakt/contract/result';
import fc from 'fast-check';
import { type LiveResponseCommand, readCommands } from '../src/response/live-response/command.ts';
import { LiveResponse } from '../src/response/live-response/live-response.ts';
import { MOST_OUTPUT, runScript } from '../src/response/live-response/run-script.ts';
import { wholeFile } from '../src/response/live-response/whole-file.ts';
import { wordsOf } from '../src/response/live-response/words.ts';
import { WorkingFolder } from '../src/response/live-response/working-folder.ts';
import { temporaryFolder } from './support/programs.ts';

const onLinux = { skip: process.platform !== 'linux' && 'only Linux is responded on', timeout: 60_000 };

const script = (folder: string, text: string): string => {
  const file = join(folder, 'script');
  writeFileSync(file, text);
  chmodSync(file, 0o700);
  return file;
};

const runText = (
  t: TestContext,
  text: string,
  options: {
    readonly args?: readonly string[];
    readonly limitMs?: number;
    readonly signal?: AbortSignal;
  } = {},
) => {
  const folder = temporaryFolder(t);
  const { args = [], limitMs = 30_000, signal = new AbortController().signal } = options;
  return runScript({ file: script(folder, text), args, folder, limitMs, signal });
};

const isAlive = (pid: number): boolean => {
  try {
    // A process that nobody has waited for yet has ended all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('a script of a session', onLinux, () => {
  it('has its output, its errors and its exit code', async t => {
    const text = '#!/bin/sh\necho "one $1"; echo "two $2" >&2; pwd; exit 3';
    const ran = await runText(t, text, { args: ['a b', '$HOME'] });
    assert.ok(ran.ok);
    assert.equal(ran.value.exitCode, 3);
    assert.match(ran.value.output, /^one a b\n\/.*vakt-quarantine-/);
    assert.equal(ran.value.errors, 'two $HOME\n');
  });

  it('is the shell’s when it names no interpreter', async t => {
    const ran = await runText(t, 'echo plain');
    assert.deepEqual(ran, ok({ exitCode: 0, output: 'plain\n', errors: '' }));
  });

  it('sees nothing of the sensor’s environment', async t => {
    process.env['VAKT_TEST_SECRET'] = 'secret';
    t.after(() => delete process.env['VAKT_TEST_SECRET']);
    const ran = await runText(t, '#!/bin/sh\nenv');
    assert.ok(ran.ok);
    const names = ran.value.output
      .trim()
      .split('\n')
      .map(line => line.split('=')[0] ?? '');
    assert.deepEqual(names.filter(name => !['_', 'SHLVL', 'PWD', 'OLDPWD'].includes(name)).toSorted(), [
      'HOME',
      'LANG',
      'PATH',
    ]);
  });

  it('is stopped at the limit with all that it started', async t => {
    const folder = temporaryFolder(t);
    const note = join(folder, 'pids');
    const text = `#!/bin/sh\nsleep 600 & echo $! > ${note}\necho $$ >> ${note}\nwait`;
    const ran = await runText(t, text, { limitMs: 500 });
    assert.match(ran.ok ? '' : ran.error, /ran longer than .* and was stopped/);
    const pids = readFileSync(note, 'utf8').trim().split('\n').map(Number);
    assert.equal(pids.length, 2);
    assert.deepEqual(pids.filter(isAlive), []);
  });

  it('ends although something that left its process group holds its output open', async t => {
    const note = join(temporaryFolder(t), 'pid');
    const leaver = `setsid sh -c 'echo $$ > ${note}; exec sleep 600' &`;
    const ran = await runText(t, `#!/bin/sh\n${leaver} until [ -s ${note} ]; do sleep 0.01; done; echo done`);
    assert.equal(spawnSync('kill', [readFileSync(note, 'utf8').trim()]).status, 0, 'it outlived the script');
    assert.deepEqual(ran, ok({ exitCode: 0, output: 'done\n', errors: '' }));
  });

  it('is stopped with the sensor', async t => {
    const stopping = new AbortController();
    const ran = runText(t, '#!/bin/sh\nsleep 600', { signal: stopping.signal });
    stopping.abort('The sensor was stopped.');
    assert.deepEqual(await ran, fail('The sensor was stopped.'));
  });

  it('may print without end, and the beginning is kept', async t => {
    const ran = await runText(t, `#!/bin/sh\nhead -c ${MOST_OUTPUT * 3} /dev/zero | tr '\\0' x`);
    assert.ok(ran.ok);
    assert.equal(ran.value.output.indexOf('\n'), MOST_OUTPUT);
    assert.match(ran.value.output.slice(MOST_OUTPUT), /^\n\[cut: \d+ bytes in all]$/);
  });

  it('that cannot be started says why', async t => {
    const ran = await runText(t, '#!/no/such/interpreter\n');
    assert.match(ran.ok ? '' : ran.error, /could not be started/);
  });
});

describe('the arguments of a script', () => {
  it('are split as a shell does, and nothing is expanded', () => {
    for (const [text, words] of [
      ['', []],
      ['  a  b ', ['a', 'b']],
      ["-p '/var/log/x y' \"it's\"", ['-p', '/var/log/x y', "it's"]],
      ['a"b c"d \'\' "" \\ ', ['ab cd', '', '', ' ']],
      ['$(id) `id` $HOME * ; rm', ['$(id)', '`id`', '$HOME', '*', ';', 'rm']],
      ['"\\"\\\\"', ['"\\']],
    ] as const)
      assert.deepEqual(wordsOf(text), ok(words), text);
    for (const text of ["'", '"', 'a\\']) assert.equal(wordsOf(text).ok, false, text);
  });

  it('come back as they were when each is quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), words => {
        const text = words.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
        assert.deepEqual(wordsOf(text), ok(words));
      }),
    );
  });
});

describe('the folder of live response', () => {
  it('is the sensor’s own and begins empty', async t => {
    const state = temporaryFolder(t);
    await new WorkingFolder(state).put('tool.bin', Buffer.from('one'));
    const folder = new WorkingFolder(state);
    assert.deepEqual(readdirSync(folder.files), []);
    assert.equal(statSync(folder.files).mode & 0o777, 0o700);
    await folder.put('tool.bin', Buffer.from('two'));
    assert.equal(statSync(join(folder.files, 'tool.bin')).mode & 0o777, 0o600);
  });

  it('takes no name that leads elsewhere, and writes through no link', async t => {
    const state = temporaryFolder(t);
    const folder = new WorkingFolder(state);
    for (const name of ['../x', '..', '.', '', 'a/b', '/etc/cron.d/x', 'a\0b']) {
      await assert.rejects(folder.put(name, Buffer.from('x')), TypeError, name);
      await assert.rejects(
        folder.withScript(name, Buffer.from('x'), async () => undefined),
        TypeError,
      );
    }
    const target = join(state, 'target');
    writeFileSync(target, 'kept');
    symlinkSync(target, join(folder.files, 'tool'));
    await folder.put('tool', Buffer.from('new'));
    assert.equal(readFileSync(target, 'utf8'), 'kept');
  });

  it('is bounded', async t => {
    const folder = new WorkingFolder(temporaryFolder(t), 10);
    assert.ok((await folder.put('one', Buffer.alloc(6))).ok);
    assert.equal((await folder.put('two', Buffer.alloc(6))).ok, false);
    assert.ok((await folder.put('one', Buffer.alloc(10))).ok, 'what is replaced makes room');
  });

  it('keeps a script for as long as it runs', async t => {
    const folder = new WorkingFolder(temporaryFolder(t));
    const path = await folder.withScript('a.sh', Buffer.from('true'), async file => {
      assert.equal(statSync(file).mode & 0o777, 0o700);
      assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
      return file;
    });
    assert.equal(existsSync(path), false);
  });
});

describe('a file that a session gets', onLinux, () => {
  it('is all of it, also where the system gives it no size', async t => {
    const file = join(temporaryFolder(t), 'file');
    writeFileSync(file, 'content');
    assert.deepEqual(await wholeFile(file, 7), ok(Buffer.from('content')));
    const version = await wholeFile('/proc/version');
    assert.ok(version.ok);
    assert.match(version.value.toString(), /^Linux/);
  });

  it('is an ordinary one, and not too large', async t => {
    const folder = temporaryFolder(t);
    const pipe = join(folder, 'pipe');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    writeFileSync(join(folder, 'large'), 'x'.repeat(11));
    mkdirSync(join(folder, 'inner'));
    for (const [path, reason] of [
      [pipe, /not an ordinary file/],
      [join(folder, 'inner'), /not an ordinary file/],
      [join(folder, 'large'), /larger than 10 bytes/],
      [join(folder, 'none'), /there is no such file/],
      ['relative', /begins with \//],
    ] as const) {
      const outcome = await wholeFile(path, 10);
      assert.match(outcome.ok ? '' : outcome.error, reason);
    }
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A session as the server knows it, with a library of its own. */
const openSession = (
  t: TestContext,
  commands: readonly LiveResponseCommand[],
  {
    library = {},
    refuses = () => false,
  }: {
    readonly library?: Readonly<Record<number, string>>;
    readonly refuses?: (line: string) => boolean;
  } = {},
) => {
  const heard: string[] = [];
  const results = new Map<string, string>();
  const liveResponse = new LiveResponse({
    transport: {
      post: async (path, body, bearer) => {
        assert.equal(bearer, 'device-token');
        const [, index = '', kind] =
          /^\/intake\/devices\/actions\/one\/commands\/(\d+)(\/result)?$/.exec(path) ?? [];
        const line = kind ? `${index} result` : `${index} ${JSON.parse(String(body)).status}`;
        const status = refuses(line) ? 404 : 204;
        heard.push(line);
        if (kind) results.set(index, Buffer.from(body).toString());
        return ok({ status, body: '', retryAfterSeconds: undefined });
      },
      download: async path => {
        const content = library[Number(/(\d+)\/file$/.exec(path)?.[1])];
        return content === undefined
          ? ok({ status: 404, content: Buffer.from('{}') })
          : ok({ status: 200, content: Buffer.from(content) });
      },
    },
    enrolment: { stored: () => ({ deviceToken: 'device-token', tenantId: 'tenant' }) },
    folder: new WorkingFolder(temporaryFolder(t)),
    wait: async () => undefined,
    onContact: async () => undefined,
  });
  const outcome = liveResponse.carryOut({
    id: 'one',
    type: 'LiveResponse',
    scope: null,
    sha1: null,
    commands,
  });
  return { outcome, heard, results, liveResponse };
};

const commandsOf = (...given: readonly object[]): readonly LiveResponseCommand[] =>
  readCommands(given.map(command => ({ state: 'Created', ...command })));

const putFile = (content: string) => ({
  type: 'PutFile',
  params: [{ key: 'FileName', value: 'data.txt' }],
  sha256: sha256(content),
});
const runScriptOf = (content: string, args = '') => ({
  type: 'RunScript',
  params: [
    { key: 'ScriptName', value: 'a.sh' },
    { key: 'Args', value: args },
  ],
  sha256: sha256(content),
});
const getFile = (path: string) => ({ type: 'GetFile', params: [{ key: 'Path', value: path }] });

describe('a live response session on the device', onLinux, () => {
  it('puts a file, runs a script that reads it, and gets a file', async t => {
    const shell = '#!/bin/sh\ncat data.txt; echo "$1" >&2; exit 4';
    const { outcome, heard, results } = openSession(
      t,
      commandsOf(putFile('from the library'), runScriptOf(shell, "'x y'"), getFile('/proc/version')),
      { library: { 0: 'from the library', 1: shell } },
    );
    assert.deepEqual(await outcome, ok(undefined));
    assert.deepEqual(heard, [
      '0 InProgress',
      '0 Completed',
      '1 InProgress',
      '1 result',
      '1 Completed',
      '2 InProgress',
      '2 result',
      '2 Completed',
    ]);
    assert.deepEqual(JSON.parse(results.get('1') ?? ''), {
      script_name: 'a.sh',
      exit_code: 4,
      script_output: 'from the library',
      script_errors: 'x y\n',
    });
    assert.match(results.get('2') ?? '', /^Linux/);
  });

  it('ends at the first command that fails', async t => {
    const commands = commandsOf(getFile('/no/such/file'), getFile('/proc/version'));
    const { outcome, heard } = openSession(t, commands);
    assert.deepEqual(await outcome, fail('Command 0 (GetFile): /no/such/file: there is no such file'));
    assert.deepEqual(heard, ['0 InProgress', '0 Failed']);
  });

  it('runs no script but the one that was asked for', async t => {
    const { outcome, heard } = openSession(t, commandsOf(runScriptOf('echo asked for')), {
      library: { 0: 'echo another' },
    });
    assert.match(
      await outcome.then(done => (done.ok ? '' : done.error)),
      /not the one that the session names/,
    );
    assert.deepEqual(heard, ['0 InProgress', '0 Failed']);
    const gone = openSession(t, commandsOf(runScriptOf('echo asked for')));
    assert.match(
      await gone.outcome.then(done => (done.ok ? '' : done.error)),
      /does not have the file any more/,
    );
  });

  it('does nothing twice after a restart', async t => {
    const mark = join(temporaryFolder(t), 'mark');
    const text = `touch ${mark}`;
    const begun = { ...runScriptOf(text), state: 'Started' };
    const { outcome, heard } = openSession(t, commandsOf({ ...getFile('/x'), state: 'Completed' }, begun), {
      library: { 1: text },
    });
    assert.match(await outcome.then(done => (done.ok ? '' : done.error)), /restarted while the command ran/);
    assert.deepEqual(heard, ['1 Failed']);
    assert.equal(existsSync(mark), false);
  });

  it('does nothing more once it was cancelled', async t => {
    const mark = join(temporaryFolder(t), 'mark');
    const text = `touch ${mark}`;
    const { outcome } = openSession(t, commandsOf(runScriptOf(text)), {
      library: { 0: text },
      refuses: line => line === '0 InProgress',
    });
    assert.match(await outcome.then(done => (done.ok ? '' : done.error)), /session is over/);
    assert.equal(existsSync(mark), false);
  });

  it('ends with the script that runs when it is cancelled, or the sensor stopped', async t => {
    for (const [end, reason] of [
      [(it: LiveResponse) => it.cancel('one'), /session was cancelled/],
      [(it: LiveResponse) => it.stop(), /sensor was stopped/],
    ] as const) {
      const mark = join(temporaryFolder(t), 'mark');
      const text = `touch ${mark}; sleep 600`;
      const { outcome, liveResponse } = openSession(t, commandsOf(runScriptOf(text)), {
        library: { 0: text },
      });
      while (!existsSync(mark)) await new Promise(setImmediate);
      end(liveResponse);
      assert.match(await outcome.then(done => (done.ok ? '' : done.error)), reason);
    }
  });

  it('fails where the server asks for what nobody knows', async t => {
    const { outcome } = openSession(t, readCommands([{ type: 'Format', state: 'Created' }, null]));
    assert.deepEqual(await outcome, fail('Command 0 (Format): This sensor has no means for Format.'));
  });
});
