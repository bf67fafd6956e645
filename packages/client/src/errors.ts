import type { Step } from '@vakt/contract/refusal';

/** A time limit in words, for messages. */
const seconds = (ms: number): string => `${ms / 1000} s`;

/** What Vakt says of a refusal besides the services' own words; Microsoft's clouds do not. */
export interface RefusalExplanation {
  /** The step at fault. */
  readonly step: Step;
  /** What is missing. */
  readonly missing: string | undefined;
  /** What to do, a sentence. */
  readonly remedy: string | undefined;
  /** The same as a command line. */
  readonly command: string | undefined;
  /** The command that shows all that is known of the refusal. */
  readonly more: string | undefined;
  /** The page that helps. */
  readonly page: string | undefined;
}

/** What a failed call tells about itself. */
interface DefenderErrorParts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly target: string | undefined;
  readonly body: string;
  readonly retryAfterMs: number | undefined;
  readonly explanation?: RefusalExplanation | undefined;
}

/**
 * The service answered, and the answer is a refusal: `{"error":{"code","message","target"}}`
 * (reference: defender-endpoint-core, section 1.3).
 *
 * @example
 * try { await client.alerts.get(id); }
 * catch (error) { if (error instanceof DefenderError && error.code === 'ResourceNotFound') return undefined; throw error; }
 */
export class DefenderError extends Error {
  override readonly name = 'DefenderError';
  /** The HTTP status. */
  readonly status: number;
  /** The stable error code, `ResourceNotFound` for one; `HTTP <status>` when the body held none. */
  readonly code: string;
  /** The id of the failed request, as the service's support asks for it. */
  readonly target: string | undefined;
  /** The body as it came. */
  readonly body: string;
  /** How long the service asks to wait, in milliseconds, when it says so. */
  readonly retryAfterMs: number | undefined;
  /** Which of the five steps failed and what to do, when the service says so. */
  readonly explanation: RefusalExplanation | undefined;

  constructor(parts: DefenderErrorParts) {
    super(parts.message);
    this.status = parts.status;
    this.code = parts.code;
    this.target = parts.target;
    this.body = parts.body;
    this.retryAfterMs = parts.retryAfterMs;
    this.explanation = parts.explanation;
  }
}

/** The authority refused a token: the five fields of its error envelope (reference: identity, section 2.2). */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  readonly status: number;
  /** The OAuth error, `invalid_client` for one. */
  readonly error: string;
  /** The AADSTS number, when the answer names one. */
  readonly errorCode: number | undefined;
  readonly correlationId: string | undefined;

  constructor(parts: {
    readonly status: number;
    readonly error: string;
    readonly description: string;
    readonly errorCode: number | undefined;
    readonly correlationId: string | undefined;
  }) {
    super(parts.description);
    this.status = parts.status;
    this.error = parts.error;
    this.errorCode = parts.errorCode;
    this.correlationId = parts.correlationId;
  }
}

/** No answer came: the name does not resolve, nothing listens, the certificate is not trusted, the line broke. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** The system's or TLS's error code, `ECONNREFUSED` for one. */
  readonly code: string | undefined;
  /** The origin that was asked; never the whole address, which may hold data. */
  readonly origin: string;

  constructor(origin: string, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`No answer from ${origin}: ${message}`, { cause });
    this.origin = origin;
    this.code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  }
}

/** The answer did not come within the call's time limit. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly timeoutMs: number;

  constructor(timeoutMs: number, cause: unknown) {
    super(`No answer within ${seconds(timeoutMs)}`, { cause });
    this.timeoutMs = timeoutMs;
  }
}

/** The service answered something that is not what the contract promises, a page of a proxy for one. */
export class UnexpectedReplyError extends Error {
  override readonly name = 'UnexpectedReplyError';
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string, cause?: unknown) {
    super(`The answer (HTTP ${status}) is not JSON`, { cause });
    this.status = status;
    this.body = body;
  }
}

/** A list is not in the order that was asked for, so it cannot be followed. */
export class ListOrderError extends Error {
  override readonly name = 'ListOrderError';

  /** @param property what the list was to be ordered by. */
  constructor(property: string) {
    super(`The service does not list in the order of ${property}`);
  }
}
