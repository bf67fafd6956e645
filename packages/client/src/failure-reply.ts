import { DefenderError, type RefusalExplanation } from './errors.ts';
import { isRecord, parseJson } from './json.ts';

interface FailureReply {
  readonly status: number;
  readonly body: string;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly explanation: RefusalExplanation | undefined;
}

const parse = (body: string): unknown => {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Graph puts the request's id into `innerError`; Defender calls it `target`. */
const requestIdIn = (error: Record<string, unknown>): string | undefined => {
  const inner = isRecord(error['innerError']) ? error['innerError'] : {};
  return text(error['target']) ?? text(inner['request-id']);
};

/** Reads a refusal: the error envelope where there is one, else what the status alone says. */
export const readFailure = (reply: FailureReply): DefenderError => {
  const parsed = parse(reply.body);
  const error = isRecord(parsed) && isRecord(parsed['error']) ? parsed['error'] : {};
  return new DefenderError({
    status: reply.status,
    code: text(error['code']) ?? `HTTP ${reply.status}`,
    message: text(error['message']) ?? `The service answered HTTP ${reply.status}`,
    target: requestIdIn(error) ?? reply.requestId,
    body: reply.body,
    retryAfterMs: reply.retryAfterMs,
    explanation: reply.explanation,
  });
};
