import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startPrivateServer } from '../src/postgres/private-server.ts';
import { openStore } from '../src/store.ts';

describe('the private PostgreSQL', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-pg-'));
    chmodSync(folder, 0o755);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what was committed when it is killed, and comes back by itself', async () => {
    const root = join(folder, 'postgres');
    const first = await startPrivateServer(root);
    const store = await openStore({ connection: { ...first.connection, database: 'postgres' } });
    await sql`create table kept (n int)`.execute(store.authority);
    await sql`insert into kept values (42)`.execute(store.authority);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    await store.close();

    const second = await startPrivateServer(root);
    const reopened = await openStore({ connection: { ...second.connection, database: 'postgres' } });
    const { rows } = await sql`select n from kept`.execute(reopened.authority);
    assert.deepEqual(rows, [{ n: 42 }]);
    await reopened.close();
    await second.stop();
  });

  it('stops a server that outlived its Vakt, and takes the folder over', async () => {
    const root = join(folder, 'orphan');
    const orphan = await startPrivateServer(root);
    const successor = await startPrivateServer(root);
    await orphan.ended;
    assert.notEqual(successor.pid, orphan.pid);
    await successor.stop();
  });
});
