import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, comparison, constant, type Expression, logical, not } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { argumentAt, type Rewrite, type Rewrites } from './arguments.ts';
import { dateRewrites } from './date-rewrites.ts';
import { dynamicRewrites } from './dynamic-rewrites.ts';
import { geographyRewrites } from './geography-rewrites.ts';
import { seriesRewrites } from './series-rewrites.ts';
import { sketchRewrites } from './sketch-rewrites.ts';
import { textRewrites } from './text-rewrites.ts';
import { unitRewrites } from './unit-rewrites.ts';

const first = (given: readonly Expression[], node: BoundNode): Expression => argumentAt(given, 0, node);

/** `case(p1, v1, …, otherwise)`: predicates in the even places except the last. */
const caseOf: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const values = given.map((value, index) =>
    convert(value, index % 2 === 0 && index < given.length - 1 ? 'bool' : type, node),
  );
  return call('case', type, ...values);
};

/** `around(value, centre, delta)`: both ends included. */
const around: Rewrite = (given, node) => {
  const [value, centre, delta] = [0, 1, 2].map(place => argumentAt(given, place, node));
  if (!value || !centre || !delta) throw meaningless('An argument is missing.', node);
  const type = centre.type;
  const isPoint = type === 'datetime' || type === 'timespan';
  const isMeasured = isPoint
    ? value.type === type && delta.type === 'timespan'
    : [value, centre, delta].every(operand => isNumeric(operand.type));
  if (!isMeasured) throw unsupported(`around() of a ${value.type}, a ${type} and a ${delta.type}`, node);
  return logical('and', [
    comparison('>=', value, call('subtract', type, centre, delta)),
    comparison('<=', value, call('add', type, centre, delta)),
  ]);
};

/** A number of its own for each call in the text, so that two calls are two values. */
const site = (node: BoundNode): Expression => constant('long', BigInt(node.start));

/** `rand()`, `rand(n)`. */
const rand: Rewrite = ([limit], node) =>
  limit ? call('rand', 'real', site(node), convert(limit, 'long', node)) : call('rand', 'real', site(node));

const newGuid: Rewrite = (_given, node) => call('new_guid', 'guid', site(node));

/** Functions that become another expression, by name. */
export const rewrites: Rewrites = {
  ...textRewrites,
  ...dynamicRewrites,
  ...dateRewrites,
  ...geographyRewrites,
  ...unitRewrites,
  ...seriesRewrites,
  ...sketchRewrites,
  case: caseOf,
  around,
  rand,
  new_guid: newGuid,
  isnotnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  notnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  isnotempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  notempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
};
