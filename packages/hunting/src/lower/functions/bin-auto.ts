import type { BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { bin, binAt } from './date-rewrites.ts';

export const BIN_SIZE_OPTION = 'query_bin_auto_size';
export const BIN_POINT_OPTION = 'query_bin_auto_at';

/** The name under which the value of an option is in scope; a query can declare none with a space. */
export const optionVariable = (option: string): string => `set ${option}`;

const option = (name: string, { environment }: Lowering): Expression | undefined => {
  const variable = environment.get(optionVariable(name));
  return variable?.kind === 'scalar' ? variable.expression : undefined;
};

/** `bin_auto(value)`: by the size, and from the point, that the query sets (manual: bin_auto). */
export const binAuto = (node: BoundNode, row: RowScope, lowering: Lowering): Expression => {
  const [argument] = node.child('ArgumentList')?.list('Expressions') ?? [];
  const size = option(BIN_SIZE_OPTION, lowering);
  if (!argument || !size) throw unsupported(`bin_auto() without 'set ${BIN_SIZE_OPTION}'`, node);
  const point = option(BIN_POINT_OPTION, lowering);
  const value = lowering.expression(argument, row);
  return point ? binAt([value, size, point], node) : bin([value, size], node);
};
