import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findInstallation } from './installation.ts';
import { stopLeftOver } from './left-over.ts';
import { findOperatingUser, type OperatingUser } from './operating-user.ts';

/** A PostgreSQL of Vakt's own, in a folder of the data directory, reachable through a Unix socket only. */
export interface PrivateServer {
  /** Connection options for `pg`, without the name of a database. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
  /** The server's process now; another one after a restart. */
  readonly pid: number;
  stop(): Promise<void>;
}

interface Folders {
  readonly root: string;
  readonly data: string;
  readonly socket: string;
  readonly passwordFile: string;
}

const PORT = 5432;
const ADMINISTRATOR = 'vakt_administrator';
const START_TIMEOUT_MS = 60_000;
const FIRST_RESTART_PAUSE_MS = 100;
const LONGEST_RESTART_PAUSE_MS = 30_000;
/** `sun_path` holds 104 bytes on macOS, 108 on Linux; the socket's own name takes 15 of them. */
const LONGEST_SOCKET_FOLDER = 85;

/** Server settings: durable, quiet, and sized for a laptop. Nothing listens on a network. */
const SETTINGS: readonly string[] = [
  'listen_addresses=',
  `port=${PORT}`,
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'max_connections=60',
  'shared_buffers=128MB',
  'log_min_messages=warning',
  'log_destination=stderr',
  'timezone=UTC',
  'jit=off',
];

/** A folder path that is short enough for a socket: beside the data, or a private one in the temporary folder. */
const socketFolder = (root: string): string =>
  join(root, 'run').length <= LONGEST_SOCKET_FOLDER
    ? join(root, 'run')
    : mkdtempSync(join(tmpdir(), 'vakt-pg-'));

const handOver = (path: string, user: OperatingUser | undefined): void => {
  if (user) chownSync(path, user.uid, user.gid);
};

const prepareFolders = (root: string, user: OperatingUser | undefined): Folders => {
  mkdirSync(root, { recursive: true });
  const folders = {
    root,
    data: join(root, 'data'),
    socket: socketFolder(root),
    passwordFile: join(root, 'password'),
  };
  for (const folder of [folders.root, folders.socket]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    handOver(folder, user);
  }
  return folders;
};

/** Runs a program of the installation to its end; its output becomes the error's text when it fails. */
const run = async (
  program: string,
  args: readonly string[],
  user: OperatingUser | undefined,
): Promise<void> => {
  const child = spawn(program, args, {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
  const code = await new Promise<number | null>((settle, refuse) =>
    child.on('error', refuse).on('close', settle),
  );
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output.trim()}`);
};

const createCluster = async (
  bin: string,
  folders: Folders,
  user: OperatingUser | undefined,
): Promise<void> => {
  rmSync(folders.data, { recursive: true, force: true });
  writeFileSync(folders.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  handOver(folders.passwordFile, user);
  const unfinished = `${folders.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const options = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${ADMINISTRATOR}`];
  await run(
    join(bin, 'initdb'),
    [...options, `--pwfile=${folders.passwordFile}`, `--pgdata=${unfinished}`],
    user,
  );
  renameSync(unfinished, folders.data);
};

const launch = (bin: string, folders: Folders, user: OperatingUser | undefined): ChildProcess =>
  spawn(
    join(bin, 'postgres'),
    ['-D', folders.data, '-k', folders.socket, ...SETTINGS.flatMap(setting => ['-c', setting])],
    // Its own process group: Ctrl-C in the terminal is Vakt's to handle, in order.
    {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );

/** What the server says of itself in its pid file, as `pg_ctl` reads it: its process, and on the eighth line whether it is ready. */
const isReady = (data: string, pid: number | undefined): boolean => {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
};

interface Installation {
  readonly bin: string;
  readonly folders: Folders;
  readonly user: OperatingUser | undefined;
}

/** Starts the server's process and waits until it takes connections. */
const bringUp = async ({ bin, folders, user }: Installation): Promise<ChildProcess> => {
  const child = launch(bin, folders, user);
  let lastWords = '';
  child.stderr?.on('data', chunk => (lastWords = (lastWords + String(chunk)).slice(-4_000)));
  child.on('error', error => (lastWords = error.message));
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!isReady(folders.data, child.pid)) {
    if (hasEnded(child) || performance.now() > deadline) {
      child.kill('SIGINT');
      throw new Error(`PostgreSQL did not start in ${folders.root}: ${lastWords.trim()}`);
    }
    await delay(10);
  }
  return child;
};

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

const endOf = (child: ChildProcess): Promise<void> =>
  hasEnded(child) ? Promise.resolve() : new Promise(settle => child.once('close', () => settle()));

/** Keeps the server running: one that ends though nobody stopped it is started again, ever more slowly if it must. */
class Supervisor {
  readonly #installation: Installation;
  readonly #onRestart: (problem: string) => void;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #child: ChildProcess;

  constructor(installation: Installation, child: ChildProcess, onRestart: (problem: string) => void) {
    this.#installation = installation;
    this.#child = child;
    this.#onRestart = onRestart;
    this.#watching = this.#watch();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    for (let pauseMs = FIRST_RESTART_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_PAUSE_MS)) {
      await endOf(this.#child);
      if (signal.aborted) return;
      this.#onRestart('PostgreSQL ended unexpectedly');
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await stopLeftOver(this.#installation.folders.data, this.#installation.folders.socket);
        this.#child = await bringUp(this.#installation);
        pauseMs = FIRST_RESTART_PAUSE_MS / 2;
      } catch (error) {
        this.#onRestart((error as Error).message);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // SIGINT is PostgreSQL's "fast shutdown": it ends sessions, writes a checkpoint and stops.
    if (!hasEnded(this.#child)) this.#child.kill('SIGINT');
    await this.#watching;
    await endOf(this.#child);
  }
}

/**
 * Starts the private PostgreSQL in `root`, creating its cluster the first time, and keeps it running. As root it runs as
 * an unprivileged user.
 *
 * @param root an absolute folder path that this server owns.
 * @param onRestart told why, when the server had to be started again.
 * @throws Error with the server's own last words when it does not come up.
 */
export const startPrivateServer = async (
  root: string,
  onRestart: (problem: string) => void = () => undefined,
): Promise<PrivateServer> => {
  const user = findOperatingUser();
  const folders = prepareFolders(root, user);
  const bin = join(findInstallation(user, root), 'bin');
  if (existsSync(join(folders.data, 'PG_VERSION'))) await stopLeftOver(folders.data, folders.socket);
  else await createCluster(bin, folders, user);
  const password = readFileSync(folders.passwordFile, 'utf8');
  const connection = { host: folders.socket, port: PORT, user: ADMINISTRATOR, password };
  const installation = { bin, folders, user };
  const supervisor = new Supervisor(installation, await bringUp(installation), onRestart);
  return {
    connection,
    get pid() {
      return supervisor.pid;
    },
    stop: async () => {
      await supervisor.stop();
      if (!folders.socket.startsWith(root)) rmSync(folders.socket, { recursive: true, force: true });
    },
  };
};
