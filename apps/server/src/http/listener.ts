import type { SecureContext } from 'node:tls';
import compress from '@fastify/compress';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, Route } from '@vakt/contract/http';
import { isUnavailable } from '@vakt/store/availability';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import { DEFAULT_BODY_LIMIT, readBody } from './body.ts';
import { errorReply } from './errors.ts';
import { IncomingRequest } from './incoming-request.ts';
import { originOf } from './origin.ts';
import { RouteTable } from './route-table.ts';

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
}

const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Finds the route, reads the body within the route's limit, and runs the handler: one request's whole way. */
const answer = async (
  table: RouteTable,
  options: ListenerOptions,
  incoming: FastifyRequest,
  outgoing: FastifyReply,
): Promise<HttpReply> => {
  const target = options.entropy.uuid();
  const origin = originOf(incoming.headers.host, options.ownHosts);
  if (!origin)
    return errorReply(
      421,
      'MisdirectedRequest',
      `This server does not answer for the host '${incoming.headers.host ?? ''}'. Start it with --name to add one.`,
      target,
    );
  const path = incoming.raw.url?.split('?')[0] ?? '/';
  const match = table.match(incoming.method, path);
  if (match.kind === 'malformed')
    return errorReply(
      400,
      'BadRequest',
      'The path has a NUL character or a percent-encoding that is not UTF-8.',
      target,
    );
  if (match.kind === 'wrong-method')
    return errorReply(
      405,
      'MethodNotAllowed',
      `${incoming.method} is not allowed on ${path}; use ${match.allowed.join(' or ')}.`,
      target,
      {
        allow: match.allowed.join(', '),
      },
    );
  if (match.kind === 'not-found')
    return errorReply(404, 'NotFound', `Nothing is served at ${path}. / says what is.`, target);
  const limit = match.route.bodyLimit ?? DEFAULT_BODY_LIMIT;
  const body = await readBody(incoming.raw, limit);
  if (!body.ok)
    return errorReply(413, 'RequestEntityTooLarge', `The body is larger than ${limit} bytes.`, target, {
      connection: 'close',
    });
  try {
    const read = { origin, params: match.params, body: body.value };
    return await match.route.handle(new IncomingRequest(incoming, outgoing, read));
  } catch (error) {
    // The log has the cause; the client gets a number to ask for it by.
    options.log.error('request failed', { path: match.route.path, target, error });
    if (isUnavailable(error))
      return errorReply(503, 'ServiceUnavailable', 'Storage is away for the moment. Try again.', target, {
        'retry-after': '2',
      });
    return errorReply(
      500,
      'InternalServerError',
      'An internal error occurred. The server’s log names it by this target.',
      target,
    );
  }
};

const send = (outgoing: FastifyReply, reply: HttpReply): FastifyReply => {
  outgoing.code(reply.status).headers(SECURITY_HEADERS);
  if (reply.headers) outgoing.headers(reply.headers);
  const { body } = reply;
  if (body === undefined) return outgoing.send();
  if (typeof body === 'string') return outgoing.send(body);
  if (body instanceof Uint8Array)
    return outgoing.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  if (!outgoing.hasHeader('content-type')) outgoing.header('content-type', 'application/json; charset=utf-8');
  return outgoing.send(JSON.stringify(body));
};

/** Builds the HTTPS listener over the rooms' route tables; the caller starts and closes it. */
export const createListener = async (options: ListenerOptions): Promise<FastifyInstance> => {
  const table = new RouteTable(options.routes);
  const app = Fastify({
    https: {
      key: options.tls.key,
      cert: options.tls.cert,
      minVersion: 'TLSv1.2',
      SNICallback: (name, done) => done(null, options.tls.contextFor(name)),
    },
    logger: false,
    forceCloseConnections: 'idle',
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 4_096 },
    exposeHeadRoutes: false,
  }) as unknown as FastifyInstance;
  await app.register(compress, { global: true, threshold: 2_048, encodings: ['br', 'gzip', 'deflate'] });
  // The body is read where the route's limit is known, also for a GET that has one.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.all('*', async (incoming, outgoing) => {
    const started = performance.now();
    const reply = await answer(table, options, incoming, outgoing);
    options.metrics.observeRequest(incoming.method, reply.status, (performance.now() - started) / 1_000);
    return send(outgoing, reply);
  });
  return app;
};
