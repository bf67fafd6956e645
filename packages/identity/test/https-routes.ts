import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, validateHeaderValue } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { LocalhostTls } from './certificates.ts';

/** Routes behind a real https port. */
export interface HttpsRoutes {
  readonly origin: string;
  /** Requests that came in, `METHOD /path?query`, oldest first. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

/** The captured values when `path` fits the pattern. */
const matchPattern = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const names = [...segment.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const source = segment
      .split(/\{\w+\}/)
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)');
    const found = new RegExp(`^${source}$`, 'i').exec(given[at] ?? '');
    if (!found) return undefined;
    for (const [index, name] of names.entries()) params[name] = decodeURIComponent(found[index + 1] ?? '');
  }
  return params;
};

const literalLength = ({ path }: Route): number => path.replace(/\{\w+\}/g, '').length;

const find = (routes: readonly Route[], method: string, path: string) =>
  routes
    .filter(route => route.method === method && matchPattern(route.path, path))
    .toSorted((one, other) => literalLength(other) - literalLength(one))[0];

/** A header value that cannot stand in a header would cost the client the whole reply. */
const sendable = (reply: HttpReply): HttpReply => {
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    for (const line of [value].flat()) validateHeaderValue(name, line);
  return reply;
};

/** Answers a request from a route table in process, as the server does over the network. */
export const answer = async (
  routes: readonly Route[],
  origin: string,
  {
    method,
    url,
    headers,
    body = '',
    remoteAddress = '127.0.0.1',
  }: {
    method: string;
    url: string;
    headers?: Record<string, string>;
    body?: string;
    remoteAddress?: string;
  },
): Promise<HttpReply> => {
  const [path = '/', queryText = ''] = url.split('?');
  const route = find(routes, method, path);
  if (!route) return { status: 404, body: { error: { code: 'NotFound', message: `${method} ${path}` } } };
  const isTooLarge = Buffer.byteLength(body) > (route.bodyLimit ?? Number.POSITIVE_INFINITY);
  const refuse = isTooLarge ? route.refuseLargeBody : undefined;
  const request: HttpRequest = {
    method,
    origin,
    path,
    params: matchPattern(route.path, path) ?? {},
    queryText,
    query: new URLSearchParams(queryText),
    headers: headers ?? {},
    body: Buffer.from(refuse ? '' : body),
    remoteAddress,
    signal: new AbortController().signal,
  };
  return sendable(refuse ? { ...(await refuse(request)), status: 413 } : await route.handle(request));
};

const readText = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  message.setEncoding('utf8');
  for await (const chunk of message) text += chunk;
  return text;
};

const send = (response: ServerResponse, { status, headers, body }: HttpReply): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof body === 'object' && !(body instanceof Uint8Array) ? JSON.stringify(body) : body);
};

/** Serves routes over https on a free port of localhost. */
export const serveHttps = async (routes: readonly Route[], tls: LocalhostTls): Promise<HttpsRoutes> => {
  const seen: string[] = [];
  const server = createServer({ key: tls.keyPem, cert: tls.certPem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  server.on('request', async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/' } = incoming;
    seen.push(`${method} ${url}`);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    send(response, await answer(routes, origin, { method, url, headers, body: await readText(incoming) }));
  });
  return {
    origin,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
