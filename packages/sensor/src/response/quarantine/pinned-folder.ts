import { closeSync, constants, openSync } from 'node:fs';

/** Linux's flag to hold a place in the file system without leave to read it; Node does not name it. */
const O_PATH = 0o10_000_000;
const HOLD_FOLDER = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;

const entryOf = (fd: number, name: string): string => `/proc/self/fd/${fd}/${name}`;

/** A folder held open: names are looked up in it and no other, whatever its path leads to meanwhile. */
export interface PinnedFolder {
  /** A path for the entry `name`, good until the folder is let go. */
  entry(name: string): string;
  close(): void;
}

/**
 * Holds the folder at an absolute path without following a symbolic link on the way: who owns a folder above it cannot
 * lead the sensor elsewhere.
 *
 * @throws when a part of the path is missing, is no folder, or is a symbolic link
 */
export const pinFolder = (path: string): PinnedFolder => {
  let fd = openSync('/', HOLD_FOLDER);
  for (const part of path.split('/').filter(name => name !== '')) {
    const parent = fd;
    try {
      fd = openSync(entryOf(parent, part), HOLD_FOLDER);
    } finally {
      closeSync(parent);
    }
  }
  const held = fd;
  return { entry: name => entryOf(held, name), close: () => closeSync(held) };
};
