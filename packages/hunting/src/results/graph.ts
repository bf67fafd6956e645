import { ok, type Result } from '@vakt/contract/result';
import type { HuntingFailure } from '../failure.ts';
import type { HuntingResult } from '../result.ts';
import { graphSchemaJson, writeRows } from './rows.ts';

/**
 * The body of Graph's `runHuntingQuery`, JSON text: `@odata.context`, `schema`, `results`.
 *
 * @param maxBytes of the rows.
 * @param context the address of what describes the answer.
 */
export const graphReply = (
  result: HuntingResult,
  maxBytes: number,
  context: string,
): Result<string, HuntingFailure> => {
  const rows = writeRows(result, maxBytes);
  if (!rows.ok) return rows;
  const schema = graphSchemaJson(result.columns);
  return ok(`{"@odata.context":${JSON.stringify(context)},"schema":${schema},"results":${rows.value.text}}`);
};
