import { type EventRow, textOf } from '@vakt/contract/event-row';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { Call } from '../call.ts';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** An answer to a caller who asked for no query must come soon or not at all. */
const MAX_SECONDS = 20;
const RETRY_AFTER_SECONDS = '5';

/** Only the lake's state can be at fault: the query is ours, and a caller cannot change it. */
const PASSING: ReadonlySet<HuntingFailure['kind']> = new Set(['unavailable', 'timeout', 'resources']);

/** Who asks: the tenant whose events they are, and when to give up. */
export interface Asker {
  readonly hunting: Pick<Call['hunting'], 'run'>;
  readonly principal: Pick<Call['principal'], 'tenantId'>;
  readonly request: Pick<Call['request'], 'signal'>;
}

/**
 * Asks the tenant's own events with a query that Vakt wrote; values of callers go into it by `stringLiteral` alone.
 *
 * @throws TypeError when the query is wrong: a mistake of Vakt's.
 */
export const askLake = async (
  { hunting, principal, request }: Asker,
  kql: string,
  maxRows: number,
): Promise<Result<EventRow[], ApiFailure>> => {
  const limits = { maxSeconds: MAX_SECONDS, maxRows };
  const answer = await hunting.run(principal.tenantId, kql, { limits, signal: request.signal });
  if (answer.ok) {
    const { columns, rows } = answer.value;
    return ok(rows.map(row => ({ values: new Map(columns.map(({ name }, index) => [name, row[index]])) })));
  }
  const { kind, message } = answer.error;
  if (!PASSING.has(kind)) throw new TypeError(`A query of Vakt's own was refused (${kind}): ${message}`);
  return fail(
    apiFailure('ServiceUnavailable', 'The events cannot be read for the moment. Try again.', {
      'retry-after': RETRY_AFTER_SECONDS,
    }),
  );
};

/** The texts in a column that `make_set` made. */
export const textsIn = (row: EventRow, column: string): string[] => {
  const list: unknown = JSON.parse(textOf(row, column) ?? '[]');
  return Array.isArray(list) ? list.filter(item => typeof item === 'string' && item !== '') : [];
};
