import { fail, ok, type Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import { bindQuery } from '../bind/bind.ts';
import { SIZE_MESSAGE } from '../bind/size.ts';
import { withSuggestion } from '../bind/suggestion.ts';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { lowerQuery } from '../lower/query.ts';
import { listNesting } from '../plan/nesting.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';
import type { Relation } from '../plan/relation.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { stopwatch } from '../stopwatch.ts';
import type { Compiled } from './messages.ts';

const rewritten = (query: CompiledQuery): CompiledQuery => {
  if (query.kind === 'plan') return { kind: 'plan', plan: rewrite(query.plan) };
  const { open } = query;
  return { kind: 'open', open: { ...open, discovery: rewrite(open.discovery) } };
};

/** The engine plans each list inside another twice: twelve take it a tenth of a second, twenty a quarter of a minute. */
const MAX_LIST_NESTING = 12;

const planOf = (query: CompiledQuery): Relation =>
  query.kind === 'plan' ? query.plan : query.open.discovery;

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
  if (!bound.ok) return fail(withSuggestion(text, bound.error));
  const bind = lap();
  const lowered = lowerQuery(bound.value);
  if (!lowered.ok) return lowered;
  const lower = lap();
  if (listNesting(planOf(lowered.value)) > MAX_LIST_NESTING)
    return fail(failureAt('resources', SIZE_MESSAGE, text, { start: 0, length: text.length }));
  const query = rewritten(lowered.value);
  return ok({ ...query, times: { bind, lower, rewrite: lap() } });
};
