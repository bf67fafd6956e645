/** Asks an HTTPS endpoint for tokens as cheaply as a client can: prepared requests on raw TLS sockets, no HTTP library. */
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { percentile } from './percentile.ts';
import { describeProcessorTime, readProcessorTime } from './processor-time.ts';

/** What is asked, of whom, by how many at once. */
export interface TokenLoad {
  readonly url: URL;
  /** The authority that vouches for the server. */
  readonly ca: Buffer;
  /** The form. */
  readonly body: string;
  readonly connections: number;
  /** The server's process. */
  readonly pid: number;
  /** Whether each token has a connection, and a TLS handshake, of its own. */
  readonly isHandshakeEach?: boolean;
  readonly warmUpMs?: number;
  readonly measureMs?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly refused: number;
  /** Milliseconds from the request's first byte (or the handshake's) to the reply's last. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What a token costs of the processor, by part; empty where the system does not tell. */
  readonly processorTime: string;
}

const requestOf = ({ url, body, isHandshakeEach }: TokenLoad): string =>
  `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${isHandshakeEach ? 'Connection: close\r\n' : ''}\r\n${body}`;

const open = ({ url }: TokenLoad, secureContext: SecureContext): TLSSocket => {
  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    secureContext,
    servername: url.hostname,
  });
  socket.setEncoding('latin1');
  return socket;
};

/** Reads replies with a content-length, one after the other. */
const onReplies = (socket: TLSSocket, take: (status: string) => void): void => {
  let received = '';
  socket.on('data', chunk => {
    received += String(chunk);
    const end = received.indexOf('\r\n\r\n');
    const length = /content-length: (\d+)/i.exec(received)?.[1];
    if (end < 0 || length === undefined || received.length < end + 4 + Number(length)) return;
    const status = received.slice(9, 12);
    received = '';
    take(status);
  });
};

/** Keeps one connection busy, or one after the other; returns the way to stop. */
const keepAsking = (load: TokenLoad, onToken: (status: string, tookMs: number) => void): (() => void) => {
  const request = requestOf(load);
  const secureContext = createSecureContext({ ca: load.ca });
  let isStopped = false;
  let socket: TLSSocket;
  const start = (): void => {
    if (isStopped) return;
    let askedAt = performance.now();
    socket = open(load, secureContext);
    const ask = (): void => {
      if (!load.isHandshakeEach) askedAt = performance.now();
      socket.write(request);
    };
    socket.on('secureConnect', ask);
    socket.on('error', () => undefined);
    onReplies(socket, status => {
      onToken(status, performance.now() - askedAt);
      if (!load.isHandshakeEach) return ask();
      socket.destroy();
      start();
    });
  };
  start();
  return () => {
    isStopped = true;
    socket.destroy();
  };
};

/** Runs a load and says how fast the tokens came. */
export const measureTokens = async (load: TokenLoad): Promise<LoadResult> => {
  const { pid, warmUpMs = 8_000, measureMs = 6_000 } = load;
  let times: number[] = [];
  let refused = 0;
  const stops = Array.from({ length: load.connections }, () =>
    keepAsking(load, (status, tookMs) => (status === '200' ? times.push(tookMs) : (refused += 1))),
  );
  await new Promise(settle => setTimeout(settle, warmUpMs));
  times = [];
  const before = readProcessorTime(pid);
  const own = process.cpuUsage();
  await new Promise(settle => setTimeout(settle, measureMs));
  const after = readProcessorTime(pid);
  const { user, system } = process.cpuUsage(own);
  const sorted = times.toSorted((one, other) => one - other);
  for (const stop of stops) stop();
  return {
    perSecond: sorted.length / (measureMs / 1_000),
    refused,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    processorTime:
      after.size === 0
        ? ''
        : describeProcessorTime(before, new Map([...after, ['the load', user + system]]), sorted.length),
  };
};
