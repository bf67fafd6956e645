import type { HttpRequest } from '@vakt/contract/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is known of a request besides what the framework holds. */
export interface ReadRequest {
  readonly origin: string;
  readonly params: HttpRequest['params'];
  readonly body: Uint8Array;
}

const headersOf = (raw: FastifyRequest['headers']): Record<string, string | undefined> => {
  const headers: Record<string, string | undefined> = {};
  for (const name in raw) {
    const value = raw[name];
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

/** A request as the rooms see it. What few of them look at is made when one does. */
export class IncomingRequest implements HttpRequest {
  readonly #outgoing: FastifyReply['raw'];
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

  constructor(incoming: FastifyRequest, outgoing: FastifyReply, { origin, params, body }: ReadRequest) {
    const url = incoming.raw.url ?? '/';
    const queryAt = url.indexOf('?');
    this.#outgoing = outgoing.raw;
    this.method = incoming.method;
    this.origin = origin;
    this.path = queryAt < 0 ? url : url.slice(0, queryAt);
    this.queryText = queryAt < 0 ? '' : url.slice(queryAt + 1);
    this.params = params;
    this.headers = headersOf(incoming.headers);
    this.body = body;
    this.remoteAddress = incoming.ip;
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
