import type { BoundNode } from '../bind/bound-node.ts';
import { call, type Expression } from '../plan/expression.ts';
import type { FunctionName } from '../plan/functions.ts';
import { unsupported } from './refusal.ts';

const FORMS: Readonly<Partial<Record<FunctionName, FunctionName>>> = {
  add: 'dynamic_add',
  subtract: 'dynamic_subtract',
  multiply: 'dynamic_multiply',
  divide: 'dynamic_divide',
};

/** Two dynamic values calculated: the values tell of which type the result is. */
export const dynamicArithmetic = (
  name: FunctionName,
  left: Expression,
  right: Expression,
  node: BoundNode,
): Expression => {
  const form = FORMS[name];
  if (!form) throw unsupported(`'${name}' of two dynamic values`, node);
  return call(form, 'dynamic', left, right);
};
