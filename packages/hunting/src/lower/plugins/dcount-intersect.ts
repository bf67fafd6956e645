import { call, type Expression } from '../../plan/expression.ts';
import { project } from '../../plan/relation.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import type { LowerPlugin } from './plugin.ts';

/** `evaluate dcount_intersect(a, b, …)`: how many values `a` has, `a` and `b` have in common, and so on (manual: dcount_intersect). */
export const lowerDcountIntersect: LowerPlugin = ({ node, input, arguments: given, lowering }) => {
  const sketches = given.map(argument => convert(lowering.expression(argument, input), 'dynamic', argument));
  if (sketches.length < 2 || sketches.length > 16)
    throw unsupported(`dcount_intersect() of ${sketches.length} sets`, node);
  const count = (sets: readonly Expression[]): Expression => call('dcount_intersect', 'long', ...sets);
  return project(
    input,
    sketches.map((_, index) => ({
      column: lowering.ids.column(`s${index}`, 'long'),
      value: count(sketches.slice(0, index + 1)),
    })),
  );
};
