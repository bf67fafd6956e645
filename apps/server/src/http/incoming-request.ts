import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { HttpRequest } from '@vakt/contract/http';

/** What was found out about a request before it is handed to a room. */
export interface ReadRequest {
  readonly origin: string;
  readonly path: string;
  readonly params: HttpRequest['params'];
  readonly body: Uint8Array;
}

const headersOf = (raw: IncomingHttpHeaders): Record<string, string | undefined> => {
  const headers: Record<string, string | undefined> = {};
  for (const name in raw) {
    const value = raw[name];
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

/** A request as the rooms see it. What few of them look at is made when one does. */
export class IncomingRequest implements HttpRequest {
  readonly #outgoing: ServerResponse;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly params: HttpRequest['params'];
  readonly queryText: string;
  readonly headers: HttpRequest['headers'];
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  #query: URLSearchParams | undefined;
  #signal: AbortSignal | undefined;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, read: ReadRequest) {
    this.#outgoing = outgoing;
    this.method = incoming.method ?? 'GET';
    this.origin = read.origin;
    this.path = read.path;
    this.params = read.params;
    this.queryText = (incoming.url ?? '').slice(read.path.length + 1);
    this.headers = headersOf(incoming.headers);
    this.body = read.body;
    this.remoteAddress = incoming.socket.remoteAddress ?? '';
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.queryText);
    return this.#query;
  }

  get signal(): AbortSignal {
    this.#signal ??= this.#watch();
    return this.#signal;
  }

  #watch(): AbortSignal {
    const gone = new AbortController();
    const abortUnlessAnswered = (): void => {
      if (!this.#outgoing.writableFinished) gone.abort();
    };
    if (this.#outgoing.destroyed) abortUnlessAnswered();
    else this.#outgoing.once('close', abortUnlessAnswered);
    return gone.signal;
  }
}
