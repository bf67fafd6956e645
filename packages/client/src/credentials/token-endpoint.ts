import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import { AuthorityError, UnexpectedReplyError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { createHttpClient, createPipeline, type TransportOptions, withinLimits } from '../transport.ts';

/** A token as the authority's v2 endpoint hands it out. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Gets further tokens without the user; only when `offline_access` was asked for. */
  readonly refreshToken?: string;
}

/** What a person has to do so that a device is signed in (reference: identity, section 2.5). */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same in a sentence. */
  readonly message: string;
  readonly expiresInSeconds: number;
  /** How long to wait between two requests for the token. */
  readonly intervalSeconds: number;
}

const SIGN_IN_TIMEOUT_MS = 30_000;

const numberOrUndefined = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

const readRefusal = (status: number, reply: Record<string, unknown>): AuthorityError => {
  const codes = Array.isArray(reply['error_codes']) ? reply['error_codes'] : [];
  return new AuthorityError({
    status,
    error: String(reply['error']),
    description: String(reply['error_description'] ?? reply['error']),
    errorCode: numberOrUndefined(codes[0]),
    correlationId: typeof reply['correlation_id'] === 'string' ? reply['correlation_id'] : undefined,
  });
};

const parseReply = (status: number, body: string): Record<string, unknown> => {
  try {
    const reply = parseJson(body);
    if (isRecord(reply)) return reply;
  } catch (cause) {
    throw new UnexpectedReplyError(status, body, cause);
  }
  throw new UnexpectedReplyError(status, body);
};

const readReply = (status: number, body: string): IssuedToken => {
  const reply = parseReply(status, body);
  if (typeof reply['error'] === 'string') throw readRefusal(status, reply);
  // The v1 endpoint writes the number as a text, and proxies of it do so on v2 (reference: identity, rule 13).
  const expiresInSeconds = Number(reply['expires_in']);
  if (typeof reply['access_token'] !== 'string' || !Number.isFinite(expiresInSeconds))
    throw new UnexpectedReplyError(status, body);
  const refreshToken = reply['refresh_token'];
  return {
    accessToken: reply['access_token'],
    expiresInSeconds,
    ...(typeof refreshToken === 'string' && { refreshToken }),
  };
};

const DEFAULT_INTERVAL_SECONDS = 5;

const readDeviceAuthorization = (status: number, body: string): DeviceAuthorization => {
  const reply = parseReply(status, body);
  if (typeof reply['error'] === 'string') throw readRefusal(status, reply);
  const { device_code: deviceCode, user_code: userCode, verification_uri: verificationUri } = reply;
  const expiresInSeconds = Number(reply['expires_in']);
  if (
    typeof deviceCode !== 'string' ||
    typeof userCode !== 'string' ||
    typeof verificationUri !== 'string' ||
    !Number.isFinite(expiresInSeconds)
  )
    throw new UnexpectedReplyError(status, body);
  return {
    deviceCode,
    userCode,
    verificationUri,
    message: String(reply['message'] ?? `Open ${verificationUri} and enter the code ${userCode}`),
    expiresInSeconds,
    intervalSeconds: Number(reply['interval'] ?? DEFAULT_INTERVAL_SECONDS),
  };
};

/** An authority's v2 token endpoint (reference: identity, section 2). */
export class TokenEndpoint {
  readonly #authority: string;
  readonly #httpClient: HttpClient;
  readonly #pipeline: Pipeline;

  constructor(authority: string, options: TransportOptions) {
    this.#authority = authority;
    this.#httpClient = createHttpClient(options);
    // Asking for a token changes nothing that matters, so it may be asked again.
    this.#pipeline = createPipeline(authority, 'read', options);
  }

  /**
   * Asks for a token of a tenant.
   *
   * @throws AuthorityError when it is refused; TransportError, TimeoutError, UnexpectedReplyError
   */
  async request(tenantId: string, form: Readonly<Record<string, string>>): Promise<IssuedToken> {
    return readReply(...(await this.#post(tenantId, 'token', form)));
  }

  /**
   * Asks for the code that a person enters elsewhere.
   *
   * @throws AuthorityError when it is refused; TransportError, TimeoutError, UnexpectedReplyError
   */
  async authorizeDevice(
    tenantId: string,
    form: Readonly<Record<string, string>>,
  ): Promise<DeviceAuthorization> {
    return readDeviceAuthorization(...(await this.#post(tenantId, 'devicecode', form)));
  }

  async #post(
    tenantId: string,
    name: 'token' | 'devicecode',
    form: Readonly<Record<string, string>>,
  ): Promise<[status: number, body: string]> {
    const url = new URL(`/${encodeURIComponent(tenantId)}/oauth2/v2.0/${name}`, this.#authority).href;
    const limits = { timeoutMs: SIGN_IN_TIMEOUT_MS };
    const response = await withinLimits(this.#authority, limits, signal => {
      const request = createPipelineRequest({ url, method: 'POST', abortSignal: signal });
      request.headers = createHttpHeaders({ 'content-type': 'application/x-www-form-urlencoded' });
      request.body = new URLSearchParams(form).toString();
      return this.#pipeline.sendRequest(this.#httpClient, request);
    });
    return [response.status, response.bodyAsText ?? ''];
  }
}
