import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestVakt } from '@vakt/testing/vakt';

export const root = resolve(import.meta.dirname, '..');

/** How a script ended, with all that it printed. */
export interface ScriptOutcome {
  readonly code: number | null;
  readonly output: string;
}

/** The shell blocks of a document, as they stand. */
export const shellBlocks = (markdown: string): string[] =>
  [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);

/** A folder that looks to the commands like a clone in which `npm start` runs. */
export class CloneFolder {
  readonly #vakt: TestVakt;
  readonly #folder: string;

  private constructor(vakt: TestVakt, folder: string) {
    this.#vakt = vakt;
    this.#folder = folder;
  }

  /** @param args flags of the server that runs there */
  static async start(args: readonly string[] = ['--demo']): Promise<CloneFolder> {
    const vakt = await TestVakt.start(args);
    const folder = mkdtempSync(join(tmpdir(), 'vakt-clone-'));
    symlinkSync(vakt.data, join(folder, '.vakt'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new CloneFolder(vakt, folder);
  }

  /** Runs a script there, as a reader would who copies it. */
  run(script: string): Promise<ScriptOutcome> {
    return new Promise((settle, refuse) => {
      const { NODE_EXTRA_CA_CERTS: _mine, ...environment } = process.env;
      const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: this.#folder,
        env: { ...environment, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => (output += String(chunk)));
      child.once('error', refuse).once('close', code => settle({ code, output }));
    });
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    await this.#vakt.close();
  }
}
