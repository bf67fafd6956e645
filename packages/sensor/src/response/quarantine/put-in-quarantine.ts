import { constants, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { fail, ok, type Result } from '@vakt/contract/result';
import { makePrivateFolder } from '../../delivery/state-file.ts';
import { copyHashing } from './checked-copy.ts';
import { contentPath, type OriginalFile, readRecord, writeRecord } from './quarantine-record.ts';
import { type Inode, takeAway } from './take-away.ts';

/** The quarantine of this device. */
export interface Quarantine {
  /** A folder in the sensor's state folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** A file that is to go there. */
export interface FileToTake {
  readonly sha1: string;
  /** The file itself, held open: its name may lead elsewhere by now. */
  readonly handle: FileHandle;
  readonly path: string;
  readonly isDeleted: boolean;
}

const READABLE_BY_OWNER = 0o400;
const ANY_EXECUTE = 0o111;
const PERMISSIONS = 0o7777;

/** Copies rather than moves: nobody else holds the copy open or has a name for it, wherever the file lay. */
const keepContent = async (folder: string, { handle, sha1 }: FileToTake): Promise<Result<void, string>> => {
  const content = contentPath(folder, sha1);
  const unchecked = `${content}.new`;
  rmSync(unchecked, { force: true });
  const copy = await open(
    unchecked,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    READABLE_BY_OWNER,
  );
  try {
    const copied = await copyHashing(handle, copy);
    if (copied !== sha1) return fail('The file was changed while it was looked at; it was left where it is.');
    renameSync(unchecked, content);
    return ok(undefined);
  } finally {
    await copy.close();
    rmSync(unchecked, { force: true });
  }
};

/** Other names of the same file stay, but nobody can start it by them. */
const makeNotExecutable = async (handle: FileHandle): Promise<void> => {
  const { nlink, mode } = await handle.stat();
  if (nlink > 0) await handle.chmod(mode & PERMISSIONS & ~ANY_EXECUTE);
};

/** Puts a file into quarantine, whether it runs or not. It is there with its record before its name is removed. */
export const putInQuarantine = async (
  { folder, clock, entropy }: Quarantine,
  file: FileToTake,
): Promise<Result<void, string>> => {
  makePrivateFolder(folder);
  const { sha1, handle, path, isDeleted } = file;
  const { uid, gid, mode, dev, ino } = await handle.stat({ bigint: true });
  const kept = await keepContent(folder, file);
  if (!kept.ok) return kept;
  const before = readRecord(folder, sha1)?.originals ?? [];
  const original: OriginalFile = {
    path,
    isDeleted,
    uid: Number(uid),
    gid: Number(gid),
    mode: Number(mode) & PERMISSIONS,
    quarantinedAt: new Date(clock.now()).toISOString(),
  };
  writeRecord(folder, { sha1, originals: [...before.filter(known => known.path !== path), original] });
  if (isDeleted) return ok(undefined);
  const inode: Inode = { device: dev, inode: ino };
  const taken = takeAway(path, inode, entropy);
  if (taken.ok) await makeNotExecutable(handle);
  else writeRecord(folder, { sha1, originals: before });
  return taken;
};
