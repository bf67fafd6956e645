import type { TenantId } from '@vakt/contract/ids';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { migrate } from './migrations/migrate.ts';
import { TENANT_ROLE } from './migrations/tenant-isolation.ts';
import { PreparingClient } from './postgres/preparing-client.ts';

/** Entities at rest. */
export interface Store {
  /** Sees the rows of every tenant: for the authority, which must find a tenant before it knows one, and for start-up. */
  readonly authority: Kysely<Database>;
  /** Sees and writes the rows of one tenant only; PostgreSQL's row-level security holds it, not the queries. */
  tenant(id: TenantId): Kysely<Database>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Where the database is: connection options for `pg`, or a `postgres://` URL. */
  readonly connection: pg.ClientConfig | string;
  /** The most connections for each of the two pools. */
  readonly poolSize?: number;
  /** Told of a broken idle connection; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** As many tenants as keep their query builder between requests; a builder is cheap to make again. */
const CACHED_TENANTS = 1_000;

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

/** Lends connections of a shared pool with the tenant set; the setting stays on a connection until another tenant's turn. */
const tenantPool = (pool: pg.Pool, tenantOf: WeakMap<pg.PoolClient, TenantId>, tenant: TenantId) => ({
  connect: async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
    if (tenantOf.get(client) === tenant) return client;
    try {
      await client.query("select set_config('vakt.tenant', $1, false)", [tenant]);
    } catch (error) {
      client.release(true);
      throw error;
    }
    tenantOf.set(client, tenant);
    return client;
  },
  end: async (): Promise<void> => undefined,
  options: pool.options,
});

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
  // The role, not the query, decides what is visible: see migrations/tenant-isolation.ts.
  const sharedPool = createPool(options, `-c role=${TENANT_ROLE}`);
  const tenantOf = new WeakMap<pg.PoolClient, TenantId>();
  const databases = new Map<TenantId, Kysely<Database>>();
  const tenant = (id: TenantId): Kysely<Database> => {
    const known = databases.get(id);
    if (known) return known;
    const oldest = databases.size >= CACHED_TENANTS ? databases.keys().next().value : undefined;
    if (oldest) databases.delete(oldest);
    const database = new Kysely<Database>({
      dialect: new PostgresDialect({ pool: tenantPool(sharedPool, tenantOf, id) }),
    });
    databases.set(id, database);
    return database;
  };
  return {
    authority,
    tenant,
    close: async () => {
      await Promise.all([authority.destroy(), sharedPool.end()]);
    },
  };
};
