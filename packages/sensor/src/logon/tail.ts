import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** How far a growing file was read. */
export interface TailPosition {
  readonly inode: number;
  readonly offset: number;
}

const READ_LIMIT = 4 * 1024 * 1024;

/** Reads what was added to a file since the last time, and a file that took its place from its start. */
export class Tail {
  readonly #file: string;
  #position: TailPosition | undefined;

  /** @param position where an earlier run stopped; without one the first read begins at the start */
  constructor(file: string, position: TailPosition | undefined) {
    this.#file = file;
    this.#position = position;
  }

  get position(): TailPosition | undefined {
    return this.#position;
  }

  /** Passes over what is there now. */
  skip(): void {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    if (stat) this.#position = { inode: stat.ino, offset: stat.size };
  }

  /** New bytes, a multiple of `unit` of them; empty when there are none. */
  read(unit = 1): Buffer {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    if (!stat) return Buffer.alloc(0);
    const isSame = this.#position?.inode === stat.ino && this.#position.offset <= stat.size;
    const offset = isSame && this.#position ? this.#position.offset : 0;
    const length = Math.min(stat.size - offset, READ_LIMIT);
    const bytes = length < unit ? Buffer.alloc(0) : this.#readAt(offset, length - (length % unit));
    this.#position = { inode: stat.ino, offset: offset + bytes.length };
    return bytes;
  }

  /** Gives back bytes that could not be used yet. */
  unread(count: number): void {
    if (this.#position) this.#position = { ...this.#position, offset: this.#position.offset - count };
  }

  #readAt(offset: number, length: number): Buffer {
    try {
      const fd = openSync(this.#file, 'r');
      try {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
      } finally {
        closeSync(fd);
      }
    } catch {
      return Buffer.alloc(0);
    }
  }
}
