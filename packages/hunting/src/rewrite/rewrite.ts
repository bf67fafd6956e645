import type { Relation } from '../plan/relation.ts';
import { foldAlternatives } from './fold-alternatives.ts';
import { latestRows } from './latest-rows.ts';
import { pushFilters } from './push-filters.ts';
import { readAsText } from './read-as-text.ts';
import { splitDeep } from './split-deep.ts';

/** Each keeps the answer and makes it cheaper. */
const rewrites: readonly ((plan: Relation) => Relation)[] = [
  foldAlternatives,
  pushFilters,
  latestRows,
  readAsText,
  splitDeep,
];

/** Applies every rewrite in turn. */
export const rewrite = (plan: Relation): Relation =>
  rewrites.reduce((current, apply) => apply(current), plan);
