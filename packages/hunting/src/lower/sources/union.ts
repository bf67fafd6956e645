import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Relation } from '../../plan/relation.ts';
import { type Lowering, visible } from '../lowering.ts';
import { operatorName, operatorParameter } from '../operators/parameters.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { type Branch, branchesOf, unionOf } from './branches.ts';

/** Whether a branch reads only tables that exist; the binder opens the columns of one that does not. */
const isThere = (item: BoundNode): boolean => item.tables.length > 0 || (item.isTabular && !item.isOpen);

const listedBranches = (node: BoundNode, before: number, lowering: Lowering): Branch[] => {
  const isFuzzy = operatorParameter(node, 'isfuzzy') === 'true';
  return node.list('Expressions').flatMap((item, index) => {
    if (isFuzzy && !isThere(item)) return [];
    return branchesOf(item, `union_arg${index + before}`, lowering);
  });
};

/** The columns of `kind=inner`: those of every branch, which the binder does not work out. */
const commonColumns = (bound: readonly BoundColumn[], branches: readonly Branch[], sourceName?: string) =>
  bound.filter(
    ({ name, type }) =>
      name === sourceName ||
      branches.every(({ relation }) =>
        visible(relation.columns).some(column => column.name === name && column.type === type),
      ),
  );

/** Columns that only a missing table would have have no type: no branch has them. */
const knownColumns = (bound: readonly BoundColumn[]) => bound.filter(({ type }) => type !== 'unknown');

/** `union A, B*` and `T | union B`: all rows, columns matched by name, missing cells null. */
export const lowerUnion = (
  node: BoundNode,
  input: Relation | undefined,
  lowering: Lowering,
  name = 'union_arg0',
): Relation => {
  const piped = input ? [{ relation: input, source: name }] : [];
  const branches = [...piped, ...listedBranches(node, piped.length, lowering)];
  if (branches.length === 0) throw meaningless('None of the tables exists.', node);
  const sourceName = operatorName(node, 'withsource') ?? operatorName(node, 'with_source');
  const bound = knownColumns(node.columns ?? []);
  const isInner = operatorParameter(node, 'kind') === 'inner';
  const columns = isInner ? commonColumns(bound, branches, sourceName) : bound;
  if (columns.length === 0) throw unsupported('A union of tables without common columns', node);
  return unionOf(branches, columns, sourceName, node, lowering);
};
