import type { BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { lowerBagUnpack } from '../plugins/bag-unpack.ts';
import { lowerDcountIntersect } from '../plugins/dcount-intersect.ts';
import { lowerIpv4Lookup } from '../plugins/ipv4-lookup.ts';
import { lowerNarrow } from '../plugins/narrow.ts';
import { lowerPivot } from '../plugins/pivot.ts';
import type { LowerPlugin } from '../plugins/plugin.ts';
import { unsupported } from '../refusal.ts';

/** The plug-ins that this engine evaluates, by name. */
const plugins: Readonly<Record<string, LowerPlugin>> = {
  bag_unpack: lowerBagUnpack,
  dcount_intersect: lowerDcountIntersect,
  ipv4_lookup: lowerIpv4Lookup,
  narrow: lowerNarrow,
  pivot: lowerPivot,
};

/** `evaluate plugin(…)`; columns that depend on the rows may be stated behind it. */
export const lowerEvaluate = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const called = node.child('FunctionCall');
  const name = called?.child('Name')?.simpleName ?? '';
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (!called || !plugin) throw unsupported(`The plug-in '${name}'`, node);
  return plugin({
    node,
    input,
    arguments: called.child('ArgumentList')?.list('Expressions') ?? [],
    stated: node.child('Schema') ? node.columns : undefined,
    lowering,
  });
};
