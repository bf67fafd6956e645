import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CloneFolder, root, shellBlocks } from './shell-blocks.ts';

/** A document whose every command is run. */
export interface Guide {
  readonly name: string;
  /** Below the root, for example `docs/partner.md`. */
  readonly file: string;
  /** What each block has to show, in its order. */
  readonly shown: readonly RegExp[];
  /** Shell text before each block. */
  readonly prelude?: string;
  readonly timeoutMs?: number;
}

/** Runs a guide's shell blocks one after the other, as its reader would, beside a demo Vakt. */
export const testGuide = ({ name, file, shown, prelude = '', timeoutMs = 240_000 }: Guide): void => {
  const blocks = shellBlocks(readFileSync(join(root, file), 'utf8'));
  describe(name, { timeout: timeoutMs }, () => {
    let clone: CloneFolder;
    before(async () => {
      clone = await CloneFolder.start(['--demo', '--no-sensor']);
    });
    after(() => clone.close());

    it('has an expectation for each of its blocks', () => assert.equal(blocks.length, shown.length));

    for (const [at, block] of blocks.entries())
      it(`shows commands that work: block ${at + 1}, ${block.split('\n', 1)[0] ?? ''}`, async () => {
        const { code, output } = await clone.run(`${prelude}${block}`);
        assert.equal(code, 0, output);
        assert.match(output, shown[at] ?? /^$/);
      });
  });
};
