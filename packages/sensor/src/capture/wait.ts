import { closeSync, constants, readSync } from 'node:fs';
import type { Libc } from './libc.ts';

const POLLIN = 1;
const POLLFD_SIZE = 8;
const EFD_NONBLOCK = constants.O_NONBLOCK;
const EFD_CLOEXEC = 0o2000000;

/** Waits on several descriptors at once, and on one more by which another thread can end the wait. */
export interface Waiter {
  readonly wakeFd: number;
  /** Blocks this thread until one of the descriptors has something to read, or for `timeoutMs`. */
  wait(timeoutMs: number): void;
  close(): void;
}

/** Prepares to wait on `fds`; `undefined` when the system gives no wake descriptor. */
export const openWaiter = (libc: Libc, fds: readonly number[]): Waiter | undefined => {
  const wakeFd = libc.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC).value;
  if (wakeFd < 0) return undefined;
  const all = [...fds, wakeFd];
  const polled = Buffer.alloc(POLLFD_SIZE * all.length);
  for (const [index, fd] of all.entries()) {
    polled.writeInt32LE(fd, POLLFD_SIZE * index);
    polled.writeInt16LE(POLLIN, POLLFD_SIZE * index + 4);
  }
  return {
    wakeFd,
    wait: timeoutMs => void libc.poll(polled, all.length, timeoutMs),
    close: () => closeSync(wakeFd),
  };
};

/** Reads what a non-blocking descriptor holds: the number of bytes, or 0 when there is nothing now. */
export const readAvailable = (fd: number, into: Buffer): number => {
  try {
    return readSync(fd, into, 0, into.length, null);
  } catch {
    return 0;
  }
};
