import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { DATABASE } from '../schema/table-definition.ts';
import type { EngineUser } from './configuration.ts';
import type { NodeAddress } from './private-node.ts';

/** A client for each user of the node. */
export type EngineClients = Readonly<Record<EngineUser, ClickHouseClient>>;

/** Longer than the longest query that the reader's profile allows. */
const REQUEST_TIMEOUT_MS = 660_000;

const clientOf = ({ url, passwords }: NodeAddress, user: EngineUser): ClickHouseClient =>
  createClient({
    url,
    username: user,
    password: passwords[user],
    database: user === 'administrator' ? 'system' : DATABASE,
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: 64,
    compression: { request: false, response: false },
    use_multipart_params: true,
    // Failures are returned to the caller, who knows which of them matter.
    log: { level: ClickHouseLogLevel.OFF },
  });

export const connectClients = (address: NodeAddress): EngineClients => ({
  writer: clientOf(address, 'writer'),
  reader: clientOf(address, 'reader'),
  administrator: clientOf(address, 'administrator'),
});

export const closeClients = async (clients: EngineClients): Promise<void> => {
  await Promise.allSettled(Object.values(clients).map(client => client.close()));
};
