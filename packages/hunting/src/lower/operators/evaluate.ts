import type { BoundNode } from '../../bind/bound-node.ts';
import { withFixedRows } from '../../plan/fixed-rows.ts';
import type { Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { lowerIpv4Lookup, lowerIpv6Lookup } from '../plugins/address-lookup.ts';
import { lowerBagUnpack } from '../plugins/bag-unpack.ts';
import {
  activeUsersCount,
  activityCountsMetrics,
  activityMetrics,
  newActivityMetrics,
} from '../plugins/cohorts.ts';
import { lowerDcountIntersect } from '../plugins/dcount-intersect.ts';
import { lowerNarrow } from '../plugins/narrow.ts';
import { lowerPivot } from '../plugins/pivot.ts';
import type { LowerPlugin } from '../plugins/plugin.ts';
import { lowerRowsNear } from '../plugins/rows-near.ts';
import { activityEngagement, rollingPercentile, slidingWindowCounts } from '../plugins/sliding-windows.ts';
import { unsupported } from '../refusal.ts';

/** The plug-ins that this engine evaluates, by name. */
const plugins: Readonly<Record<string, LowerPlugin>> = {
  active_users_count: activeUsersCount,
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  bag_unpack: lowerBagUnpack,
  dcount_intersect: lowerDcountIntersect,
  ipv4_lookup: lowerIpv4Lookup,
  ipv6_lookup: lowerIpv6Lookup,
  narrow: lowerNarrow,
  new_activity_metrics: newActivityMetrics,
  pivot: lowerPivot,
  rolling_percentile: rollingPercentile,
  rows_near: lowerRowsNear,
  sliding_window_counts: slidingWindowCounts,
};

/** Plug-ins whose answer the service draws from samples of the rows, so that no other engine's is the same. */
const SAMPLING: ReadonlySet<string> = new Set(['autocluster', 'autocluster_v2', 'basket', 'diffpatterns']);

/** Plug-ins that run other programs or ask other services. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'ai_chat_completion',
  'ai_embed_text',
  'ai_embeddings',
  'azure_digital_twins_query_request',
  'cosmosdb_sql_request',
  'http_request',
  'http_request_post',
  'infer_storage_schema',
  'mysql_request',
  'postgresql_request',
  'python',
  'r',
  'sql_request',
]);

const reasonOf = (name: string): string => {
  if (SAMPLING.has(name)) return ', which samples rows,';
  return OUTSIDE.has(name) ? ', which leaves the engine,' : '';
};

/** `evaluate plugin(…)`; columns that depend on the rows may be stated behind it. */
export const lowerEvaluate = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const called = node.child('FunctionCall');
  const name = called?.child('Name')?.simpleName ?? '';
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (!called || !plugin) throw unsupported(`The plug-in '${name}'${reasonOf(name)}`, node);
  return plugin({
    node,
    // Plug-ins read their rows twice: for the columns and for the cells, or against each other.
    input: withFixedRows(input),
    arguments: called.child('ArgumentList')?.list('Expressions') ?? [],
    stated: node.child('Schema') ? node.columns : undefined,
    lowering,
  });
};
