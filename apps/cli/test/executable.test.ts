import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../src/exit-code.ts';

const executable = fileURLToPath(new URL('../bin/vakt.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vakt-cli-bin-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a process of its own, in an empty folder, without a terminal. */
const run = async (args: readonly string[], variables: Record<string, string> = {}): Promise<Ended> => {
  const child = execFile(process.execPath, [executable, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...variables },
    maxBuffer: 64 * 1_048_576,
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', chunk => (stdout += chunk));
  child.stderr?.on('data', chunk => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
};

describe('the executable', () => {
  test('shows its help, every exit code included', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /^Examples:\n {2}vakt alerts list/);
    for (const { code: number, meaning } of Object.values(exitCodes))
      assert.match(stdout, new RegExp(`^ +${number} {2}${meaning}$`, 'm'));
  });

  test('loads no client, no schema and no server code for its help', async () => {
    const { stderr } = await run(['--help'], { NODE_DEBUG: 'esm' });
    const modules = new Set(
      [...stderr.matchAll(/Translating StandardModule (file:\S+)/g)].map(([, url]) => url),
    );
    // The choices that a help names are data of the contract's own files; its schemas and operations lie in folders.
    const own = /\/apps\/cli\/|\/commander\/|\/packages\/contract\/src\/[^/]+\.ts$/;
    const foreign = [...modules].filter(url => !own.test(url ?? ''));
    assert(modules.size > 5, 'the modules are seen');
    assert.deepEqual(foreign, []);
  });

  test('ends with the code that the failure has, and writes nothing to standard output', async () => {
    const { code, stdout, stderr } = await run(['alerts', 'list']);
    assert.equal(code, exitCodes.usage.code);
    assert.equal(stdout, '');
    assert.match(stderr, /No Vakt is named/);
  });

  test('refuses an unknown command', async () => {
    const { code, stderr } = await run(['nonsense']);
    assert.equal(code, exitCodes.usage.code);
    assert.match(stderr, /unknown command 'nonsense'/);
  });

  test('says its version', async () => {
    assert.equal((await run(['--version'])).stdout, '0.1.0\n');
  });
});
