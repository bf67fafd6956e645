import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PrivateServer, startPrivateServer } from '@vakt/store/postgres/private-server';
import { openStore, type Store } from '@vakt/store/store';
import pg from 'pg';

interface TestServer {
  readonly server: PrivateServer;
  readonly folder: string;
}

let shared: Promise<TestServer> | undefined;
let users = 0;

const startTestServer = async (): Promise<TestServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-test-pg-'));
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(folder, 0o755);
  return { server: await startPrivateServer(join(folder, 'postgres')), folder };
};

const administer = async (server: PrivateServer, statement: string): Promise<void> => {
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A store on a fresh, migrated database, and the way to give it back. */
export interface TestStore {
  readonly store: Store;
  /** Connection options of the fresh database, for a second store on it. */
  readonly connection: pg.ClientConfig;
  close(): Promise<void>;
}

/**
 * Opens a store on a new database of the private PostgreSQL that the tests of one process share; the last one to close
 * stops the server and removes its folder.
 */
export const withTestStore = async (): Promise<TestStore> => {
  users += 1;
  shared ??= startTestServer();
  const { server, folder } = await shared;
  const database = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${database}`);
  const connection = { ...server.connection, database };
  const store = await openStore({ connection, poolSize: 4 });
  return {
    store,
    connection,
    close: async () => {
      await store.close();
      users -= 1;
      if (users > 0) return;
      shared = undefined;
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
