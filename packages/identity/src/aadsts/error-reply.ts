import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply } from '@vakt/contract/http';
import { AADSTS, type Refusal } from './catalogue.ts';
import type { AadstsEntry } from './entry.ts';

/** What every reply of the authority is marked with, for logs on both sides. */
export interface Trace {
  readonly traceId: string;
  readonly correlationId: string;
}

/** Longer values, as a request may carry, would drown the sentence. */
const LONGEST_VALUE = 200;

const fill = (template: string, values: Refusal['values']): string =>
  template
    .replace(/\{(\w+)\}/g, (_whole, name: string) => (values[name] ?? '').slice(0, LONGEST_VALUE))
    .trim();

/** What a refusal says, in the words of the catalogue. */
export const describeRefusal = ({ number, values }: Refusal): string => {
  const entry: AadstsEntry = AADSTS[number];
  return fill(entry.text, values);
};

/** `2025-01-31 09:30:00Z`: UTC, a space, no fraction. */
const timestampOf = (clock: Clock): string =>
  `${new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** Turns a refusal into the authority's error envelope: the only place that words one (reference: identity, 2.2). */
export const errorReply = (
  refusal: Refusal,
  trace: Trace,
  clock: Clock,
  origin: string,
  version: 'v1' | 'v2' = 'v2',
): HttpReply => {
  const { number, retryAfterSeconds } = refusal;
  const entry: AadstsEntry = AADSTS[number];
  const timestamp = timestampOf(clock);
  const description = `AADSTS${number}: ${describeRefusal(refusal)} Trace ID: ${trace.traceId} Correlation ID: ${trace.correlationId} Timestamp: ${timestamp}`;
  return {
    status: entry.status,
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
    body: {
      error: (version === 'v1' && entry.errorV1) || entry.error,
      error_description: description,
      error_codes: [number],
      timestamp,
      trace_id: trace.traceId,
      correlation_id: trace.correlationId,
      error_uri: `${origin}/error?code=${number}`,
      ...(entry.suberror && { suberror: entry.suberror }),
    },
  };
};

/** The trace of a request: its own correlation id when it sent a GUID, else a new one. */
export const traceOf = (correlationId: string | undefined, entropy: Entropy): Trace => {
  const first = correlationId?.split(',')[0]?.trim() ?? '';
  const isUsable = /^[0-9a-f-]{36}$/i.test(first);
  return { traceId: entropy.uuid(), correlationId: isUsable ? first.toLowerCase() : entropy.uuid() };
};
