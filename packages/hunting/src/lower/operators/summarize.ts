import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import {
  type AggregateCall,
  type Output,
  project,
  type Relation,
  type RowPick,
} from '../../plan/relation.ts';
import { lowerPercentiles } from '../aggregates.ts';
import { assigned } from '../assignments.ts';
import { convert } from '../conversion.ts';
import type { Lowering } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { called, lowerRowPick } from '../row-pick.ts';
import { scalarType } from '../scalar-type.ts';
import { aggregatedRow, type Collected as CollectedAggregates } from './aggregated-row.ts';

/** Collects what the aggregate expressions need while they are lowered. */
interface Collected extends CollectedAggregates {
  /** The columns of the answer after the keys. */
  readonly results: Output[];
}

const keysOf = (
  node: BoundNode,
  input: Relation,
  bound: readonly BoundColumn[],
  lowering: Lowering,
): Output[] => {
  const expressions = node.child('ByClause')?.list('Expressions') ?? [];
  return expressions.map((item, index) => {
    const { name, type } = bound[index] ?? { name: '', type: '' };
    const wanted = scalarType(type, item);
    const value = convert(lowering.expression(assigned(item), input), wanted, item);
    return { column: lowering.ids.column(name, wanted), value };
  });
};

const addScalar = (
  item: BoundNode,
  bound: BoundColumn,
  input: Relation,
  collected: Collected,
  lowering: Lowering,
): void => {
  const wanted = scalarType(bound.type, item);
  const value: Expression = lowering.expression(assigned(item), aggregatedRow(input, collected, lowering));
  collected.results.push({
    column: lowering.ids.column(bound.name, wanted),
    value: convert(value, wanted, item),
  });
};

const addPick = (
  pick: RowPick,
  bound: readonly BoundColumn[],
  collected: Collected,
  lowering: Lowering,
): void => {
  collected.picks.push(pick);
  pick.outputs.forEach(({ column }, index) => {
    const name = bound[index]?.name ?? column.name;
    collected.results.push({
      column: lowering.ids.column(name, column.type),
      value: columnReference(column),
    });
  });
};

/** An aggregate of several columns: one call for each, under the names that the binder gave. */
const addSeveral = (
  calls: readonly AggregateCall[],
  bound: readonly BoundColumn[],
  item: BoundNode,
  collected: Collected,
  lowering: Lowering,
): void =>
  calls.forEach((call, index) => {
    const { name, type } = bound[index] ?? { name: '', type: '' };
    const wanted = scalarType(type, item);
    const column = lowering.ids.column(call.name, call.type);
    collected.calls.push({ column, call });
    collected.results.push({
      column: lowering.ids.column(name, wanted),
      value: convert(columnReference(column), wanted, item),
    });
  });

/** `summarize aggregates by keys`: the binder names the columns, keys first. */
export const lowerSummarize = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const bound = node.columns ?? [];
  const keys = keysOf(node, input, bound, lowering);
  const collected: Collected = { calls: [], picks: [], results: [] };
  for (const item of node.list('Aggregates')) {
    const rest = bound.slice(keys.length + collected.results.length);
    const pick = lowerRowPick(item, input, keys, lowering);
    const percentiles = pick ? undefined : lowerPercentiles(called(item), input, lowering);
    if (pick) addPick(pick, rest, collected, lowering);
    else if (percentiles) addSeveral(percentiles, rest, item, collected, lowering);
    else if (rest[0]) addScalar(item, rest[0], input, collected, lowering);
  }
  if (keys.length + collected.results.length !== bound.length)
    throw unsupported('A summarize of this shape', node);
  const { calls, picks, results } = collected;
  const columns = [
    ...keys.map(({ column }) => column),
    ...calls.map(({ column }) => column),
    ...picks.flatMap(({ outputs }) => outputs.map(({ column }) => column)),
  ];
  const aggregate: Relation = { kind: 'aggregate', columns, input, keys, calls, picks };
  const kept = keys.map(({ column }): Output => ({ column, value: columnReference(column) }));
  return project(aggregate, [...kept, ...results]);
};
