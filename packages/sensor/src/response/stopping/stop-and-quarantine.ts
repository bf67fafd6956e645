import { type FileHandle, open } from 'node:fs/promises';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { FileHasher } from '../../process/file-hashes.ts';
import type { CarryOut } from '../action.ts';
import { putInQuarantine, type Quarantine } from '../quarantine/put-in-quarantine.ts';
import { isSha1, readRecord } from '../quarantine/quarantine-record.ts';
import { isSameInode } from '../quarantine/take-away.ts';
import { programsOf, type RunningProgram, runningPrograms } from './running-programs.ts';
import { stopPrograms } from './stop-programs.ts';

export interface StopAndQuarantineOptions {
  readonly hasher: FileHasher;
  readonly quarantine: Quarantine;
  /** The processes that no action may stop. */
  readonly ownProcesses: (programs: readonly RunningProgram[]) => ReadonlySet<number>;
}

/** Holds what the process runs, whatever its path leads to by now. */
const openExecutable = async ({ pid, file }: RunningProgram): Promise<FileHandle | undefined> => {
  const handle = await open(`/proc/${pid}/exe`, 'r').catch(() => undefined);
  if (!handle) return undefined;
  const { dev, ino } = await handle.stat({ bigint: true });
  if (isSameInode({ device: dev, inode: ino }, file)) return handle;
  await handle.close();
  return undefined;
};

const quarantineExecutable = async (
  quarantine: Quarantine,
  sha1: string,
  program: RunningProgram,
): Promise<Result<void, string>> => {
  const handle = await openExecutable(program);
  if (!handle) return fail(`Process ${program.pid} ended before its file could be held.`);
  try {
    const { executable: path, isExecutableDeleted: isDeleted } = program;
    return await putInQuarantine(quarantine, { sha1, handle, path, isDeleted });
  } catch (error) {
    return fail(`The quarantine cannot take the file: ${error instanceof Error ? error.message : error}.`);
  } finally {
    await handle.close();
  }
};

/** One program for each file that runs. */
const oneForEachFile = (programs: readonly RunningProgram[]): readonly RunningProgram[] =>
  programs.filter((program, at) => programs.findIndex(({ file }) => isSameInode(file, program.file)) === at);

/** The files go before the processes: what starts a program again finds none. */
const quarantineAndStop = async (
  { quarantine, ownProcesses }: StopAndQuarantineOptions,
  sha1: string,
  programs: readonly RunningProgram[],
): Promise<Result<void, string>> => {
  const failures: string[] = [];
  for (const program of oneForEachFile(programs)) {
    const taken = await quarantineExecutable(quarantine, sha1, program);
    if (!taken.ok) failures.push(taken.error);
  }
  const own = ownProcesses(runningPrograms());
  const stopped = await stopPrograms(
    ({ pid, file }) => !own.has(pid) && programs.some(known => isSameInode(known.file, file)),
  );
  if (!stopped.ok) return fail([stopped.error, ...failures].join(' '));
  return failures.length === 0
    ? ok(undefined)
    : fail(`The processes were stopped, but not every file is in quarantine. ${failures.join(' ')}`);
};

/**
 * Carries `StopAndQuarantineFile` out for the file that processes run. A content that is in quarantine and does not run is
 * where it should be.
 */
export const stopAndQuarantine =
  (options: StopAndQuarantineOptions): CarryOut =>
  async action => {
    const sha1 = action.sha1?.toLowerCase() ?? '';
    if (!isSha1(sha1)) return fail('The action names no file: it has no SHA-1.');
    const running = runningPrograms();
    const programs = await programsOf(sha1, running, options.hasher);
    const own = options.ownProcesses(running);
    const isVakt = programs.some(({ pid }) => own.has(pid));
    if (isVakt) return fail('Vakt itself, or what started it, runs from this file: nothing was stopped.');
    if (programs.length > 0) return quarantineAndStop(options, sha1, programs);
    return readRecord(options.quarantine.folder, sha1)
      ? ok(undefined)
      : fail(`No process of this device that the sensor can look at runs a file with the SHA-1 ${sha1}.`);
  };
