import type { HttpReply } from '@vakt/contract/http';
import { PARTIAL_RESULT_HEADER } from '@vakt/contract/hunting/partial-result';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { HuntingResult } from '@vakt/hunting/result';
import type { ApiFailure } from '../failure.ts';
import { jsonTextReply } from '../wire/odata-reply.ts';
import { huntingFailure } from './hunting-failure.ts';

/** The reply to a query, written by its door; one that has left rows out says so in a header. */
export const huntingReply = (
  result: Result<HuntingResult, HuntingFailure>,
  write: (result: HuntingResult) => Result<string, HuntingFailure>,
): Result<HttpReply, ApiFailure> => {
  const body = result.ok ? write(result.value) : result;
  if (!body.ok) return fail(huntingFailure(body.error));
  const reply = jsonTextReply(body.value);
  if (!result.ok || !result.value.isPartial) return ok(reply);
  const note = { [PARTIAL_RESULT_HEADER]: `rows=${result.value.rows.length}` };
  return ok({ ...reply, headers: { ...reply.headers, ...note } });
};
