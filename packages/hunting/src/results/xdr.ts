import type { HuntingResult } from '../result.ts';
import { rowsJson, schemaJson } from './rows.ts';
import { statsJson } from './stats.ts';

/** The body of `POST /api/advancedhunting/run`, JSON text: `Stats`, `Schema`, `Results` in this order. */
export const xdrReply = (result: HuntingResult): string => {
  const rows = rowsJson(result);
  return `{"Stats":${statsJson(result, rows)},"Schema":${schemaJson(result.columns)},"Results":${rows}}`;
};
