import { ok, type Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import { bindQuery } from '../bind/bind.ts';
import type { HuntingFailure } from '../failure.ts';
import { lowerQuery } from '../lower/query.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';
import { rewrite } from '../rewrite/rewrite.ts';

/**
 * Text to plan: bind, lower, rewrite. Depends on the text and the schema alone, so that plans can be kept; `insertions`
 * state columns that were found in rows.
 */
export const compileQuery = (
  text: string,
  insertions: readonly Insertion[] = [],
): Result<CompiledQuery, HuntingFailure> => {
  const bound = bindQuery(text, insertions);
  if (!bound.ok) return bound;
  const lowered = lowerQuery(bound.value);
  if (!lowered.ok) return lowered;
  if (lowered.value.kind === 'plan') return ok({ kind: 'plan', plan: rewrite(lowered.value.plan) });
  const { open } = lowered.value;
  return ok({ kind: 'open', open: { ...open, discovery: rewrite(open.discovery) } });
};
