import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { openLake } from '../src/lake.ts';
import { memoryLimits } from '../src/node/memory.ts';
import { accessStatements, serverUsers } from '../src/node/server-access.ts';
import { openForTest } from './support/open-for-test.ts';

const PASSWORD = 'a-password-that-is-not-to-be-seen';

/** Why a lake on the server at `url` cannot be opened, with all that the error carries. */
const refusalOf = async (url: string): Promise<string> => {
  try {
    const lake = await openLake({ folder: '', url, clock: systemClock, entropy: systemEntropy });
    await lake.close();
  } catch (error) {
    return `${String(error)} ${JSON.stringify(error)}`;
  }
  throw new Error('It opened.');
};

describe('a ClickHouse server that is not ours', () => {
  it('is given by a URL with a user and a password', async () => {
    assert.match(await refusalOf('http://localhost:8123'), /needs a user with a password/);
    assert.match(
      await refusalOf('http://user@localhost:8123'),
      /localhost:8123 needs a user with a password/,
    );
    assert.match(await refusalOf(`http//user:${PASSWORD}@host`), /The ClickHouse URL is not a URL/);
  });

  it('may refuse us, and the reason says nothing of the password', async t => {
    const { folder } = await openForTest(t);
    const port = /<http_port>(\d+)</.exec(readFileSync(join(folder, 'configuration.xml'), 'utf8'))?.[1];
    const refusal = await refusalOf(`http://administrator:${PASSWORD}@127.0.0.1:${port}`);
    assert.match(refusal, /Authentication failed/);
    assert.doesNotMatch(refusal, new RegExp(PASSWORD));
  });

  it('gets the same users from every Vakt with the same URL, and others from another', () => {
    const owner = { username: 'owner', password: PASSWORD };
    const { readers, writer } = serverUsers(owner, 2);
    assert.deepEqual(serverUsers(owner, 2), { readers, writer });
    assert.notEqual(readers[0]?.password, writer.password);
    const [other] = serverUsers({ ...owner, password: 'another' }, 2).readers;
    assert.notEqual(other?.password, readers[0]?.password);
  });

  it('lets the reader in only when its rows are apart', () => {
    const statements = accessStatements(
      serverUsers({ username: 'owner', password: PASSWORD }, 2),
      memoryLimits(),
    );
    const grant = statements.findIndex(
      text => text.startsWith('GRANT SELECT') && text.endsWith('vakt_reader_0, vakt_reader_1'),
    );
    const lastPolicy = statements.findLastIndex(text => text.startsWith('CREATE ROW POLICY'));
    assert.ok(lastPolicy >= 0 && lastPolicy < grant);
    assert.doesNotMatch(statements.join('\n'), new RegExp(PASSWORD));
  });
});
