import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import type { OpenSchema } from '../../plan/open-schema.ts';
import type { Relation } from '../../plan/relation.ts';
import { isArbitrary } from '../../plan/walk.ts';
import { constantOf } from '../constants.ts';
import { type Lowering, noRow } from '../lowering.ts';
import { meaningless, NeedsSchema, unsupported } from '../refusal.ts';

/** A call of a plug-in over rows: `input | evaluate name(arguments) : (schema)`. */
export interface PluginCall {
  readonly node: BoundNode;
  readonly input: Relation;
  readonly arguments: readonly BoundNode[];
  /** The columns that the query, or a discovery, states. */
  readonly stated: readonly BoundColumn[] | undefined;
  readonly lowering: Lowering;
}

export type LowerPlugin = (call: PluginCall) => Relation;

const isNamed = (node: BoundNode | undefined): boolean => node?.kind === 'SimpleNamedExpression';

/** The argument with this name, or at this place when it has none. */
export const pluginArgument = (call: PluginCall, name: string, place: number): BoundNode | undefined => {
  const byName = call.arguments.find(
    argument => isNamed(argument) && argument.child('Name')?.simpleName === name,
  );
  const byPlace = isNamed(call.arguments[place]) ? undefined : call.arguments[place];
  return byName?.child('Expression') ?? byPlace;
};

/** An argument that is the same for all rows. */
export const scalarArgument = (
  node: BoundNode | undefined,
  { lowering, node: whole }: PluginCall,
): Expression => {
  if (!node) throw meaningless('An argument is missing.', whole);
  return lowering.expression(node, noRow);
};

/** The text of a literal argument. */
export const literalText = (
  node: BoundNode | undefined,
  type: 'string' | 'dynamic',
  lowering: Lowering,
): string | undefined => {
  if (!node) return undefined;
  const value = constantOf(lowering.expression(node, noRow), type)?.value;
  if (typeof value !== 'string') throw unsupported('A plug-in argument that is not a literal', node);
  return value;
};

/** Asks for the columns that the rows tell. */
export const askForSchema = ({ node, input }: PluginCall, open: Omit<OpenSchema, 'at'>): NeedsSchema => {
  if (isArbitrary(input)) throw unsupported('Columns from rows that no order fixes', node);
  return new NeedsSchema({ ...open, at: node.start + node.length });
};
