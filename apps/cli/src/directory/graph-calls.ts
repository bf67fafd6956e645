import { readPaged, toArray } from '@vakt/client/paging';
import type { RestCall, RestClient } from '@vakt/client/rest-client';
import type { CommandContext } from '../context.ts';

const PAGE_LIMIT = 999;
/** More objects than a tenant's directory is searched for at once. */
const MOST = 10_000;

/** A text inside an OData filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A part of a path that comes from a command line or from a reply. */
export const segment = (text: string): string => encodeURIComponent(text);

interface ListReply<Item> {
  readonly value?: readonly Item[];
  readonly '@odata.nextLink'?: string;
}

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

  /** Reads a list as far as it is asked for, from page to page as the replies link them. */
  async *read<Item>(
    path: string,
    query: Readonly<Record<string, string | number>>,
  ): AsyncGenerator<Item, void> {
    let request: RestCall | undefined = { method: 'GET', path, query };
    while (request) {
      const reply = await this.#client.send(request, { abortSignal: this.#signal });
      const { value = [], '@odata.nextLink': link } = reply as ListReply<Item>;
      yield* value;
      request = link === undefined ? undefined : { method: 'GET', path: link };
    }
  }

  /** Sends one call; what it answers is the caller's to name. */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> {
    return this.#client.send(
      { method, path, ...(body !== undefined && { body }) },
      { abortSignal: this.#signal },
    );
  }
}
