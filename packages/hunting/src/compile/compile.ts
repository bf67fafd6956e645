import { ok, type Result } from '@vakt/contract/result';
import { bindQuery } from '../bind/bind.ts';
import type { HuntingFailure } from '../failure.ts';
import { lowerQuery } from '../lower/query.ts';
import type { Relation } from '../plan/relation.ts';
import { rewrite } from '../rewrite/rewrite.ts';

/** Text to plan: bind, lower, rewrite. Depends on the text and the schema alone, so that plans can be kept. */
export const compileQuery = (text: string): Result<Relation, HuntingFailure> => {
  const bound = bindQuery(text);
  if (!bound.ok) return bound;
  const plan = lowerQuery(bound.value);
  return plan.ok ? ok(rewrite(plan.value)) : plan;
};
