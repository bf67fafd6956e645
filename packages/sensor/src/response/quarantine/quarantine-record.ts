import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readState, writeState } from '../../delivery/state-file.ts';

/** A file as it was before it was put in quarantine. */
export interface OriginalFile {
  readonly path: string;
  /** Whether somebody had deleted the file already: then only its content was left. */
  readonly isDeleted: boolean;
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, set-user-id and the like included. */
  readonly mode: number;
  /** ISO 8601, UTC. */
  readonly quarantinedAt: string;
}

/** What is kept beside a quarantined content: every file that had it. */
export interface QuarantineRecord {
  readonly sha1: string;
  readonly originals: readonly OriginalFile[];
}

/** Whether a text is a SHA-1 as the quarantine names files: never a path. */
export const isSha1 = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** Where the content lies. */
export const contentPath = (folder: string, sha1: string): string => join(folder, sha1);

const recordPath = (folder: string, sha1: string): string => join(folder, `${sha1}.json`);

const isOriginal = (value: unknown): value is OriginalFile => {
  if (typeof value !== 'object' || value === null) return false;
  const { path, isDeleted, uid, gid, mode } = value as Readonly<Record<string, unknown>>;
  return (
    typeof path === 'string' &&
    path.startsWith('/') &&
    typeof isDeleted === 'boolean' &&
    [uid, gid, mode].every(Number.isSafeInteger)
  );
};

/** The record of a quarantined content; `undefined` when it is not in quarantine. */
export const readRecord = (folder: string, sha1: string): QuarantineRecord | undefined => {
  const stored = readState(recordPath(folder, sha1));
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { originals } = stored as Readonly<Record<string, unknown>>;
  return Array.isArray(originals) && originals.every(isOriginal) ? { sha1, originals } : undefined;
};

/** Keeps a record; one without files takes the content out of the quarantine. */
export const writeRecord = (folder: string, record: QuarantineRecord): void => {
  if (record.originals.length > 0) return writeState(recordPath(folder, record.sha1), record);
  rmSync(contentPath(folder, record.sha1), { force: true });
  rmSync(recordPath(folder, record.sha1), { force: true });
};
