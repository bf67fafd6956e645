import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type HttpMethods,
  type Pipeline,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { systemClock } from '@vakt/contract/clock';
import type { Door } from './clouds.ts';
import { UnexpectedReplyError } from './errors.ts';
import { readFailure } from './failure-reply.ts';
import { parseJson } from './json.ts';
import { readExplanation } from './refusal-explanation.ts';
import type { Effect } from './retry/decision.ts';
import { readRetryAfter } from './retry/retry-after.ts';
import {
  type CallOptions,
  createHttpClient,
  createPipeline,
  type TransportOptions,
  withinLimits,
} from './transport.ts';

/** One request, in words of the service. */
export interface RestCall {
  readonly method: HttpMethods;
  /** A path from the service's root, or a whole address on the same origin, as paging links are. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  readonly contentType?: string;
  /** Whether it may be sent again; by its method unless given. */
  readonly effect?: Effect;
}

const addressOf = (origin: string, call: RestCall): string => {
  const address = new URL(call.path, origin);
  // A token must never follow a link to a stranger.
  if (address.origin !== new URL(origin).origin)
    throw new TypeError(`${address.origin} is not the service that this client was made for`);
  for (const [name, value] of Object.entries(call.query ?? {}))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address.href;
};

const readReply = (response: PipelineResponse): unknown => {
  const body = response.bodyAsText ?? '';
  const header = (name: string): string | undefined => response.headers.get(name);
  if (response.status >= 400)
    throw readFailure({
      status: response.status,
      body,
      requestId: header('request-id') ?? header('x-ms-request-id'),
      retryAfterMs: readRetryAfter(header, systemClock.now()),
      explanation: readExplanation(header),
    });
  if (body === '') return undefined;
  try {
    return parseJson(body);
  } catch (cause) {
    throw new UnexpectedReplyError(response.status, body, cause);
  }
};

/**
 * Sends requests to one service with a bearer token, trying again where that is safe. The typed clients stand on it; use
 * it itself for a path that they do not know.
 *
 * @example
 * const graph = new RestClient(clouds.public.graph, credential);
 * const reply = await graph.send({ method: 'GET', path: '/v1.0/applications' });
 */
export class RestClient {
  readonly #origin: string;
  readonly #httpClient: HttpClient;
  readonly #pipelines: Readonly<Record<Effect, Pipeline>>;

  constructor(door: Door, credential: TokenCredential, options: TransportOptions = {}) {
    this.#origin = door.origin;
    this.#httpClient = createHttpClient(options);
    // One policy for both pipelines, because it holds the token.
    const bearer = bearerTokenAuthenticationPolicy({ credential, scopes: door.scope });
    const pipelineFor = (effect: Effect): Pipeline => {
      const pipeline = createPipeline(door.origin, effect, options);
      pipeline.addPolicy(bearer, { phase: 'Sign' });
      return pipeline;
    };
    this.#pipelines = { read: pipelineFor('read'), change: pipelineFor('change') };
  }

  /**
   * Sends one request and reads its JSON answer; `undefined` when it has no body.
   *
   * @throws DefenderError, TransportError, TimeoutError, UnexpectedReplyError, or what the credential throws
   */
  async send(call: RestCall, options: CallOptions = {}): Promise<unknown> {
    const address = addressOf(this.#origin, call);
    const effect = call.effect ?? (call.method === 'GET' ? 'read' : 'change');
    const response = await withinLimits(this.#origin, options, abortSignal => {
      const request = createPipelineRequest({ url: address, method: call.method, abortSignal });
      if (call.body !== undefined) {
        request.headers = createHttpHeaders({ 'content-type': call.contentType ?? 'application/json' });
        request.body =
          typeof call.body === 'string' || call.body instanceof Uint8Array
            ? call.body
            : JSON.stringify(call.body);
      }
      return this.#pipelines[effect].sendRequest(this.#httpClient, request);
    });
    return readReply(response);
  }
}
