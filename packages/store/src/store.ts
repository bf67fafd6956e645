import type { TenantId } from '@vakt/contract/ids';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { SCOPED_ROLE } from './migrations/device-visibility.ts';
import { migrate } from './migrations/migrate.ts';
import { TENANT_ROLE } from './migrations/tenant-isolation.ts';
import { PreparingClient } from './postgres/preparing-client.ts';

/** Entities at rest. */
export interface Store {
  /** Sees the rows of every tenant: for the authority, which must find a tenant before it knows one, and for start-up. */
  readonly authority: Kysely<Database>;
  /** Sees and writes the rows of one tenant only; PostgreSQL's row-level security holds it, not the queries. */
  tenant(id: TenantId): Kysely<Database>;
  /**
   * Besides, of devices and what belongs to them, only those in these device groups: for a user whose role opens no others.
   * PostgreSQL holds this, too.
   */
  scoped(id: TenantId, deviceGroups: readonly number[]): Kysely<Database>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Where the database is: connection options for `pg`, or a `postgres://` URL. */
  readonly connection: pg.ClientConfig | string;
  /** The most connections for each of the three pools. */
  readonly poolSize?: number;
  /** Told of a broken idle connection; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** As many query builders of a role as are kept between requests; a builder is cheap to make again. */
const CACHED_BUILDERS = 1_000;

const INT8_OID = 20;

const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID && format !== 'binary'
      ? (text: string) => BigInt(text)
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

const clientConfig = (options: StoreOptions): pg.ClientConfig =>
  typeof options.connection === 'string' ? { connectionString: options.connection } : options.connection;

const createPool = (options: StoreOptions, startupOptions?: string): pg.Pool => {
  const pool = new pg.Pool({
    ...clientConfig(options),
    Client: PreparingClient,
    ...(startupOptions && { options: startupOptions }),
    max: options.poolSize ?? 10,
    types: typeParsers,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', error => options.onConnectionError?.(error));
  return pool;
};

/** Settings by which row-level security knows who asks. */
type Settings = Readonly<Record<string, string>>;

const APPLY = 'select set_config(name, value, false) from json_each_text($1::json) as settings(name, value)';

/** Lends connections of a shared pool with the settings made; they stay on a connection until somebody else's turn. */
const boundPool = (pool: pg.Pool, settingsOf: WeakMap<pg.PoolClient, string>, settings: string) => ({
  connect: async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
    if (settingsOf.get(client) === settings) return client;
    try {
      await client.query(APPLY, [settings]);
    } catch (error) {
      client.release(true);
      throw error;
    }
    settingsOf.set(client, settings);
    return client;
  },
  end: async (): Promise<void> => undefined,
  options: pool.options,
});

/** Query builders of one PostgreSQL role, each bound to settings. The role, not the query, decides what is visible. */
class BoundDatabases {
  readonly #pool: pg.Pool;
  readonly #settingsOf = new WeakMap<pg.PoolClient, string>();
  readonly #databases = new Map<string, Kysely<Database>>();

  constructor(options: StoreOptions, role: string) {
    this.#pool = createPool(options, `-c role=${role}`);
  }

  get(settings: Settings): Kysely<Database> {
    const text = JSON.stringify(settings);
    const known = this.#databases.get(text);
    if (known) return known;
    const [oldest] = this.#databases.size >= CACHED_BUILDERS ? this.#databases.keys() : [];
    if (oldest !== undefined) this.#databases.delete(oldest);
    const pool = boundPool(this.#pool, this.#settingsOf, text);
    const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    this.#databases.set(text, database);
    return database;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/**
 * Opens the store and brings its schema up to date.
 *
 * @throws Error when the database cannot be reached or a migration fails; the message says which.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const authorityPool = createPool(options);
  const authority = new Kysely<Database>({ dialect: new PostgresDialect({ pool: authorityPool }) });
  try {
    await migrate(authority);
  } catch (error) {
    await authority.destroy();
    throw error;
  }
  const tenants = new BoundDatabases(options, TENANT_ROLE);
  const scopes = new BoundDatabases(options, SCOPED_ROLE);
  return {
    authority,
    tenant: id => tenants.get({ 'vakt.tenant': id }),
    scoped: (id, deviceGroups) =>
      scopes.get({ 'vakt.tenant': id, 'vakt.device_groups': `{${deviceGroups.join(',')}}` }),
    close: async () => {
      await Promise.all([authority.destroy(), tenants.end(), scopes.end()]);
    },
  };
};
