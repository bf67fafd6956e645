import type { BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import type { Relation } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';

/** `range x from a to b step s`: both ends included where a step meets the end. */
export const lowerRange = (node: BoundNode, lowering: Lowering): Relation => {
  const [bound] = node.columns ?? [];
  if (!bound) throw meaningless('range needs a name.', node);
  const type = scalarType(bound.type, node);
  // The manual knows ranges of whole numbers, reals, times and spans.
  if (type === 'decimal') throw meaningless('range has no values of type decimal.', node);
  const part = (role: string): Expression => {
    const given = node.child(role);
    if (!given) throw meaningless('range needs two ends and a step.', node);
    const isSpan = type === 'datetime' && role === 'Step';
    return convert(lowering.expression(given, noRow), isSpan ? 'timespan' : type, given);
  };
  const column = lowering.ids.column(bound.name, type);
  return { kind: 'range', columns: [column], column, from: part('From'), to: part('To'), step: part('Step') };
};
