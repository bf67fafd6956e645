import { huntingTables } from '@vakt/contract/hunting/tables';
import { DATABASE } from '../schema/table-definition.ts';
import { type Credentials, closeClients, connectClients, type EngineClients } from './clients.ts';
import type { Readers } from './configuration.ts';
import type { EngineHost } from './engine-host.ts';
import type { MemoryLimits } from './memory.ts';
import { accessStatements, type ServerUsers, serverUsers } from './server-access.ts';

interface ServerAddress {
  /** Without credentials. */
  readonly url: string;
  readonly administrator: Credentials;
}

/** @throws Error when the URL names no user with a password; the message holds neither. */
const parseAddress = (text: string): ServerAddress => {
  // Not left to the URL's own error, which carries the text and so the password.
  if (!URL.canParse(text)) throw new Error('The ClickHouse URL is not a URL.');
  const url = new URL(text);
  const administrator = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  if (!administrator.username || !administrator.password)
    throw new Error(
      `The ClickHouse URL for ${url.host} needs a user with a password who may create users: http(s)://user:password@host:port.`,
    );
  url.username = '';
  url.password = '';
  return { url: url.href, administrator };
};

/** A ClickHouse server that its owner runs. It is restarted by its owner, too: clients connect again by themselves. */
export class ClickHouseServer implements EngineHost {
  readonly clients: Promise<EngineClients>;
  readonly pid = undefined;
  readonly #clients: EngineClients;
  readonly #users: ServerUsers;
  readonly #memory: MemoryLimits;

  private constructor(clients: EngineClients, users: ServerUsers, memory: MemoryLimits) {
    this.#clients = clients;
    this.#users = users;
    this.#memory = memory;
    this.clients = Promise.resolve(clients);
  }

  /** @throws Error when the URL is not usable. */
  static connect(text: string, { seats, memory }: Readers): ClickHouseServer {
    const { url, administrator } = parseAddress(text);
    const users = serverUsers(administrator, seats);
    return new ClickHouseServer(connectClients(url, { ...users, administrator }), users, memory);
  }

  /**
   * Makes Vakt's users and their row policies; the tables must be there.
   *
   * @throws Error when the server refuses, or when a table is left without its policy.
   */
  async protect(): Promise<void> {
    const { administrator } = this.#clients;
    for (const query of accessStatements(this.#users, this.#memory)) await administrator.command({ query });
    const answer = await administrator.query({
      query:
        "SELECT table FROM system.row_policies WHERE database = {database:String} AND short_name = 'vakt_tenant'",
      query_params: { database: DATABASE },
      format: 'JSONEachRow',
    });
    const protectedTables = new Set((await answer.json<{ table: string }>()).map(({ table }) => table));
    const open = [...huntingTables.keys()].filter(table => !protectedTables.has(table));
    if (open.length > 0) throw new Error(`These tables have no row policy: ${open.join(', ')}.`);
  }

  async stop(): Promise<void> {
    await closeClients(this.#clients);
  }
}
