import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 20_000;
const POLL_MS = 10;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A process that has ended and that nobody has asked about: its number is taken, but nothing runs. */
const isZombie = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') ?? false;
  } catch {
    return false;
  }
};

/** Guards against a process id that another program has taken since (where the system has `/proc`). */
const isPostgres = (pid: number): boolean => {
  if (!existsSync('/proc/self')) return isAlive(pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
};

const worksIn = (pid: string, folder: string): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
};

/** Whether a process of PostgreSQL works in the data folder: each of them makes it its working directory. */
const isInUse = (data: string): boolean =>
  existsSync('/proc/self') && readdirSync('/proc').some(name => /^\d+$/.test(name) && worksIn(name, data));

const waitWhile = async (condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (condition() && performance.now() < deadline) await delay(POLL_MS);
};

/**
 * A server that outlived a killed Vakt still holds the data folder: it is asked to stop, and waited for. What a killed
 * server leaves behind, processes that are about to end and a number that only a zombie has, is waited for and cleared.
 *
 * @param data the cluster's folder.
 * @param socket the folder of its socket, which holds nothing else.
 */
export const stopLeftOver = async (data: string, socket: string): Promise<void> => {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (pid > 1 && isPostgres(pid)) {
    process.kill(pid, 'SIGINT');
    await waitWhile(() => isPostgres(pid));
    if (isPostgres(pid)) process.kill(pid, 'SIGQUIT');
  }
  await waitWhile(() => isInUse(data));
  // PostgreSQL would take the zombie for a running server. Nothing works in the folder any more, so the files say nothing.
  if (!isZombie(pid) || isInUse(data)) return;
  for (const name of readdirSync(socket)) rmSync(join(socket, name), { force: true });
  rmSync(pidFile, { force: true });
};
