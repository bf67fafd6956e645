import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CloneFolder, root, shellBlocks } from './shell-blocks.ts';

/** The README's shell blocks but for the first: it clones, starts and tests, which is what runs this. */
const blocks = shellBlocks(readFileSync(join(root, 'README.md'), 'utf8')).slice(1);

describe('the README', { timeout: 240_000 }, () => {
  let clone: CloneFolder;
  before(async () => {
    clone = await CloneFolder.start();
  });
  after(() => clone.close());

  it('has commands to copy', () => assert.ok(blocks.length >= 3, `${blocks.length} blocks`));

  for (const [at, block] of blocks.entries())
    it(`shows commands that work: block ${at + 2}, ${block.split('\n', 1)[0] ?? ''}`, async () => {
      const { code, output } = await clone.run(block);
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /"error"|Step at fault/, output);
    });

  it('gets machines and alerts by its curl commands', async () => {
    const block = blocks.find(text => text.includes('curl')) ?? '';
    const { output } = await clone.run(block);
    assert.match(output, /#Machines","value":\[\{"id":"[0-9a-f]{40}"/);
    assert.match(output, /#Alerts","value":\[\{"id":"da\d+_/);
  });
});
