import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { type Lake, openLake } from '@vakt/lake/lake';
import { startPrivateServer } from '@vakt/store/postgres/private-server';
import { openStore, type Store } from '@vakt/store/store';
import type { Configuration } from './configuration.ts';
import type { Log } from './operations/log.ts';

/** Entities and events at rest, and the private servers behind them. */
export interface Stores {
  readonly store: Store;
  readonly lake: Lake;
  close(): Promise<void>;
}

interface OpenStore {
  readonly store: Store;
  close(): Promise<void>;
}

const openEntities = async ({ postgresUrl }: Configuration, folder: string, log: Log): Promise<OpenStore> => {
  const onConnectionError = (error: Error): void =>
    log.warn('a database connection broke', { message: error.message });
  if (postgresUrl !== undefined)
    return openStore({ connection: postgresUrl, onConnectionError }).then(store => ({
      store,
      close: () => store.close(),
    }));
  const server = await startPrivateServer(join(folder, 'postgres'), problem =>
    log.error('PostgreSQL', { problem }),
  );
  try {
    const store = await openStore({
      connection: { ...server.connection, database: 'postgres' },
      onConnectionError,
    });
    const close = async (): Promise<void> => {
      await store.close();
      await server.stop();
    };
    return { store, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

/** Opens both stores at once; when one fails, the other is closed again. */
export const openStores = async (
  configuration: Configuration,
  folder: string,
  clock: Clock,
  entropy: Entropy,
  log: Log,
): Promise<Stores> => {
  mkdirSync(join(folder, 'lake'), { recursive: true, mode: 0o700 });
  const onProblem = (problem: string): void => log.error('the lake', { problem });
  const [entities, events] = await Promise.allSettled([
    openEntities(configuration, folder, log),
    openLake({
      folder: join(folder, 'lake'),
      clock,
      entropy,
      retentionDays: configuration.retentionDays,
      memory: configuration.huntingLimits.memory,
      turns: configuration.huntingLimits.turns,
      ...(configuration.clickhouseUrl !== undefined && { url: configuration.clickhouseUrl }),
      ...(configuration.geoDatabase !== undefined && { placesFile: configuration.geoDatabase }),
      onProblem,
    }),
  ]);
  if (entities.status === 'fulfilled' && events.status === 'fulfilled') {
    const close = async (): Promise<void> => {
      await Promise.allSettled([entities.value.close(), events.value.close()]);
    };
    return { store: entities.value.store, lake: events.value, close };
  }
  if (entities.status === 'fulfilled') await entities.value.close();
  if (events.status === 'fulfilled') await events.value.close();
  throw entities.status === 'rejected' ? entities.reason : (events as PromiseRejectedResult).reason;
};
