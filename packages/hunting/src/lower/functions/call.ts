import type { BoundNode } from '../../bind/bound-node.ts';
import { call, type Expression } from '../../plan/expression.ts';
import { lowerFunctionCall } from '../called-function.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow, type RowScope } from '../lowering.ts';
import { checkPattern } from '../patterns.ts';
import { unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { rewrites } from './rewrites.ts';
import { rowFunctions } from './row-functions.ts';
import type { Parameter, Signature } from './signatures/signature.ts';
import { signatures } from './signatures/signatures.ts';

const convertArgument = (
  value: Expression,
  parameter: Parameter,
  result: Expression['type'],
  node: BoundNode,
): Expression => {
  if (parameter === 'any') return value;
  return convert(value, parameter === 'result' ? result : parameter, node);
};

const lowerKnown = (node: BoundNode, signature: Signature, given: readonly Expression[]): Expression => {
  const type = scalarType(node.typeName, node);
  const parameters = signature.parameters ?? [];
  const [source] = given;
  if (source && signature.sources && !signature.sources.includes(source.type))
    throw unsupported(`'${node.child('Name')?.simpleName}' of a ${source.type}`, node);
  if (signature.pattern !== undefined) checkPattern(given[signature.pattern], node);
  const values = given.map((value, index) =>
    convertArgument(value, parameters[index] ?? signature.rest ?? 'any', type, node),
  );
  if (values.length > parameters.length && !signature.rest)
    throw unsupported(`'${node.child('Name')?.simpleName}' with ${values.length} arguments`, node);
  return call(signature.name, type, ...values);
};

/** Lowers the call of a function: built in, or declared with `let`. */
export const lowerCall = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const name = node.child('Name')?.simpleName ?? '';
  if (lowering.environment.has(name))
    return lowerFunctionCall(node, lowering, (body, inner) => inner.expression(body, noRow), row);
  const rowFunction = Object.hasOwn(rowFunctions, name) ? rowFunctions[name] : undefined;
  if (rowFunction) return rowFunction(node, row, lowering);
  const given = () =>
    (node.child('ArgumentList')?.list('Expressions') ?? [])
      // typeof(T) has done its work: the binder gave the call that type.
      .filter(argument => argument.kind !== 'TypeOfLiteralExpression')
      .map(argument => lowering.expression(argument, row));
  const rewrite = Object.hasOwn(rewrites, name) ? rewrites[name] : undefined;
  if (rewrite) return rewrite(given(), node);
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  if (!signature) throw unsupported(`The function '${name}'`, node);
  return lowerKnown(node, signature, given());
};
