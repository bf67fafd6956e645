import type { BoundNode } from '../../bind/bound-node.ts';
import { type Relation, sort } from '../../plan/relation.ts';
import { isSerialized } from '../../plan/walk.ts';
import { lowerInvoke } from '../called-function.ts';
import { lowerPartitionedGraph } from '../graph/source.ts';
import type { Lowering } from '../lowering.ts';
import { lowerSearch } from '../sources/search.ts';
import { lowerUnion } from '../sources/union.ts';
import { lowerMvApply, lowerPartition } from './by-group.ts';
import { lowerCount } from './count.ts';
import { lowerDistinct } from './distinct.ts';
import { lowerEvaluate } from './evaluate.ts';
import { lowerExtend } from './extend.ts';
import { lowerFilter } from './filter.ts';
import { lowerGetSchema } from './get-schema.ts';
import { lowerJoin, lowerLookup } from './join.ts';
import { lowerMakeSeries } from './make-series.ts';
import { lowerMvExpand } from './mv-expand.ts';
import { lowerParse } from './parse.ts';
import { lowerParseKv } from './parse-kv.ts';
import { lowerProject } from './project.ts';
import { lowerSample, lowerSampleDistinct, lowerTopHitters } from './sampling.ts';
import { lowerScanSteps } from './scan.ts';
import { lowerSelection } from './selection.ts';
import { lowerConsume, lowerFacet, lowerFork } from './several-tables.ts';
import { lowerSort, lowerTake, lowerTop } from './sort.ts';
import { lowerSummarize } from './summarize.ts';
import { lowerTopNested } from './top-nested.ts';

/** Lowers one operator of a pipeline over its input; `name` is the one that `as` gave the input. */
export type LowerOperator = (node: BoundNode, input: Relation, lowering: Lowering, name?: string) => Relation;

/** Every operator that this engine evaluates, by the binder's kind; any other is refused by name. */
export const operators: Readonly<Record<string, LowerOperator>> = {
  FilterOperator: lowerFilter,
  ProjectOperator: lowerProject,
  ProjectAwayOperator: lowerSelection,
  ProjectKeepOperator: lowerSelection,
  ProjectByNamesOperator: lowerSelection,
  ProjectReorderOperator: lowerSelection,
  ProjectRenameOperator: lowerSelection,
  ExtendOperator: lowerExtend,
  MvApplyOperator: lowerMvApply,
  MakeGraphOperator: lowerPartitionedGraph,
  PartitionOperator: lowerPartition,
  MvExpandOperator: lowerMvExpand,
  ScanOperator: lowerScanSteps,
  ParseOperator: lowerParse,
  ParseWhereOperator: lowerParse,
  ParseKvOperator: lowerParseKv,
  SummarizeOperator: lowerSummarize,
  DistinctOperator: lowerDistinct,
  MakeSeriesOperator: lowerMakeSeries,
  GetSchemaOperator: lowerGetSchema,
  SampleOperator: lowerSample,
  SampleDistinctOperator: lowerSampleDistinct,
  TopNestedOperator: lowerTopNested,
  TopHittersOperator: lowerTopHitters,
  CountOperator: lowerCount,
  ForkOperator: lowerFork,
  FacetOperator: lowerFacet,
  ConsumeOperator: lowerConsume,
  SortOperator: lowerSort,
  TopOperator: lowerTop,
  TakeOperator: lowerTake,
  EvaluateOperator: lowerEvaluate,
  InvokeOperator: lowerInvoke,
  JoinOperator: lowerJoin,
  LookupOperator: lowerLookup,
  SearchOperator: (node, input, lowering, name = 'search_arg0') =>
    lowerSearch(node, { relation: input, source: name }, lowering),
  UnionOperator: lowerUnion,
  // A picture is the reader's: the rows stay as they are.
  RenderOperator: (_node, input) => input,
  SerializeOperator: (node, input, lowering) => {
    const rows = isSerialized(input) ? input : sort(input, []);
    return node.list('Expressions').length > 0 ? lowerExtend(node, rows, lowering) : rows;
  },
};
