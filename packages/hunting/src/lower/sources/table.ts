import type { BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import { constantText } from '../functions/arguments.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { lowerScan } from './scan.ts';

/** The name of the table that `table("name")` calls; `undefined` for any other node (manual: table function). */
export const calledTable = (node: BoundNode, lowering: Lowering): string | undefined => {
  if (node.kind !== 'FunctionCallExpression' || node.child('Name')?.simpleName !== 'table') return undefined;
  const [name] = node.child('ArgumentList')?.list('Expressions') ?? [];
  const text = name && constantText(lowering.expression(name, noRow));
  if (text === undefined)
    throw unsupported('table() with a name that is not known before the query runs', node);
  return text;
};

/** The rows of the table or the variable of the name. */
export const lowerCalledTable = (name: string, node: BoundNode, lowering: Lowering): Relation => {
  const declared = lowering.environment.get(name);
  const view = declared?.kind === 'function' ? declared.view : declared;
  return view?.kind === 'tabular' ? view.lower() : lowerScan(name, node, lowering);
};
