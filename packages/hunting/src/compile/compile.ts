import { ok, type Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import { bindQuery } from '../bind/bind.ts';
import type { HuntingFailure } from '../failure.ts';
import { lowerQuery } from '../lower/query.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { stopwatch } from '../stopwatch.ts';
import type { Compiled } from './messages.ts';

const rewritten = (query: CompiledQuery): CompiledQuery => {
  if (query.kind === 'plan') return { kind: 'plan', plan: rewrite(query.plan) };
  const { open } = query;
  return { kind: 'open', open: { ...open, discovery: rewrite(open.discovery) } };
};

/**
 * Text to plan: bind, lower, rewrite. Depends on the text and the schema alone, so that plans can be kept; `insertions`
 * state columns that were found in rows.
 */
export const compileQuery = (
  text: string,
  insertions: readonly Insertion[] = [],
): Result<Compiled, HuntingFailure> => {
  const lap = stopwatch();
  const bound = bindQuery(text, insertions);
  if (!bound.ok) return bound;
  const bind = lap();
  const lowered = lowerQuery(bound.value);
  if (!lowered.ok) return lowered;
  const lower = lap();
  const query = rewritten(lowered.value);
  return ok({ ...query, times: { bind, lower, rewrite: lap() } });
};
