import { of, type Signatures, variadic } from './signature.ts';

/** Choices, nulls and extremes. */
export const conditions: Signatures = {
  assert: of('assert', 'bool', 'string'),
  not: of('not', 'bool'),
  iff: of('iff', 'bool', 'result', 'result'),
  iif: of('iff', 'bool', 'result', 'result'),
  coalesce: variadic('coalesce', 'result'),
  isnull: of('isnull', 'any'),
  isempty: of('isempty', 'any'),
  max_of: variadic('max_of', 'result'),
  min_of: variadic('min_of', 'result'),
};
