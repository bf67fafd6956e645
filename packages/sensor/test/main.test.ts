import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type IntakeServer, type ReceivedRecord, startIntake } from './support/intake-server.ts';

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const onLinux = { skip: process.platform !== 'linux' && 'only Linux is watched', timeout: 180_000 };

const environmentOf = (intake: IntakeServer, state: string) => ({
  PATH: process.env.PATH,
  VAKT_SENSOR_URL: intake.url.href,
  VAKT_SENSOR_CA_FILE: intake.caFile,
  VAKT_SENSOR_STATE: join(intake.folder, state),
  VAKT_SENSOR_ENROLMENT_KEY_FILE: intake.keyFile,
});

const launch = (t: TestContext, intake: IntakeServer, options: object = {}): ChildProcess => {
  const env = environmentOf(intake, 'state');
  const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'ignore', 'pipe'], env, ...options });
  t.after(() => child.kill('SIGKILL'));
  return child;
};

const ended = async (child: ChildProcess): Promise<unknown> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit');
  return code;
};

const aboutProcess =
  (pid: number | undefined) =>
  ({ category, properties }: ReceivedRecord): boolean =>
    category.endsWith('DeviceProcessEvents') && properties.ProcessId === pid;

const setUp = async (t: TestContext): Promise<IntakeServer> => {
  const intake = await startIntake();
  t.after(() => intake.close());
  return intake;
};

/** Starts a process with an argument that nobody else uses. */
const startMarked = (t: TestContext) => {
  const marker = randomUUID();
  const child = spawn('/bin/sh', ['-c', 'read line', marker], { stdio: ['pipe', 'ignore', 'ignore'] });
  t.after(() => child.kill());
  return { child, marker };
};

describe('the process of the sensor', onLinux, () => {
  it('ends in order on SIGTERM, and when its parent lets go of it', async t => {
    const intake = await setUp(t);
    for (const end of [
      (child: ChildProcess) => child.kill('SIGTERM'),
      (child: ChildProcess) => child.stdin?.end(),
    ]) {
      const child = launch(t, intake);
      await intake.find(aboutProcess(child.pid));
      end(child);
      assert.equal(await ended(child), 0);
      assert.ok(existsSync(join(intake.folder, 'state', 'run.json')));
    }
  });

  it('removes what it set up in the kernel', { skip: !isRoot && 'needs root' }, async t => {
    const intake = await setUp(t);
    const child = launch(t, intake);
    await intake.find(aboutProcess(child.pid));
    child.stdin?.end();
    await ended(child);
    const instance = `/sys/kernel/tracing/instances/vakt-${child.pid}`;
    const look = `mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null; test ! -e ${instance}`;
    const looked = spawn('unshare', ['--mount', 'sh', '-c', look], { stdio: 'ignore' });
    assert.equal(await ended(looked), 0);
  });

  it('goes on after kill -9 with growing numbers, and does not tell everything again', async t => {
    const intake = await setUp(t);
    const { child: marked } = startMarked(t);
    const first = launch(t, intake);
    await intake.find(aboutProcess(marked.pid));
    first.stdin?.end();
    await ended(first);
    const second = launch(t, intake);
    await intake.find(aboutProcess(second.pid));
    second.kill('SIGKILL');
    await ended(second);
    const third = launch(t, intake);
    await intake.find(aboutProcess(third.pid));
    assert.equal(
      new Set(intake.records.filter(aboutProcess(marked.pid)).map(({ properties }) => properties.ReportId))
        .size,
      1,
    );
    const byNumber = new Map<unknown, string>();
    for (const { properties } of intake.records) {
      if (properties.ReportId === undefined) continue;
      const text = JSON.stringify(properties);
      assert.equal(byNumber.get(properties.ReportId) ?? text, text, 'a number names one row');
      byNumber.set(properties.ReportId, text);
    }
    assert.equal(intake.enrolments.length, 1);
    assert.equal(new Set(intake.records.map(({ properties }) => properties.DeviceId)).size, 1);
  });

  it('works for an ordinary user', { skip: !isRoot && 'needs root to become another' }, async t => {
    const intake = await setUp(t);
    const state = join(intake.folder, 'user');
    mkdirSync(state);
    chmodSync(state, 0o777);
    chmodSync(intake.folder, 0o755);
    const env = { ...environmentOf(intake, 'user'), VAKT_SENSOR_STATE: join(state, 'state') };
    const child = launch(t, intake, { uid: 65534, gid: 65534, env });
    const lines = createInterface({ input: child.stderr ?? process.stdin });
    let said = '';
    lines.on('line', line => (said += line));
    await Promise.race([intake.find(aboutProcess(child.pid)), once(child, 'exit')]);
    if (child.exitCode !== null) return t.skip(`another user cannot run it here: ${said}`);
    const { child: marked, marker } = startMarked(t);
    const record = await intake.find(aboutProcess(marked.pid));
    assert.ok(String(record.properties.ProcessCommandLine).includes(marker));
    const info = await intake.find(({ category }) => category.endsWith('DeviceInfo'));
    assert.match(String(info.properties.AdditionalFields), /"CaptureMethod":"(connector|poll)"/);
    child.stdin?.end();
    await ended(child);
  });

  it('says how it is used when it is started wrongly', async t => {
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'], env: {} });
    t.after(() => child.kill());
    let said = '';
    child.stderr.on('data', chunk => (said += chunk));
    await once(child, 'close');
    assert.equal(child.exitCode, 64);
    assert.match(said, /--url must be an https address[^]*usage:/);
  });

  it('says so on another system, with a code of its own', async t => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'platform',{value:'darwin'})`;
    const child = spawn(process.execPath, ['--import', pretend, entry], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    t.after(() => child.kill());
    let said = '';
    child.stderr.on('data', chunk => (said += chunk));
    await once(child, 'close');
    assert.equal(child.exitCode, 69);
    assert.match(said, /only Linux/);
  });
});
