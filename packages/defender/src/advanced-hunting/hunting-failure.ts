import type { HuntingFailure } from '@vakt/hunting/failure';
import { type ApiFailure, apiFailure } from '../failure.ts';

const RETRY_AFTER_SECONDS = '5';

const place = ({ line, column }: HuntingFailure): string =>
  line === undefined || column === undefined ? '' : ` (line ${line}, column ${column})`;

/**
 * What a query's failure is on the wire. A query that is wrong, too large or too slow is a 400 with the reason and the
 * place: the same query would fail again, and clients repeat what answers 5xx.
 */
export const huntingFailure = (failure: HuntingFailure): ApiFailure =>
  failure.kind === 'unavailable'
    ? apiFailure('ServiceUnavailable', failure.message, { 'retry-after': RETRY_AFTER_SECONDS })
    : apiFailure('BadRequest', `${failure.message}${place(failure)}`);
