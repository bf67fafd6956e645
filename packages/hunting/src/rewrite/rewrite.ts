import type { Relation } from '../plan/relation.ts';

type Rewrite = (relation: Relation) => Relation;

const rewrites: readonly Rewrite[] = [];

/** Applies every rewrite in turn; each keeps the answer and makes it cheaper. */
export const rewrite = (plan: Relation): Relation =>
  rewrites.reduce((current, apply) => apply(current), plan);
