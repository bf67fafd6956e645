/** An HTTP request as the rooms see it: free of any server framework, so that a test needs no port. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** The public origin that the client asked, `https://host[:port]`, from an allow-list; never a raw Host header. */
  readonly origin: string;
  /** The path as it was sent, without the query; percent-encoding kept. */
  readonly path: string;
  /** The values that the route's pattern captured, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The query string as it was sent, without `?`. */
  readonly queryText: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body; empty when there is none. */
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** The answer to a request: an object body is sent as JSON, text and bytes as they are. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
  /** That its clients read `deflate` without zlib's frame, and expect it. */
  readonly isDeflateRaw?: true;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpReply>;

/**
 * A line of a room's route table. `path` is a pattern of `/`-separated segments, matched in any letter case and with or
 * without a trailing slash; `{name}` captures one segment.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';
  readonly path: string;
  readonly handle: HttpHandler;
  /** The largest body in bytes; 1 MiB when not given. */
  readonly bodyLimit?: number;
  /**
   * Words the refusal of a larger body, where clients do not read the services' error envelope. The request comes without its
   * body, and the reply goes out with status 413.
   */
  readonly refuseLargeBody?: HttpHandler;
  /** That it is answered, too, when the server has more to do than it can: whoever watches it must learn how it is. */
  readonly isAlwaysServed?: true;
}
