import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { isUnavailable } from '@vakt/store/availability';
import type { Log } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import { DEFAULT_BODY_LIMIT, readBody } from './body.ts';
import { errorReply } from './errors.ts';
import { IncomingRequest } from './incoming-request.ts';
import { LISTENER_LIMITS, type ListenerLimits, RequestsUnderWay } from './listener-limits.ts';
import { originOf } from './origin.ts';
import { misdirected, overloaded, surprised, withoutRoute } from './refused-requests.ts';
import { RouteTable } from './route-table.ts';
import { sendReply } from './send-reply.ts';
import { refuseUnreadable } from './unreadable-request.ts';

/** What the listener shows to clients. */
export interface ListenerCertificates {
  readonly key: string;
  readonly cert: string;
  /** The certificate for a name that a client asks for; nothing when `cert` is right. */
  readonly contextFor: (serverName: string) => SecureContext | undefined;
}

export interface ListenerOptions {
  readonly routes: readonly Route[];
  /** Host names besides loopback and the real services' that this installation is reached by. */
  readonly ownHosts: ReadonlySet<string>;
  readonly tls: ListenerCertificates;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits?: ListenerLimits;
}

/** Longer than load balancers keep theirs, so that it is never this end that closes under a request. */
const KEEP_ALIVE_MS = 72_000;

/** The path of a request's target, as it was sent. */
const pathOf = ({ url = '/' }: IncomingMessage): string => {
  const queryAt = url.indexOf('?');
  return queryAt < 0 ? url : url.slice(0, queryAt);
};

const NO_BODY = new Uint8Array();

/** Refuses a body that was not read; also said to a client that went away, for the metrics. */
const refuseBody = async (route: Route, request: HttpRequest, target: string): Promise<HttpReply> => {
  const { bodyLimit = DEFAULT_BODY_LIMIT, refuseLargeBody } = route;
  const reply = refuseLargeBody
    ? await refuseLargeBody(request)
    : errorReply(413, 'RequestEntityTooLarge', `The body is larger than ${bodyLimit} bytes.`, target);
  return { ...reply, status: 413, headers: { ...reply.headers, connection: 'close' } };
};

/** What answers requests. */
interface Service {
  readonly table: RouteTable;
  readonly underWay: RequestsUnderWay;
  readonly options: ListenerOptions;
}

/** Finds the route, reads the body within the route's limit, and runs the handler: one request's whole way. */
const answer = async (
  { table, underWay, options }: Service,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<HttpReply> => {
  const target = options.entropy.uuid();
  const origin = originOf(incoming.headers.host, options.ownHosts);
  if (!origin) return misdirected(incoming.headers.host, target);
  const path = pathOf(incoming);
  const method = incoming.method ?? '';
  const match = table.match(method, path);
  if (match.kind !== 'found') return withoutRoute(match, method, path, target);
  const { route, params } = match;
  if (!route.isAlwaysServed && !underWay.begin(outgoing)) return overloaded(target);
  const body = await readBody(incoming, route.bodyLimit ?? DEFAULT_BODY_LIMIT);
  const read = { origin, path, params, body: body.ok ? body.value : NO_BODY };
  const request = new IncomingRequest(incoming, outgoing, read);
  try {
    return body.ok ? await route.handle(request) : await refuseBody(route, request, target);
  } catch (error) {
    // The log has the cause; the client gets a number to ask for it by.
    options.log.error('request failed', { path: route.path, target, error });
    return surprised(isUnavailable(error), target);
  }
};

/** Builds the HTTPS listener over the rooms' route tables; the caller starts and closes it. */
export const createListener = (options: ListenerOptions): Server => {
  const { tls, log, metrics, limits = LISTENER_LIMITS } = options;
  const underWay = new RequestsUnderWay(limits.mostRequests);
  metrics.gauge('vakt_http_requests_under_way', () => underWay.count);
  const service: Service = { table: new RouteTable(options.routes), underWay, options };
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const started = performance.now();
    const reply = await answer(service, incoming, outgoing);
    metrics.observeRequest(incoming.method ?? '', reply.status, (performance.now() - started) / 1_000);
    // A connection that is kept would keep a listener that was told to close.
    if (!listener.listening) outgoing.shouldKeepAlive = false;
    await sendReply(incoming, outgoing, reply);
  };
  const listener = createServer(
    {
      key: tls.key,
      cert: tls.cert,
      minVersion: 'TLSv1.2',
      SNICallback: (name, done) => done(null, tls.contextFor(name)),
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    (incoming, outgoing) => {
      serve(incoming, outgoing).catch((error: unknown) => {
        log.error('a reply could not be sent', { path: pathOf(incoming), error });
        outgoing.destroy();
      });
    },
  );
  listener.maxConnections = limits.mostConnections;
  // Who takes nothing of a reply would keep it in memory for good.
  listener.setTimeout(limits.silenceMs);
  return listener.on('clientError', refuseUnreadable(options.entropy));
};
