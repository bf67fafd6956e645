import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@vakt/contract/clock';
import { Isolation, type IsolationOptions } from '../src/response/isolation/isolation.ts';
import { nftProgram } from '../src/response/isolation/nft.ts';

const DEVICE = `vakt-d${process.pid}`;
const OUTSIDE = `vakt-o${process.pid}`;
const SERVER = '10.213.7.2';
const SERVER_PORT = 18_443;
const OTHER_PORT = 18_080;

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
const inNamespace = (name: string, ...command: string[]) => ['netns', 'exec', name, ...command];

/** Why namespaces and nftables cannot be tried here. */
const missing = ((): string | false => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'network namespaces need root on Linux';
  const probe = `vakt-p${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', probe]).status === 0;
  const works =
    made &&
    spawnSync('ip', inNamespace(probe, 'nft', 'list', 'ruleset'), {
      env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
    }).status === 0;
  if (made) ip('netns', 'delete', probe);
  return works ? false : 'ip or nft (Debian: iproute2, nftables) is missing, or namespaces are not allowed';
})();

const LISTEN = (port: number) =>
  `require('net').createServer(s => s.end('hello')).listen(${port}, '0.0.0.0', () => console.log('ready'))`;
const CONNECT = (host: string, port: number) =>
  `const s = require('net').connect({ host: '${host}', port: ${port}, timeout: 700 });
   s.on('data', () => process.exit(0)); s.on('error', () => process.exit(1)); s.on('timeout', () => process.exit(1));`;

describe('isolation in a network namespace', { skip: missing }, () => {
  let folder: string;
  const listeners: ReturnType<typeof spawn>[] = [];

  const listenIn = async (name: string, port: number): Promise<void> => {
    const child = spawn('ip', inNamespace(name, process.execPath, '-e', LISTEN(port)));
    listeners.push(child);
    await new Promise(ready => child.stdout?.once('data', ready));
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-isolation-'));
    for (const name of [DEVICE, OUTSIDE]) ip('netns', 'add', name);
    ip('link', 'add', 'v0', 'netns', DEVICE, 'type', 'veth', 'peer', 'name', 'v0', 'netns', OUTSIDE);
    for (const [name, address] of [
      [DEVICE, '10.213.7.1'],
      [OUTSIDE, SERVER],
    ] as const) {
      ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'v0');
      ip('-n', name, 'link', 'set', 'v0', 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    await listenIn(OUTSIDE, SERVER_PORT);
    await listenIn(OUTSIDE, OTHER_PORT);
    await listenIn(DEVICE, OTHER_PORT);
  });
  after(() => {
    for (const child of listeners) child.kill('SIGKILL');
    for (const name of [DEVICE, OUTSIDE]) ip('netns', 'delete', name);
    rmSync(folder, { recursive: true, force: true });
  });

  const reaches = (from: string, host: string, port: number): boolean =>
    spawnSync('ip', inNamespace(from, process.execPath, '-e', CONNECT(host, port))).status === 0;

  /** What the device reaches and is reached by: server, something else outside, itself, and from outside. */
  const reach = () => ({
    server: reaches(DEVICE, SERVER, SERVER_PORT),
    others: reaches(DEVICE, SERVER, OTHER_PORT),
    itself: reaches(DEVICE, '127.0.0.1', OTHER_PORT),
    fromOutside: reaches(OUTSIDE, '10.213.7.1', OTHER_PORT),
  });

  const CONNECTED = { server: true, others: true, itself: true, fromOutside: true };
  const ISOLATED = { server: true, others: false, itself: true, fromOutside: false };

  const isolation = (changes: Partial<IsolationOptions> = {}): Isolation =>
    new Isolation({
      run: nftProgram(['ip', 'netns', 'exec', DEVICE]),
      stateFile: join(folder, 'isolation.json'),
      serverAddresses: async () => [{ address: SERVER, port: SERVER_PORT }],
      clock: systemClock,
      log: () => undefined,
      ...changes,
    });

  const otherTables = (): string =>
    execFileSync('ip', inNamespace(DEVICE, '/usr/sbin/nft', 'list', 'tables'), { encoding: 'utf8' });

  it('leaves the server and the device itself, and gives everything back', async () => {
    execFileSync('ip', inNamespace(DEVICE, '/usr/sbin/nft', 'add', 'table', 'inet', 'firewall'));
    assert.deepEqual(reach(), CONNECTED);
    const device = isolation();
    assert.deepEqual(await device.isolate({ scope: 'Full' }), { ok: true, value: undefined });
    assert.deepEqual(reach(), ISOLATED);
    assert.ok((await device.release()).ok);
    assert.deepEqual(reach(), CONNECTED);
    assert.equal(otherTables().trim(), 'table inet firewall', 'what others set up is as it was');
  });

  it('outlives the sensor, and is made again after a restart of the machine', async () => {
    assert.ok((await isolation().isolate({ scope: 'Selective' })).ok);
    assert.deepEqual(reach(), ISOLATED);
    execFileSync('ip', inNamespace(DEVICE, '/usr/sbin/nft', 'flush', 'ruleset'));
    assert.deepEqual(reach(), CONNECTED, 'as after a restart');
    const next = isolation();
    await next.restore();
    assert.deepEqual(reach(), ISOLATED);
    assert.ok((await next.release()).ok);
    assert.deepEqual(reach(), CONNECTED);
  });

  it('ends by itself when nobody keeps it up, and goes on while the server answers', async () => {
    const SECONDS = 3;
    const device = isolation({ longestWithoutServerSeconds: SECONDS });
    assert.ok((await device.isolate({ scope: 'Full' })).ok);
    const until = performance.now() + SECONDS * 1_500;
    while (performance.now() < until) {
      await device.heardOfServer();
      await delay(300);
    }
    assert.equal(reaches(DEVICE, SERVER, OTHER_PORT), false, 'kept up');
    const deadline = performance.now() + SECONDS * 4_000;
    while (!reaches(DEVICE, SERVER, OTHER_PORT)) assert.ok(performance.now() < deadline, 'still isolated');
    assert.ok((await device.release()).ok);
  });

  it('is not begun when the server’s address is not known', async () => {
    const device = isolation({ serverAddresses: async () => [] });
    const outcome = await device.isolate({ scope: 'Full' });
    assert.match(outcome.ok ? '' : outcome.error, /stays connected/);
    assert.deepEqual(reach(), CONNECTED);
    assert.equal(device.isOn, false);
  });
});

describe('isolation without the means', () => {
  it('says that nftables is not there', async () => {
    const outcome = await nftProgram(['/nowhere/ip'])('');
    assert.match(outcome.ok ? '' : outcome.error, /nftables is not installed/);
  });

  it('says that it lacks the privilege', { skip: missing }, async () => {
    const outcome = await nftProgram(['setpriv', '--reuid=65534', '--clear-groups'])(
      'add table inet vakt_none\n',
    );
    assert.match(outcome.ok ? '' : outcome.error, /must run as root/);
  });
});
