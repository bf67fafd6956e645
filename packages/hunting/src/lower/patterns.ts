import type { BoundNode } from '../bind/bound-node.ts';
import type { Expression } from '../plan/expression.ts';
import { translateRegex } from '../value/regex.ts';
import { unsupported } from './refusal.ts';

/** Refuses a constant pattern that uses what the engine's regular expressions have not. */
export const checkPattern = (pattern: Expression | undefined, node: BoundNode): void => {
  if (pattern?.kind !== 'constant' || typeof pattern.value !== 'string') return;
  const translated = translateRegex(pattern.value);
  if ('unsupported' in translated) throw unsupported(translated.unsupported, node);
};
