import { fail, ok, type Result } from '@vakt/contract/result';
import { type HuntingFailure, SIZE_EXCEEDED } from '../failure.ts';
import type { HuntingResult } from '../result.ts';
import { graphLimits } from './limits.ts';
import { graphSchemaJson, rowsJson } from './rows.ts';

/**
 * The body of Graph's `runHuntingQuery`, JSON text: `@odata.context`, `schema`, `results`.
 *
 * @param context the address of what describes the answer.
 */
export const graphReply = (result: HuntingResult, context: string): Result<string, HuntingFailure> => {
  const rows = rowsJson(result);
  if (Buffer.byteLength(rows) > graphLimits.maxResultBytes)
    return fail({ kind: 'result-size', message: SIZE_EXCEEDED });
  const schema = graphSchemaJson(result.columns);
  return ok(`{"@odata.context":${JSON.stringify(context)},"schema":${schema},"results":${rows}}`);
};
