import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { DATABASE } from '../schema/table-definition.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A client for each user of the engine. */
export interface EngineClients {
  readonly writer: ClickHouseClient;
  /** One for each seat. */
  readonly readers: readonly ClickHouseClient[];
  readonly administrator: ClickHouseClient;
  /** As whom the engine's own dictionaries read the lake. */
  readonly dictionaryUser: Credentials;
}

/** Longer than the longest query that the reader's settings allow. */
const REQUEST_TIMEOUT_MS = 660_000;

/** @param database where unqualified names are looked up; it need not exist for the administrator, who makes it. */
export const connectClient = (
  url: string,
  { username, password }: Credentials,
  database: string,
): ClickHouseClient =>
  createClient({
    url,
    username,
    password,
    database,
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: 64,
    compression: { request: false, response: false },
    use_multipart_params: true,
    // Failures are returned to the caller, who knows which of them matter.
    log: { level: ClickHouseLogLevel.OFF },
  });

/** Who uses the engine. */
export interface EngineUsers {
  readonly writer: Credentials;
  readonly readers: readonly Credentials[];
  readonly administrator: Credentials;
}

export const connectClients = (url: string, users: EngineUsers): EngineClients => ({
  writer: connectClient(url, users.writer, DATABASE),
  readers: users.readers.map(reader => connectClient(url, reader, DATABASE)),
  administrator: connectClient(url, users.administrator, 'system'),
  dictionaryUser: users.writer,
});

export const closeClients = async ({ writer, readers, administrator }: EngineClients): Promise<void> => {
  await Promise.allSettled([writer, ...readers, administrator].map(client => client.close()));
};
