import { execFile } from 'node:child_process';
import { constants, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the package: `undefined` when this machine has no such thing. */
export interface Source {
  readonly name: string;
  readonly read: () => Promise<Uint8Array | undefined>;
}

/** The most that one file of the package holds, in bytes. */
export const LARGEST_FILE = 4 * 1_048_576;
const COMMAND_TIMEOUT_MS = 15_000;
const MOST_FILES_OF_FOLDER = 100;

/** What a command prints, its beginning when that is much. */
export const command = (name: string, program: string, ...args: readonly string[]): Source => ({
  name,
  read: () =>
    new Promise(resolve => {
      const env = { ...process.env, LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
      const limits = { timeout: COMMAND_TIMEOUT_MS, maxBuffer: LARGEST_FILE, killSignal: 'SIGKILL' } as const;
      execFile(program, args, { env, ...limits }, (_error, output) =>
        resolve(output === '' ? undefined : Buffer.from(output).subarray(0, LARGEST_FILE)),
      );
    }),
});

/**
 * The last bytes of a file, at most so many; `undefined` when it is not there. Waits for nobody: a pipe in a file's place is
 * not read.
 */
export const readEnd = async (path: string, most: number): Promise<Buffer | undefined> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return undefined;
    const buffer = Buffer.alloc(Math.min(most, stat.size || most));
    const start = Math.max(0, stat.size - most);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** A file of this machine, its end when it is long. */
export const file = (name: string, path: string): Source => ({
  name,
  read: () => readEnd(path, LARGEST_FILE),
});

/** The files directly in a folder of this machine. */
export const filesOf = (name: string, folder: string): readonly Source[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .slice(0, MOST_FILES_OF_FOLDER)
      .map(entry => file(`${name}/${entry.name}`, join(folder, entry.name)));
  } catch {
    return [];
  }
};

/** What the sensor itself knows, a line of JSON each. */
export const facts = (name: string, find: () => readonly object[] | Promise<readonly object[]>): Source => ({
  name,
  read: async () => {
    const writable = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    const lines = (await find()).map(fact => `${JSON.stringify(fact, writable)}\n`);
    return Buffer.from(lines.join('')).subarray(0, LARGEST_FILE);
  },
});
