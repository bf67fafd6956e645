import { mkdirSync, rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLibraryFileName } from '@vakt/contract/library-file-name';
import { fail, ok, type Result } from '@vakt/contract/result';

/** As many as the portal lets a file have that is put on a device (reference: defender-endpoint-core, section 13). */
const MOST_BYTES = 300 * 1_048_576;

/** Where live response puts files and runs scripts: a folder of the sensor's own that begins empty with each start. */
export class WorkingFolder {
  /** Files that were put here; scripts start in it. */
  readonly files: string;
  readonly #root: string;

  readonly #mostBytes: number;

  /** @param stateDir the sensor's state folder. */
  constructor(stateDir: string, mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
    this.#root = join(stateDir, 'live-response');
    this.files = join(this.#root, 'files');
    rmSync(this.#root, { recursive: true, force: true });
    mkdirSync(this.files, { recursive: true, mode: 0o700 });
  }

  /** Puts a file here, in place of one of its name; the failure is that the folder is full. */
  async put(name: string, content: Uint8Array): Promise<Result<undefined, string>> {
    const file = join(this.files, this.#checked(name));
    // Removed first, and never written through: a script may have left a link of that name.
    await rm(file, { force: true, recursive: true });
    if ((await this.#size()) + content.length > this.#mostBytes)
      return fail('The working folder is full until the sensor starts again, or a script removes files.');
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
    return ok(undefined);
  }

  /** Writes a script where nobody else looks, gives its path to `use`, and removes it. */
  async withScript<Outcome>(
    name: string,
    content: Uint8Array,
    use: (file: string) => Promise<Outcome>,
  ): Promise<Outcome> {
    const folder = await mkdtemp(join(this.#root, 'script-'));
    try {
      const file = join(folder, this.#checked(name));
      await writeFile(file, content, { mode: 0o700, flag: 'wx' });
      return await use(file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** How many bytes the files here have, those in folders that scripts made left out. */
  async #size(): Promise<number> {
    const names = await readdir(this.files);
    const stats = await Promise.all(names.map(name => lstat(join(this.files, name))));
    return stats.reduce((sum, { size }) => sum + size, 0);
  }

  /** @throws TypeError for a name that could lead elsewhere: the server’s word is not enough. */
  #checked(name: string): string {
    if (!isLibraryFileName(name)) throw new TypeError('The server names a file that cannot be one.');
    return name;
  }
}
