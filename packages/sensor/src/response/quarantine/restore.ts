import { constants, unlinkSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail, ok, type Result } from '@vakt/contract/result';
import { copyHashing } from './checked-copy.ts';
import { pinFolder } from './pinned-folder.ts';
import { contentPath, isSha1, type OriginalFile, readRecord, writeRecord } from './quarantine-record.ts';

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const PRIVATE = 0o600;

const fill = async (
  file: FileHandle,
  content: FileHandle,
  sha1: string,
  { uid, gid, mode }: OriginalFile,
): Promise<Result<void, string>> => {
  if ((await copyHashing(content, file)) !== sha1) return fail('The quarantined content is damaged.');
  // The owner first: a change of owner takes set-user-id away.
  await file.chown(uid, gid);
  await file.chmod(mode);
  return ok(undefined);
};

const createAgain = async (
  entry: string,
  content: FileHandle,
  sha1: string,
  original: OriginalFile,
): Promise<Result<void, string>> => {
  const file = await open(entry, NEW_FILE, PRIVATE);
  let isWhole = false;
  try {
    const filled = await fill(file, content, sha1, original);
    isWhole = filled.ok;
    return filled;
  } finally {
    await file.close();
    if (!isWhole) unlinkSync(entry);
  }
};

const reasonOf = (error: unknown, path: string): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST') return `Another file stands at ${path} now; nothing was written over it.`;
  return `${path} could not be written: ${error instanceof Error ? error.message : error}.`;
};

const restoreOriginal = async (
  folder: string,
  sha1: string,
  original: OriginalFile,
): Promise<Result<void, string>> => {
  const { path } = original;
  try {
    const content = await open(contentPath(folder, sha1), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const parent = pinFolder(dirname(path));
      try {
        return await createAgain(parent.entry(basename(path)), content, sha1, original);
      } finally {
        parent.close();
      }
    } finally {
      await content.close();
    }
  } catch (error) {
    return fail(reasonOf(error, path));
  }
};

/**
 * Puts every file with this SHA-1 back where it was, with its owner and mode, and takes it out of the quarantine. Nothing is
 * written over; files that could not be put back stay in quarantine.
 *
 * @param folder the quarantine.
 * @returns the paths of the files.
 */
export const restoreQuarantined = async (
  folder: string,
  sha1: string,
): Promise<Result<readonly string[], string>> => {
  const record = isSha1(sha1) ? readRecord(folder, sha1) : undefined;
  if (!record) return fail(`No file with the SHA-1 ${sha1} is in quarantine.`);
  const named = record.originals.filter(({ isDeleted }) => !isDeleted);
  if (named.length === 0)
    return fail(
      `The file had been deleted before it came into quarantine, so it has no place to go back to. Its content: ${contentPath(folder, sha1)}`,
    );
  const restored: string[] = [];
  for (const original of named) {
    const outcome = await restoreOriginal(folder, sha1, original);
    if (!outcome.ok) return outcome;
    restored.push(original.path);
    const rest = record.originals.filter(({ path, isDeleted }) => !isDeleted && !restored.includes(path));
    writeRecord(folder, { sha1, originals: rest });
  }
  return ok(restored);
};
