import type { BoundNode } from '../bind/bound-node.ts';
import { withFixedRows } from '../plan/fixed-rows.ts';
import { withNewColumns } from '../plan/new-columns.ts';
import type { Relation } from '../plan/relation.ts';
import { isArbitrary } from '../plan/walk.ts';
import { lowerFunctionCall } from './called-function.ts';
import { endsGraph, lowerGraphEnd, makesGraph } from './graph/source.ts';
import { GROUP, type Lowering } from './lowering.ts';
import { operators } from './operators/operators.ts';
import { required, spokenName, stagesOf } from './pipe.ts';
import { NeedsFixedRows, type Refusal, unsupported } from './refusal.ts';
import { lowerDatatable } from './sources/datatable.ts';
import { lowerExternalData } from './sources/external-data.ts';
import { lowerPrint } from './sources/print.ts';
import { lowerRange } from './sources/range.ts';
import { lowerScan } from './sources/scan.ts';
import { lowerFind, lowerSearch } from './sources/search.ts';
import { calledTable, lowerCalledTable } from './sources/table.ts';
import { lowerUnion } from './sources/union.ts';

/** `as name`: the rows have a name in what follows, where they get columns of their own. */
const named = (stage: BoundNode, rows: Relation, lowering: Lowering): Lowering => {
  const name = required(stage, 'Name').simpleName;
  // The rows of a group are known by what they are made of.
  const isGroup = lowering.environment.has(GROUP);
  const lower = (): Relation => (isGroup ? rows : withNewColumns(rows, lowering.ids));
  return lowering.within(new Map(lowering.environment).set(name, { kind: 'tabular', lower }));
};

/** What makes a graph is evaluated where a table is made of it: the operator that is not known is the one behind. */
const refused = (stage: BoundNode, stages: readonly BoundNode[]): Refusal => {
  const behind = stages[stages.indexOf(stage) + 1];
  const unknown = stage.kind === 'MakeGraphOperator' && behind ? behind : stage;
  return unsupported(spokenName(unknown), unknown);
};

const apply = (stages: readonly BoundNode[], input: Relation, lowering: Lowering): Relation => {
  let rows = input;
  let inner = lowering;
  let name: string | undefined;
  for (const stage of stages) {
    const lower = makesGraph(stage) ? undefined : operators[stage.kind];
    if (stage.kind === 'AsOperator') inner = named(stage, rows, inner);
    else if (lower) rows = lower(stage, rows, inner, name);
    else throw refused(stage, stages);
    name = stage.kind === 'AsOperator' ? required(stage, 'Name').simpleName : undefined;
  }
  return rows;
};

const lowerPipe = (node: BoundNode, lowering: Lowering): Relation => {
  const { source, stages } = stagesOf(node);
  const rows = endsGraph(source) ? lowerGraphEnd(source, lowering) : lowering.relation(source);
  return apply(stages, rows, lowering);
};

/** Lowers operators without a source of their own over `input`. */
export const lowerPipeline = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const { source, stages } = stagesOf(node);
  return apply([source, ...stages], input, lowering);
};

const lowerName = (node: BoundNode, lowering: Lowering): Relation => {
  const name = node.reference?.name ?? node.simpleName;
  const variable = lowering.environment.get(name);
  const view = variable?.kind === 'function' ? variable.view : variable;
  if (view?.kind === 'tabular') return view.lower();
  if (node.reference?.kind === 'table') return lowerScan(name, node, lowering);
  throw unsupported(`'${name}' as a table`, node);
};

/** Evaluated again at each use, which no one can tell as long as the rows are the same. */
const lowerMaterialize = (node: BoundNode, lowering: Lowering): Relation => {
  const relation = lowering.relation(required(node, 'Expression'));
  if (!isArbitrary(relation)) return relation;
  const isUsedAgain = lowering.materialized.has(node.start);
  lowering.materialized.add(node.start);
  if (!lowering.fixesRows && isUsedAgain) throw new NeedsFixedRows();
  const rows = lowering.fixesRows ? withFixedRows(relation) : relation;
  if (isUsedAgain && isArbitrary(rows))
    throw unsupported('Using materialize() twice over rows that no order fixes', node);
  return rows;
};

/** Lowers a tabular expression. */
export const lowerRelation = (node: BoundNode, lowering: Lowering): Relation => {
  switch (node.kind) {
    case 'PipeExpression':
      return lowerPipe(node, lowering);
    case 'NameReference':
      return lowerName(node, lowering);
    case 'ParenthesizedExpression':
      return lowering.relation(required(node, 'Expression'));
    case 'MaterializeExpression':
      return lowerMaterialize(node, lowering);
    case 'DataTableExpression':
      return lowerDatatable(node, lowering);
    case 'ExternalDataExpression':
      return lowerExternalData(node, lowering);
    case 'PrintOperator':
      return lowerPrint(node, lowering);
    case 'RangeOperator':
      return lowerRange(node, lowering);
    case 'SearchOperator':
      return lowerSearch(node, undefined, lowering);
    case 'FindOperator':
      return lowerFind(node, lowering);
    case 'UnionOperator':
      return lowerUnion(node, undefined, lowering);
    case 'FunctionCallExpression': {
      const table = calledTable(node, lowering);
      if (table !== undefined) return lowerCalledTable(table, node, lowering);
      return lowerFunctionCall(node, lowering, (body, inner) => inner.relation(body));
    }
    default:
      throw unsupported(spokenName(node), node);
  }
};
