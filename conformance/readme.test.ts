import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The README's shell blocks, as they stand, but for the first: it clones, starts and tests, which is what runs this. */
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block).slice(1);

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

describe('the README', { timeout: 240_000 }, () => {
  let vakt: TestVakt;
  let folder: string;
  before(async () => {
    vakt = await TestVakt.start(['--demo']);
    // A folder that looks to the commands like a clone in which `npm start` runs.
    folder = mkdtempSync(join(tmpdir(), 'vakt-readme-'));
    symlinkSync(vakt.data, join(folder, '.vakt'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await vakt.close();
  });

  const run = (script: string): Promise<Outcome> =>
    new Promise((settle, refuse) => {
      const { NODE_EXTRA_CA_CERTS: _mine, ...environment } = process.env;
      const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: folder,
        env: { ...environment, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => (output += String(chunk)));
      child.once('error', refuse).once('close', code => settle({ code, output }));
    });

  it('has commands to copy', () => assert.ok(blocks.length >= 3, `${blocks.length} blocks`));

  for (const [at, block] of blocks.entries())
    it(`shows commands that work: block ${at + 2}, ${block.split('\n', 1)[0] ?? ''}`, async () => {
      const { code, output } = await run(block);
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /"error"|Step at fault/, output);
    });

  it('gets machines and alerts by its curl commands', async () => {
    const block = blocks.find(text => text.includes('curl')) ?? '';
    const { output } = await run(block);
    assert.match(output, /#Machines","value":\[\{"id":"[0-9a-f]{40}"/);
    assert.match(output, /#Alerts","value":\[\{"id":"da\d+_/);
  });
});
