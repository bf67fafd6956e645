import { readPaged, toArray } from '@vakt/client/paging';
import type { RestClient } from '@vakt/client/rest-client';
import type { CommandContext } from '../context.ts';

const PAGE_LIMIT = 999;
/** More objects than a tenant's directory is searched for at once. */
const MOST = 10_000;

/** A text inside an OData filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A part of a path that comes from a command line or from a reply. */
export const segment = (text: string): string => encodeURIComponent(text);

/** Calls of an API that answers as Microsoft Graph does; lists are read to their end. */
export class GraphCalls {
  readonly #client: RestClient;
  readonly #signal: AbortSignal;

  constructor(client: RestClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** The directory of the caller's tenant. */
  static async open({ connect, signal }: CommandContext): Promise<GraphCalls> {
    return new GraphCalls((await connect()).graph(), signal);
  }

  list<Item>(path: string, filter?: string): Promise<Item[]> {
    const items = readPaged<Item>(
      { top: undefined, skip: undefined, pageLimit: PAGE_LIMIT },
      ({ link, skip }) =>
        this.#client.send(
          link === undefined
            ? { method: 'GET', path, query: { $filter: filter, $skip: skip } }
            : { method: 'GET', path: link },
          { abortSignal: this.#signal },
        ),
    );
    return toArray(items, MOST);
  }

  /** Sends one call; what it answers is the caller's to name. */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> {
    return this.#client.send(
      { method, path, ...(body !== undefined && { body }) },
      { abortSignal: this.#signal },
    );
  }
}
