import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../src/exit-code.ts';
import { FakeVakt } from './fake-vakt.ts';

const executable = fileURLToPath(new URL('../bin/vakt.mjs', import.meta.url));
const NAMES = ['graph.microsoft.com', 'login.microsoftonline.com'];

/** A Vakt whose operator asks for the service names. */
const startVakt = async (): Promise<FakeVakt> => {
  const fake = await FakeVakt.start({
    'POST /vakt/v1/serviceNames': ({ headers }) =>
      headers.authorization === 'Bearer the-operator'
        ? {
            json: {
              names: NAMES,
              certificate: readFileSync(new URL('tls/localhost.pem', import.meta.url), 'utf8'),
              caFile: '/srv/vakt/tls/service-names-ca.pem',
            },
          }
        : { status: 401, json: { error: { code: 'Unauthorized', message: 'No.' } } },
  });
  writeFileSync(join(fake.folder, 'operator.token'), 'the-operator');
  return fake;
};

const start = (
  fake: FakeVakt,
  args: readonly string[],
  path = process.env['PATH'],
): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [executable, 'exec', ...args], {
    cwd: fake.folder,
    env: {
      PATH: path,
      HOME: fake.folder,
      TMPDIR: fake.folder,
      VAKT_DATA: fake.folder,
      MARK: 'kept',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

const run = async (
  fake: FakeVakt,
  args: readonly string[],
  { input = '', path = process.env['PATH'] } = {},
) => {
  const child = start(fake, args, path);
  child.stdin.end(input);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  return { code, stdout, stderr };
};

// A machine without private namespaces runs the first by a proxy and says so: what a program keeps is the same.
for (const [title, flags] of [
  ['a program of vakt exec', []],
  ['a program of vakt exec --proxy', ['--proxy']],
] as const)
  describe(title, () => {
    test('keeps folder, environment, user and streams', async () => {
      await using fake = await startVakt();
      const script = 'read line; echo "$line $MARK $(id -u) $PWD"; echo aside >&2';
      const { code, stdout, stderr } = await run(fake, [...flags, '--', 'sh', '-c', script], {
        input: 'said\n',
      });
      assert.equal(stdout, `said kept ${process.getuid?.()} ${fake.folder}\n`);
      assert.match(stderr, /aside\n$/);
      assert.equal(code, 0);
    });

    test('keeps its arguments, options and dashes too', async () => {
      await using fake = await startVakt();
      const { stdout } = await run(fake, [...flags, '--', 'printf', '%s|', '--json', '--', '-k', 'a b', '']);
      assert.equal(stdout, '--json|--|-k|a b||');
    });

    test('gives its exit code to vakt', async () => {
      await using fake = await startVakt();
      assert.equal((await run(fake, [...flags, '--', 'sh', '-c', 'exit 42'])).code, 42);
      assert.equal((await run(fake, [...flags, '--', 'sh', '-c', 'kill -9 $$'])).code, 137);
    });

    test('gets the signals that vakt gets', async () => {
      await using fake = await startVakt();
      const script = 'trap "echo told; exit 5" TERM; echo up; while :; do sleep 0.05; done';
      const child = start(fake, [...flags, '--', 'sh', '-c', script]);
      const closed = once(child, 'close');
      let said = '';
      child.stdout.on('data', chunk => {
        if (said === '') child.kill('SIGTERM');
        said += String(chunk);
      });
      const [code] = (await closed) as [number | null];
      assert.equal(said, 'up\ntold\n');
      assert.equal(code, 5);
    });
  });

describe('vakt exec', () => {
  test('says 127 for a program that is not there, and asks nobody', async () => {
    await using fake = await startVakt();
    const { code, stderr } = await run(fake, ['--', 'no-such-program']);
    assert.equal(code, 127);
    assert.match(stderr, /There is no program no-such-program/);
    assert.deepEqual(fake.seen, []);
  });

  test('says 126 for a file that the system cannot run', async () => {
    await using fake = await startVakt();
    const file = join(fake.folder, 'broken');
    writeFileSync(file, '#!/nowhere/interpreter\n', { mode: 0o755 });
    const { code, stderr } = await run(fake, ['--proxy', '--', file]);
    assert.equal(code, 126);
    assert.match(stderr, /cannot be run/);
  });

  test('says so when a proxy has to do, because there are no private networks', async () => {
    await using fake = await startVakt();
    symlinkSync('/bin/sh', join(fake.folder, 'sh'));
    const withoutUnshare = { path: fake.folder };
    const { code, stdout, stderr } = await run(fake, ['--', 'sh', '-c', 'echo $HTTPS_PROXY'], withoutUnshare);
    assert.equal(code, 0);
    assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\n$/);
    assert.match(
      stderr,
      /no private network here \(spawn unshare ENOENT\), so a proxy leads the names to Vakt/,
    );
  });

  test('leaves no file behind', async () => {
    await using fake = await startVakt();
    for (const flags of [[], ['--proxy']]) await run(fake, [...flags, '--', 'sh', '-c', 'exit 3']);
    assert.deepEqual(
      readdirSync(fake.folder).filter(name => name.startsWith('vakt-exec-')),
      [],
    );
  });

  test('is refused to who cannot read the operator’s token', async () => {
    await using fake = await startVakt();
    writeFileSync(join(fake.folder, 'operator.token'), 'somebody');
    const { code, stdout } = await run(fake, ['--', 'echo', 'ran']);
    assert.equal(code, exitCodes.signInNeeded.code);
    assert.equal(stdout, '');
  });

  test('wants a program', async () => {
    await using fake = await startVakt();
    assert.equal((await run(fake, [])).code, exitCodes.usage.code);
  });
});

describe('vakt hosts', () => {
  test('prints hosts lines alone to standard output, and what else is needed beside it', async () => {
    await using fake = await startVakt();
    const { code, stdout, stderr } = await fake.run(['hosts']);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, '127.0.0.1 graph.microsoft.com\n127.0.0.1 login.microsoftonline.com\n');
    assert.match(stderr, new RegExp(`listens on ${new URL(fake.origin).port}`));
    assert.match(stderr, /vakt start --port 443/);
    assert.match(stderr, /must trust \/srv\/vakt\/tls\/service-names-ca\.pem/);
  });

  test('tells programs the same', async () => {
    await using fake = await startVakt();
    const { stdout } = await fake.run(['hosts', '--json']);
    assert.deepEqual(JSON.parse(stdout), {
      address: '127.0.0.1',
      names: NAMES,
      port: Number(new URL(fake.origin).port),
      portAsked: 443,
      caFile: '/srv/vakt/tls/service-names-ca.pem',
    });
  });
});
