import {
  createDefaultHttpClient,
  createEmptyPipeline,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  proxyPolicy,
  setClientRequestIdPolicy,
  tlsPolicy,
} from '@azure/core-rest-pipeline';
import { TimeoutError, TransportError } from './errors.ts';
import { defaultRetryOptions, type Effect, type RetryOptions } from './retry/decision.ts';
import { retryPolicy } from './retry/policy.ts';

/** How requests reach a service. */
export interface TransportOptions {
  /** PEM certificates of the authorities to trust, in place of the runtime's list. */
  readonly ca?: string | readonly string[];
  /** Overrides of how often and how patiently to try again. */
  readonly retry?: Partial<RetryOptions>;
  /** What sends a request; Node's https unless given. */
  readonly httpClient?: HttpClient;
  /** Named in front of the client's own in the User-Agent header. */
  readonly userAgentPrefix?: string;
}

/** Limits of one call. */
export interface CallOptions {
  /** Ends the call, waits between retries included. */
  readonly abortSignal?: AbortSignal;
  /** The longest time for the whole call, retries included; 300,000 unless given. */
  readonly timeoutMs?: number;
}

/** More than the 200 s that the longest hunting query may run (reference: defender-endpoint-core, section 9). */
const DEFAULT_TIMEOUT_MS = 300_000;

const USER_AGENT = 'vakt-client/0.1.0';

const headersPolicy = (prefix: string | undefined): PipelinePolicy => ({
  name: 'vaktHeadersPolicy',
  sendRequest(request, next) {
    request.headers.set('user-agent', prefix ? `${prefix} ${USER_AGENT}` : USER_AGENT);
    // Not deflate: the service answers raw deflate, which the HTTP client does not read (reference: wire-quirks, 4).
    request.headers.set('accept-encoding', 'gzip');
    if (!request.headers.has('accept')) request.headers.set('accept', 'application/json');
    return next(request);
  },
});

const isLoopback = (origin: string): boolean => {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
};

/** The policies that every request to `origin` passes: headers, proxy, trust, retries. */
export const createPipeline = (origin: string, effect: Effect, options: TransportOptions): Pipeline => {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(headersPolicy(options.userAgentPrefix));
  pipeline.addPolicy(setClientRequestIdPolicy('client-request-id'));
  if (!isLoopback(origin)) pipeline.addPolicy(proxyPolicy());
  if (options.ca !== undefined)
    pipeline.addPolicy(tlsPolicy({ ca: typeof options.ca === 'string' ? options.ca : [...options.ca] }));
  pipeline.addPolicy(retryPolicy(effect, { ...defaultRetryOptions, ...options.retry }), { phase: 'Retry' });
  return pipeline;
};

/** What sends the requests of a client, so that its connections are shared. */
export const createHttpClient = (options: TransportOptions): HttpClient =>
  options.httpClient ?? createDefaultHttpClient();

const isBrokenLine = (error: unknown): boolean => error instanceof Error && error.name === 'RestError';

/**
 * Runs `work` under the call's limits, and gives every way not to get an answer its own error.
 *
 * @throws the signal's reason when the caller ended it, `TimeoutError`, `TransportError`
 */
export const withinLimits = async <Value>(
  origin: string,
  options: CallOptions,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> => {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.abortSignal ? AbortSignal.any([options.abortSignal, deadline]) : deadline;
  try {
    return await work(signal);
  } catch (error) {
    if (options.abortSignal?.aborted) throw options.abortSignal.reason;
    if (deadline.aborted) throw new TimeoutError(timeoutMs, error);
    throw isBrokenLine(error) ? new TransportError(origin, error) : error;
  }
};
