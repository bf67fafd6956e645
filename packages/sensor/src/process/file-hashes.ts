import { createHash } from 'node:crypto';
import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { fileKey } from '../capture/process-starts.ts';
import type { FileIdentity } from './read-process.ts';

/** The three hashes that the hunting tables carry, in lower-case hex. */
export interface FileHashes {
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
}

const CHUNK_BYTES = 1024 * 1024;
/** Larger files are not hashed: a row without hashes comes sooner than one that waits for minutes. */
const LARGEST_FILE = 1024n * 1024n * 1024n;
const FILES_KEPT = 4096;

const openFile = promisify(open);
const closeFile = promisify(close);
const statFile = promisify<number, { bigint: true }, import('node:fs').BigIntStats>(fstat);
const readFile = promisify(read);

const identityOfOpen = async (fd: number): Promise<FileIdentity> => {
  const stat = await statFile(fd, { bigint: true });
  return {
    device: stat.dev,
    inode: stat.ino,
    modifiedNs: stat.mtimeNs,
    changedNs: stat.ctimeNs,
    size: stat.size,
  };
};

const hashContent = async (fd: number): Promise<FileHashes> => {
  const [sha1, sha256, md5] = ['sha1', 'sha256', 'md5'].map(name => createHash(name)) as [Hash, Hash, Hash];
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await readFile(fd, chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    for (const hash of [sha1, sha256, md5]) hash.update(chunk.subarray(0, bytesRead));
    position += bytesRead;
  }
  return { sha1: sha1.digest('hex'), sha256: sha256.digest('hex'), md5: md5.digest('hex') };
};

type Hash = ReturnType<typeof createHash>;

/** Hashes of executables, computed once for each state of a file and one file at a time. */
export class FileHasher {
  readonly #known = new Map<string, Promise<FileHashes | undefined>>();
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * The hashes of `file`, or `undefined` when it cannot be read any more in the state that `file` describes.
   * @param fd an open descriptor of it, which this closes
   * @param paths where it may be found without one
   */
  of(file: FileIdentity, fd: number | undefined, paths: readonly string[]): Promise<FileHashes | undefined> {
    const key = fileKey(file);
    const known = this.#known.get(key);
    if (known) {
      if (fd !== undefined) close(fd);
      return known;
    }
    const hashes = this.#queue.then(() => hash(file, fd, paths)).catch(() => undefined);
    this.#queue = hashes;
    this.#keep(key, hashes);
    return hashes;
  }

  #keep(key: string, hashes: Promise<FileHashes | undefined>): void {
    this.#known.set(key, hashes);
    void hashes.then(found => found ?? this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > FILES_KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Hashes an open file, if it is `file` and stays so while it is read. */
const hashOpen = async (file: FileIdentity, fd: number): Promise<FileHashes | undefined> => {
  try {
    const isOther = fileKey(await identityOfOpen(fd)) !== fileKey(file);
    if (isOther || file.size > LARGEST_FILE) return undefined;
    const hashes = await hashContent(fd);
    return fileKey(await identityOfOpen(fd)) === fileKey(file) ? hashes : undefined;
  } finally {
    await closeFile(fd);
  }
};

const hash = async (
  file: FileIdentity,
  given: number | undefined,
  paths: readonly string[],
): Promise<FileHashes | undefined> => {
  const byGiven = given === undefined ? undefined : await hashOpen(file, given);
  if (byGiven) return byGiven;
  for (const path of paths) {
    const fd = await openFile(path, 'r').catch(() => undefined);
    const hashes = fd === undefined ? undefined : await hashOpen(file, fd);
    if (hashes) return hashes;
  }
  return undefined;
};
