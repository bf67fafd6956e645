import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { isUnavailable } from '../src/availability.ts';
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
    const restarted = Promise.withResolvers<string>();
    const server = await startPrivateServer(join(folder, 'postgres'), restarted.resolve);
    const store = await openStore({ connection: { ...server.connection, database: 'postgres' } });
    await sql`create table kept (n int)`.execute(store.authority);
    await sql`insert into kept values (42)`.execute(store.authority);
    process.kill(server.pid, 'SIGKILL');
    assert.match(await restarted.promise, /ended unexpectedly/);

    const read = () => sql`select n from kept`.execute(store.authority);
    const { rows } = await untilAvailable(read);
    assert.deepEqual(rows, [{ n: 42 }]);
    await store.close();
    await server.stop();
  });

  it('stops a server that outlived its Vakt, and takes the folder over', async () => {
    const root = join(folder, 'orphan');
    const { pid } = await leaveOrphan(root);
    const successor = await startPrivateServer(root);
    await successor.stop();
    assert.notEqual(successor.pid, pid);
  });
});

/** Repeats a query for as long as the store says that it is away. */
const untilAvailable = async <Answer>(query: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await query();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await delay(20);
    }
  }
};

/** Starts a server from a process that is then killed, as a killed Vakt leaves it behind. */
const leaveOrphan = async (root: string): Promise<{ pid: number }> => {
  const module = JSON.stringify(new URL('../src/postgres/private-server.ts', import.meta.url).href);
  const script = `const { startPrivateServer } = await import(${module});
    console.log((await startPrivateServer(${JSON.stringify(root)})).pid); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  parent.kill('SIGKILL');
  return { pid: Number(line.toString()) };
};
