import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CloneFolder, root, shellBlocks } from './shell-blocks.ts';

/** What each block of the guide has to show, in its order. */
const SHOWN: readonly RegExp[] = [
  /admin@contoso\.example/,
  /file\tconsole\.secret/,
  /\tContoso\tnot consented\tWindowsDefenderATP\/Alert\.Read\.All\t/,
  /link\thttps:\/\/localhost:\d+\/common\/oauth2\/authorize\?prompt=consent&client_id=[0-9a-f-]{36}&response_type=code&sso_reload=true/,
  /\tContoso\tgranted\t\t/,
  /#Alerts[\s\S]*roles\tAlert\.Read\.All/,
  /drifted\tWindowsDefenderATP\/Machine\.Read\.All[\s\S]*\tContoso\tgranted\t\t/,
  /works as well, until[\s\S]*\tContoso\tgranted\t\t/,
  /Machine\.Read\.All\tapplication[\s\S]*removed\ttrue/,
  /userPrincipalName\t\S+#EXT#@contoso\.example[\s\S]*type\tGuest[\s\S]*roles\tSecurity Reader/,
];

/** It only looks the command up, and takes longer for that than most commands do. */
const WITHOUT_NPX = 'npx() { "$@"; }\n';

const blocks = shellBlocks(readFileSync(join(root, 'docs', 'partner.md'), 'utf8'));

describe('the guide for partners', { timeout: 240_000 }, () => {
  let clone: CloneFolder;
  before(async () => {
    clone = await CloneFolder.start(['--demo', '--no-sensor']);
  });
  after(() => clone.close());

  it('has an expectation for each of its blocks', () => assert.equal(blocks.length, SHOWN.length));

  for (const [at, block] of blocks.entries())
    it(`shows commands that work: block ${at + 1}, ${block.split('\n', 1)[0] ?? ''}`, async () => {
      const { code, output } = await clone.run(`${WITHOUT_NPX}${block}`);
      assert.equal(code, 0, output);
      assert.match(output, SHOWN[at] ?? /^$/);
    });
});
