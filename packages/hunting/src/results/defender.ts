import { ok, type Result } from '@vakt/contract/result';
import type { HuntingFailure } from '../failure.ts';
import type { HuntingResult } from '../result.ts';
import { schemaJson, writeRows } from './rows.ts';
import { statsJson } from './stats.ts';

/**
 * The body of the Defender doors, JSON text: `Stats`, `Schema`, `Results` in this order. The Endpoint's sample shows no
 * `Stats`, the real service sends it there, too (reference: wire-quirks, section 4).
 *
 * @param maxBytes of the rows.
 */
export const defenderReply = (result: HuntingResult, maxBytes: number): Result<string, HuntingFailure> => {
  const rows = writeRows(result, maxBytes);
  if (!rows.ok) return rows;
  const stats = statsJson(result, rows.value.bytes);
  return ok(`{"Stats":${stats},"Schema":${schemaJson(result.columns)},"Results":${rows.value.text}}`);
};
