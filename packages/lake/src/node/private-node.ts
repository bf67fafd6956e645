import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Entropy } from '@vakt/contract/entropy';
import {
  type EnginePasswords,
  type Readers,
  serverConfiguration,
  usersConfiguration,
} from './configuration.ts';
import { findEngineLibrary } from './library.ts';

/** How to reach a running node. */
export interface NodeAddress {
  readonly url: string;
  readonly passwords: EnginePasswords;
}

/** The private node's process, from its start to its end. */
export interface PrivateNode {
  readonly address: NodeAddress;
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const engineScript = fileURLToPath(new URL('engine.ts', import.meta.url));

/** Opens the HTTP port, then waits for the end of stdin: the engine stops in order when the parent closes it or dies. */
const LISTEN_UNTIL_STDIN_ENDS =
  "SYSTEM START LISTEN HTTP; SELECT * FROM file('/dev/stdin', LineAsString) FORMAT Null";
const START_TIMEOUT_MS = 60_000;
/** An engine that was asked to stop before it read its stdin never sees it close; what is stored is on disk anyway. */
const STOP_GRACE_MS = 2_000;
const KILL_AFTER_MS = 10_000;
/** ClickHouse's code for "this user has as many sessions as it may". */
const SESSION_LIMIT_EXCEEDED = '700';

const freePort = (): Promise<number> =>
  new Promise((settle, refuse) => {
    const probe = createServer();
    probe.once('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? settle(address.port) : refuse(new Error('no port')),
      );
    });
  });

const writeConfiguration = async (folder: string, entropy: Entropy, readers: Readers) => {
  const paths = { data: join(folder, 'data'), users: join(folder, 'users.xml'), logs: join(folder, 'logs') };
  for (const path of [folder, paths.data, paths.logs]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const password = (): string => Buffer.from(entropy.bytes(24)).toString('base64url');
  const passwords: EnginePasswords = { writer: password(), reader: password(), administrator: password() };
  const port = await freePort();
  const configurationFile = join(folder, 'configuration.xml');
  writeFileSync(configurationFile, serverConfiguration(paths, port), { mode: 0o600 });
  writeFileSync(paths.users, usersConfiguration(passwords, readers), { mode: 0o600 });
  return { configurationFile, data: paths.data, address: { url: `http://127.0.0.1:${port}`, passwords } };
};

/**
 * Both ends of a new named pipe. The engine opens its stdin by name, which only a true pipe allows: the "pipe" that Node
 * gives a child is a socket. Only this process holds the writing end, so the engine sees it close however this process ends.
 */
const openLeash = (folder: string): { readonly readEnd: number; readonly writeEnd: number } => {
  const path = join(folder, 'leash');
  rmSync(path, { force: true });
  execFileSync('mkfifo', ['-m', '600', path]);
  const writeEnd = openSync(path, constants.O_RDWR);
  const readEnd = openSync(path, constants.O_RDONLY);
  rmSync(path);
  return { readEnd, writeEnd };
};

const launch = (
  folder: string,
  data: string,
  configurationFile: string,
): { child: ChildProcess; leash: number } => {
  const commandLine = [
    'clickhouse',
    `--path=${data}`,
    `--config-file=${configurationFile}`,
    `--query=${LISTEN_UNTIL_STDIN_ENDS}`,
  ];
  const { readEnd, writeEnd } = openLeash(folder);
  try {
    const child = spawn(
      process.execPath,
      ['--no-warnings', engineScript, String(process.pid), findEngineLibrary(), ...commandLine],
      {
        stdio: [readEnd, 'pipe', 'pipe'],
        // Its own process group: Ctrl-C in the terminal is Vakt's to handle, in order.
        detached: true,
        env: {},
      },
    );
    return { child, leash: writeEnd };
  } finally {
    closeSync(readEnd);
  }
};

/** Asks over a connection of its own: one that stays open would hold up the node's end by seconds. */
const ask = (url: string): Promise<IncomingMessage> =>
  new Promise((settle, refuse) => {
    const request = get(url, { agent: false, timeout: 5_000 }, reply => {
      reply.resume();
      settle(reply);
    });
    request.once('error', refuse).once('timeout', () => request.destroy(new Error('timeout')));
  });

const isListening = async (url: string): Promise<boolean> => {
  try {
    return (await ask(`${url}/ping`)).statusCode === 200;
  } catch {
    return false;
  }
};

/** @throws Error when `default`, which has no password, can run a query over HTTP. */
const assertDefaultUserIsClosed = async (url: string): Promise<void> => {
  const { statusCode, headers } = await ask(`${url}/?query=SELECT%201`);
  if (statusCode === 200 || headers['x-clickhouse-exception-code'] !== SESSION_LIMIT_EXCEEDED)
    throw new Error('The private ClickHouse node lets its user "default" in; Vakt does not serve from it.');
};

const explain = (folder: string, lastWords: string): string =>
  /Another server instance in same directory/.test(lastWords)
    ? `Another ClickHouse node is running on ${folder}.`
    : `The private ClickHouse node did not start in ${folder}: ${lastWords.trim()}`;

/**
 * Starts the private ClickHouse node on `folder` with new passwords and a free port on loopback.
 *
 * @throws Error with the engine's last words when it does not come up, or when its door cannot be closed.
 */
export const startPrivateNode = async (
  folder: string,
  entropy: Entropy,
  readers: Readers,
): Promise<PrivateNode> => {
  const { configurationFile, data, address } = await writeConfiguration(folder, entropy, readers);
  const { child, leash } = launch(folder, data, configurationFile);
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', chunk => (lastWords = (lastWords + String(chunk)).slice(-4_000)));
  const ended = new Promise<void>(settle =>
    child.once('close', () => settle()).once('error', () => settle()),
  );
  const hasEnded = (): boolean =>
    child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  let isHeld = true;
  const letGo = (): void => {
    if (isHeld) closeSync(leash);
    isHeld = false;
  };
  void ended.then(letGo);
  const stop = async (): Promise<void> => {
    letGo();
    const reminders = [
      setTimeout(() => child.kill('SIGTERM'), STOP_GRACE_MS),
      setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS),
    ];
    await ended;
    for (const reminder of reminders) clearTimeout(reminder);
  };
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isListening(address.url))) {
    if (hasEnded() || performance.now() > deadline) {
      await stop();
      throw new Error(explain(folder, lastWords));
    }
    await delay(10);
  }
  try {
    await assertDefaultUserIsClosed(address.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, pid: child.pid ?? 0, ended, stop };
};
