import type { BoundNode } from '../../bind/bound-node.ts';
import { isNumeric } from '../../kusto-type.ts';
import { call, constant, type Expression, not } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { argumentAt, type Rewrite, type Rewrites } from './arguments.ts';
import { dynamicRewrites } from './dynamic-rewrites.ts';
import { textRewrites } from './text-rewrites.ts';

const first = (given: readonly Expression[], node: BoundNode): Expression => argumentAt(given, 0, node);

/** `now()`, `now(span)`: bound once a query, from the injected clock. */
const now: Rewrite = ([offset], node) => {
  const time = call('now', 'datetime');
  return offset ? call('add', 'datetime', time, convert(offset, 'timespan', node)) : time;
};

const ago: Rewrite = (given, node) =>
  call('subtract', 'datetime', call('now', 'datetime'), convert(first(given, node), 'timespan', node));

/** `case(p1, v1, …, otherwise)`: predicates in the even places except the last. */
const caseOf: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const values = given.map((value, index) =>
    convert(value, index % 2 === 0 && index < given.length - 1 ? 'bool' : type, node),
  );
  return call('case', type, ...values);
};

/** `bin(value, size)`: of a datetime by a timespan, otherwise of two numbers of the result's type. */
const bin: Rewrite = (given, node) => {
  const type = scalarType(node.typeName, node);
  const value = first(given, node);
  const size = given[1] ?? constant('long', 1n);
  if (type === 'datetime') {
    if (size.type !== 'timespan') throw unsupported(`bin() of a datetime by ${size.type}`, node);
    return call('bin', type, convert(value, type, node), size);
  }
  return call('bin', type, convert(value, type, node), isNumeric(type) ? convert(size, type, node) : size);
};

/** The parts in which `datetime_diff` counts; weeks are left out: the binder and the service disagree on their type. */
const DIFF_PARTS = /^(year|quarter|month|day|hour|minute|second|millisecond|microsecond)$/;

/** `datetime_diff(part, a, b)`: the part is part of the language, so it must be a literal. */
const datetimeDiff: Rewrite = ([part, later, earlier], node) => {
  const name = part?.kind === 'constant' && typeof part.value === 'string' ? part.value.toLowerCase() : '';
  if (!part || !later || !earlier || !DIFF_PARTS.test(name))
    throw unsupported('datetime_diff() by this part', node);
  const dates = [later, earlier].map(date => convert(date, 'datetime', node));
  return call('datetime_diff', 'long', constant('string', name), ...dates);
};

/** Functions that become another expression, by name. */
export const rewrites: Rewrites = {
  ...textRewrites,
  ...dynamicRewrites,
  now,
  ago,
  case: caseOf,
  bin,
  floor: bin,
  isnotnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  notnull: (given, node) => not(call('isnull', 'bool', first(given, node))),
  isnotempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  notempty: (given, node) => not(call('isempty', 'bool', first(given, node))),
  datetime_diff: datetimeDiff,
};
