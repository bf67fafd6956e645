import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CloneFolder, root, shellBlocks } from './shell-blocks.ts';

/** What each block of the guide has to show, in its order. */
const SHOWN: readonly RegExp[] = [
  /"expires_in":"3599"[\s\S]*"access_token":"eyJ[\s\S]*InvalidAuthenticationToken/,
  /\{"keys":\[\{"kty":"RSA"/,
  /tee -a \/etc\/hosts[\s\S]*"caFile": "[^"]+service-names-ca\.pem"/,
];

const blocks = shellBlocks(readFileSync(join(root, 'docs', 'unmodified-clients.md'), 'utf8'));

describe('the guide for unmodified clients', { timeout: 120_000 }, () => {
  let clone: CloneFolder;
  before(async () => {
    clone = await CloneFolder.start(['--demo', '--no-sensor']);
  });
  after(() => clone.close());

  it('has an expectation for each of its blocks', () => assert.equal(blocks.length, SHOWN.length));

  for (const [at, block] of blocks.entries())
    it(`shows commands that work: block ${at + 1}, ${block.split('\n', 1)[0] ?? ''}`, async () => {
      const { code, output } = await clone.run(block);
      assert.equal(code, 0, output);
      assert.match(output, SHOWN[at] ?? /^$/);
    });
});
