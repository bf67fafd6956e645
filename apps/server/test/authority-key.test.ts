import assert from 'node:assert/strict';
import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';

const publishedKeys = async (vakt: TestVakt): Promise<string[]> => {
  const { keys } = (await vakt.call('/common/discovery/keys')).json<{ keys: { kid: string }[] }>();
  return keys.map(({ kid }) => kid);
};

it('starts with the key file of its database alone, and says so', { timeout: 120_000 }, async () => {
  const vakt = await TestVakt.start(['--no-sensor']);
  try {
    const file = join(vakt.data, 'authority.key');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const published = await publishedKeys(vakt);
    assert.equal(published.length, 2);
    await vakt.stop();
    renameSync(file, `${file}.away`);
    await assert.rejects(
      vakt.startAgain(),
      /sealed with another authority\.key[\s\S]*Put the file back that belongs to this database/,
    );
    renameSync(`${file}.away`, file);
    await vakt.startAgain();
    assert.deepEqual(await publishedKeys(vakt), published);
  } finally {
    await vakt.close();
  }
});
