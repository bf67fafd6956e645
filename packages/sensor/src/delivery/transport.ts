import { readFileSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { fail, ok, type Result } from '@vakt/contract/result';

/** The server's answer. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds: number | undefined;
}

/** What the server answers to a download. */
export interface Download {
  readonly status: number;
  readonly content: Buffer;
}

/** Posts to the server, JSON when nothing else is said; the failure says why no answer came. */
export interface Transport {
  post(
    path: string,
    body: string | Uint8Array,
    bearer?: string,
    contentType?: string,
  ): Promise<Result<Reply, string>>;
  /** Gets bytes from the server; more than `most` are a failure. */
  download(path: string, most: number, bearer?: string): Promise<Result<Download, string>>;
  /** Whether a TCP port of this machine is, or was a short time ago, the sensor's end of its own connection. */
  isOwnPort(port: number): boolean;
  close(): void;
}

const TIMEOUT_MS = 30_000;
/** A live response session of many commands is the longest answer. */
const REPLY_LIMIT = 2 * 1_048_576;
const PORTS_KEPT = 16;

const retryAfter = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : undefined;

/** The local ports of the connections that were opened last. */
class OwnPorts {
  readonly #ports: number[] = [];

  has(port: number): boolean {
    return this.#ports.includes(port);
  }

  watch(socket: Socket): void {
    if (socket.connecting) socket.once('connect', () => this.#note(socket.localPort));
    else this.#note(socket.localPort);
  }

  #note(port: number | undefined): void {
    if (port === undefined || this.has(port)) return;
    this.#ports.push(port);
    if (this.#ports.length > PORTS_KEPT) this.#ports.shift();
  }
}

interface Answer extends Download {
  readonly retryAfterSeconds: number | undefined;
  /** Whether the server sent more than is kept. */
  readonly isCut: boolean;
}

const exchange = (
  options: RequestOptions,
  body: string | Uint8Array,
  ports: OwnPorts,
  most: number,
): Promise<Result<Answer, string>> =>
  new Promise(resolve => {
    const outgoing = request(options, incoming => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= most) chunks.push(chunk);
      });
      incoming.on('end', () =>
        resolve(
          ok({
            status: incoming.statusCode ?? 0,
            content: Buffer.concat(chunks),
            retryAfterSeconds: retryAfter(incoming.headers['retry-after']),
            isCut: size > most,
          }),
        ),
      );
      incoming.on('error', error => resolve(fail(error.message)));
    });
    outgoing.on('socket', socket => ports.watch(socket));
    outgoing.on('timeout', () => outgoing.destroy(new Error('the server does not answer')));
    outgoing.on('error', error => resolve(fail(error.message || 'the connection failed')));
    outgoing.end(body);
  });

const authorization = (bearer: string | undefined) =>
  bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };

/**
 * Speaks HTTPS with one server over one lasting connection.
 * @param caFile certificates to trust in place of the system's
 * @param lookup finds the server's addresses; the system does when not given
 */
export const openTransport = (url: URL, caFile: string | undefined, lookup?: LookupFunction): Transport => {
  const ca = caFile === undefined ? undefined : readFileSync(caFile);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ...(ca && { ca }), ...(lookup && { lookup }) });
  const ports = new OwnPorts();
  const base = url.pathname.replace(/\/+$/, '');
  const optionsFor = (method: string, path: string): RequestOptions => {
    const target = new URL(`${base}${path}`, url);
    return {
      agent,
      method,
      protocol: target.protocol,
      hostname: target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port,
      path: target.pathname,
      timeout: TIMEOUT_MS,
    };
  };
  return {
    post: async (path, body, bearer, contentType = 'application/json') => {
      const headers = {
        'content-type': contentType,
        'content-length': Buffer.byteLength(body),
        ...authorization(bearer),
      };
      const answer = await exchange({ ...optionsFor('POST', path), headers }, body, ports, REPLY_LIMIT);
      if (!answer.ok) return answer;
      const { status, content, retryAfterSeconds } = answer.value;
      return ok({ status, body: content.toString(), retryAfterSeconds });
    },
    download: async (path, most, bearer) => {
      const options = { ...optionsFor('GET', path), headers: authorization(bearer) };
      const answer = await exchange(options, '', ports, most);
      if (!answer.ok) return answer;
      const { status, content, isCut } = answer.value;
      return isCut ? fail(`the server sends more than ${most} bytes`) : ok({ status, content });
    },
    isOwnPort: port => ports.has(port),
    close: () => agent.destroy(),
  };
};
