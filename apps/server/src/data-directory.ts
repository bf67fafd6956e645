import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of one installation, held by one server. */
export interface DataDirectory {
  /** The folder's real path. */
  readonly path: string;
  /** Why the folder is not where it was asked for; shown to the user. */
  readonly notice?: string;
  /** Lets another server have the folder. */
  release(): void;
}

/** Where root's data goes when its wanted place cannot be entered by the user that PostgreSQL runs as. */
const SHARED_STATE_FOLDER = '/var/lib/vakt';

const canOthersEnter = (folder: string): boolean => {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
};

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** A new place that an unprivileged user can enter; the wanted place becomes a link to it, and is followed from then on. */
const relocate = (wanted: string): string => {
  mkdirSync(SHARED_STATE_FOLDER, { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(join(SHARED_STATE_FOLDER, 'data-'));
  chmodSync(folder, 0o755);
  mkdirSync(dirname(wanted), { recursive: true });
  symlinkSync(folder, wanted);
  return folder;
};

/** Where an earlier start put the data of `wanted`; a link that leads nowhere is removed. */
const followLink = (wanted: string): string | undefined => {
  if (!isLink(wanted)) return undefined;
  if (existsSync(wanted)) return realpathSync(wanted);
  rmSync(wanted);
  return undefined;
};

const place = (wanted: string): { path: string; notice?: string } => {
  const linked = followLink(wanted);
  if (linked) return { path: linked };
  if (process.getuid?.() === 0 && !existsSync(wanted) && !canOthersEnter(dirname(wanted))) {
    const path = relocate(wanted);
    return {
      path,
      notice: `Data is kept in ${path}: PostgreSQL does not run as root, and its user cannot enter ${dirname(wanted)}. ${wanted} is a link to it.`,
    };
  }
  mkdirSync(wanted, { recursive: true, mode: 0o755 });
  return { path: realpathSync(wanted) };
};

/** When a process started, as the system counts it: tells a process from a later one with the same number. */
const startOf = (pid: number): string | undefined => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    // Field 22 of stat(5); the name in parentheses before it may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  } catch {
    return '';
  }
};

const holderOf = (lockFile: string): number | undefined => {
  if (!existsSync(lockFile)) return undefined;
  const [pid = '', start] = readFileSync(lockFile, 'utf8').trim().split(' ');
  const running = startOf(Number(pid));
  return running !== undefined && (start ?? '') === running ? Number(pid) : undefined;
};

const takeLock = (folder: string): (() => void) => {
  const lockFile = join(folder, 'lock');
  const holder = holderOf(lockFile);
  if (holder !== undefined)
    throw new Error(
      `Another Vakt (process ${holder}) is running on ${folder}. Stop it first, or give this one its own folder with --data.`,
    );
  rmSync(lockFile, { force: true });
  // 'wx' fails when another server was faster.
  writeFileSync(lockFile, `${process.pid} ${startOf(process.pid) ?? ''}\n`, { flag: 'wx', mode: 0o644 });
  return () => rmSync(lockFile, { force: true });
};

/**
 * Takes the data directory for this process.
 *
 * @throws Error when another server holds it; the message names the process.
 */
export const takeDataDirectory = (wanted: string): DataDirectory => {
  const { path, notice } = place(resolve(wanted));
  return { path, ...(notice && { notice }), release: takeLock(path) };
};
