/** Why a call did not do what was asked. */
export type ProblemKind =
  /** The server did not answer. */
  | 'unreachable'
  /** The person may not: role or permission is missing. */
  | 'denied'
  /** It is not there, or not any more. */
  | 'not-found'
  /** Somebody or something else holds it: a name in use, a state that changed. */
  | 'conflict'
  /** Too many calls. */
  | 'throttled'
  /** The server cannot answer now. */
  | 'unavailable'
  /** What was sent is refused. */
  | 'invalid';

/** A call's failure, in the server's own words. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  /** The error code of the API, for example `Request_ResourceNotFound`. */
  readonly code: string;
  /** For whoever looks into the server's log; absent when nothing answered. */
  readonly requestId: string | undefined;
  /** How long to wait before another try. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: ProblemKind,
    message: string,
    details: { code?: string; requestId?: string | undefined; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message);
    this.kind = kind;
    this.code = details.code ?? '';
    this.requestId = details.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

const KINDS: Readonly<Record<number, ProblemKind>> = {
  401: 'denied',
  403: 'denied',
  404: 'not-found',
  409: 'conflict',
  429: 'throttled',
};

/** The kind of failure that an HTTP status stands for. */
export const kindOf = (status: number): ProblemKind =>
  KINDS[status] ?? (status >= 500 ? 'unavailable' : 'invalid');

interface ErrorBody {
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** Reads an error reply in the shape that Graph and Vakt's own APIs share. */
export const readProblem = async (response: Response): Promise<Problem> => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem(kindOf(response.status), body.error?.message ?? `HTTP ${response.status}`, {
    code: body.error?.code ?? '',
    requestId: response.headers.get('request-id') ?? undefined,
    retryAfterSeconds: Number.isFinite(wait) ? wait : undefined,
  });
};
