import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { COMMAND_LINE_LIMIT, commandLineOf } from './command-line.ts';
import { type ProcessIds, type ProcessStat, parseStat, parseStatus } from './proc-stat.ts';

/** What makes a file the same file: while all of it is unchanged, so is the content. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
  readonly size: bigint;
}

/** What `/proc` says of a process; `undefined` members could not be read (ended, or another user's). */
export interface ProcessFacts extends ProcessStat {
  readonly ids: ProcessIds | undefined;
  readonly commandLine: string;
  readonly isCommandLineCut: boolean;
  /** Full path of the executable. */
  readonly executable: string | undefined;
  readonly isExecutableDeleted: boolean;
  readonly file: FileIdentity | undefined;
  readonly currentDirectory: string | undefined;
  /** The user who logged in, whatever was changed since (audit's login uid). */
  readonly loginUid: number | undefined;
}

const DELETED = ' (deleted)';
/** The kernel's "no login": -1 as an unsigned number. */
const UNSET_UID = 4_294_967_295;

/** The value of `read`, or `undefined` when the process has gone or may not be looked at. */
const attempt = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** The identity of the file at `path`, following links. */
export const fileIdentity = (path: string): FileIdentity | undefined => {
  const stat = attempt(() => statSync(path, { bigint: true }));
  if (!stat?.isFile()) return undefined;
  return {
    device: stat.dev,
    inode: stat.ino,
    modifiedNs: stat.mtimeNs,
    changedNs: stat.ctimeNs,
    size: stat.size,
  };
};

const executableOf = (folder: string, file: FileIdentity | undefined) => {
  const link = attempt(() => readlinkSync(`${folder}/exe`));
  const looksDeleted = link?.endsWith(DELETED) === true;
  const isReallyNamedSo = looksDeleted && fileIdentity(link)?.inode === file?.inode;
  const isDeleted = looksDeleted && !isReallyNamedSo;
  return { path: isDeleted ? link.slice(0, -DELETED.length) : link, isDeleted };
};

const loginUidOf = (folder: string): number | undefined => {
  const text = attempt(() => readFileSync(`${folder}/loginuid`, 'utf8'));
  const uid = text === undefined || text === '' ? UNSET_UID : Number(text);
  return uid === UNSET_UID ? undefined : uid;
};

/** Reads a process at once, the most fleeting things first; `undefined` when there is no such process any more. */
export const readProcess = (pid: number, procRoot = '/proc'): ProcessFacts | undefined => {
  const folder = `${procRoot}/${pid}`;
  const statText = attempt(() => readFileSync(`${folder}/stat`, 'utf8'));
  const stat = statText === undefined ? undefined : parseStat(statText);
  if (!stat) return undefined;
  const commandLine = attempt(() => readFileSync(`${folder}/cmdline`)) ?? new Uint8Array();
  const file = fileIdentity(`${folder}/exe`);
  const executable = executableOf(folder, file);
  const status = attempt(() => readFileSync(`${folder}/status`, 'utf8'));
  return {
    ...stat,
    ids: status === undefined ? undefined : parseStatus(status),
    commandLine: commandLineOf(commandLine),
    isCommandLineCut: commandLine.length > COMMAND_LINE_LIMIT,
    executable: executable.path,
    isExecutableDeleted: executable.isDeleted,
    file,
    currentDirectory: attempt(() => readlinkSync(`${folder}/cwd`)),
    loginUid: loginUidOf(folder),
  };
};
