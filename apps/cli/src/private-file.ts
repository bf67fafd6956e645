import { accessSync, chmodSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { usageError } from './failure/command-error.ts';

/** Writes a file that its owner alone can read. Never over one that exists: it may hold the only copy of a secret. */
export const writePrivateFile = (file: string, text: string): void => {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw usageError(
      exists ? `${file} exists already` : `${file} cannot be written: ${(error as Error).message}`,
    );
  }
};

/**
 * Checks, before anything is made whose secret would have no place to go, that a file can be written.
 *
 * @throws CommandError when it is there already, or its folder is not
 */
export const assertNewFile = (file: string | undefined): void => {
  if (file === undefined) return;
  if (existsSync(file)) throw usageError(`${file} exists already`);
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw usageError(`${file} cannot be written: ${(error as Error).message}`);
  }
};
