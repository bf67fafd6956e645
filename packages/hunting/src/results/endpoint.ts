import { fail, ok, type Result } from '@vakt/contract/result';
import { type HuntingFailure, SIZE_EXCEEDED } from '../failure.ts';
import type { HuntingResult } from '../result.ts';
import { endpointLimits } from './limits.ts';
import { rowsJson, schemaJson } from './rows.ts';
import { statsJson } from './stats.ts';

/**
 * The body of `POST /api/advancedqueries/run`, JSON text: `Stats`, `Schema`, `Results`. The vendor's sample shows no
 * `Stats`, the real service sends it (reference: wire-quirks, section 4).
 */
export const endpointReply = (result: HuntingResult): Result<string, HuntingFailure> => {
  const rows = rowsJson(result);
  if (Buffer.byteLength(rows) > endpointLimits.maxResultBytes)
    return fail({ kind: 'result-size', message: SIZE_EXCEEDED });
  return ok(`{"Stats":${statsJson(result, rows)},"Schema":${schemaJson(result.columns)},"Results":${rows}}`);
};
