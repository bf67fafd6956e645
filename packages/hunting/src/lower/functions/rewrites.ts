import type { BoundNode } from '../../bind/bound-node.ts';
import { call, type Expression, not } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { scalarType } from '../scalar-type.ts';
import { argumentAt, type Rewrite, type Rewrites } from './arguments.ts';
import { dateRewrites } from './date-rewrites.ts';
import { dynamicRewrites } from './dynamic-rewrites.ts';
import { textRewrites } from './text-rewrites.ts';

const first = (given: readonly Expression[], node: BoundNode): Expression => argumentAt(given, 0, node);

/** `case(p1, v1, …, otherwise)`: predicates in the even places except the last. */
const caseOf: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const values = given.map((value, index) =>
    convert(value, index % 2 === 0 && index < given.length - 1 ? 'bool' : type, node),
  );
  return call('case', type, ...values);
};

/** Functions that become another expression, by name. */
export const rewrites: Rewrites = {
  ...textRewrites,
  ...dynamicRewrites,
  ...dateRewrites,
  case: caseOf,
  isnotnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  notnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  isnotempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  notempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
};
