import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Entropy } from '@vakt/contract/entropy';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { FileIdentity } from '../../process/read-process.ts';
import { type PinnedFolder, pinFolder } from './pinned-folder.ts';

/** A file by the part of its identity that a rename leaves as it is. */
export type Inode = Pick<FileIdentity, 'device' | 'inode'>;

/** Whether two files are one. */
export const isSameInode = (one: Inode, other: Inode): boolean =>
  one.device === other.device && one.inode === other.inode;

const standsAt = (path: string, file: Inode): boolean => {
  const { dev, ino } = lstatSync(path, { bigint: true });
  return isSameInode({ device: dev, inode: ino }, file);
};

/** Gives a name back to what was taken by mistake, never over something that took its place meanwhile. */
const putBack = (taken: string, entry: string, whereTaken: string): string => {
  try {
    linkSync(taken, entry);
    unlinkSync(taken);
    return '';
  } catch {
    return ` What stood there now lies at ${whereTaken}.`;
  }
};

const takeFrom = (
  folder: PinnedFolder,
  path: string,
  file: Inode,
  entropy: Entropy,
): Result<void, string> => {
  const entry = folder.entry(basename(path));
  const exchanged = `Another file stands at ${path} than the one that ran; it was left there.`;
  if (!standsAt(entry, file)) return fail(exchanged);
  // A name that nobody can foresee, for a moment.
  const takenName = `.vakt-${entropy.uuid()}`;
  const taken = folder.entry(takenName);
  // Only after the rename is it certain which file it was: the folder's owner may exchange it just now.
  renameSync(entry, taken);
  if (!standsAt(taken, file)) return fail(exchanged + putBack(taken, entry, join(dirname(path), takenName)));
  unlinkSync(taken);
  return ok(undefined);
};

/** Removes the name `path` from the file system if it leads, without symbolic links, to `file` and no other. */
export const takeAway = (path: string, file: Inode, entropy: Entropy): Result<void, string> => {
  try {
    const folder = pinFolder(dirname(path));
    try {
      return takeFrom(folder, path, file, entropy);
    } finally {
      folder.close();
    }
  } catch (error) {
    return fail(`${path} could not be removed: ${error instanceof Error ? error.message : error}.`);
  }
};
