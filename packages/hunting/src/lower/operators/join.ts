import type { BoundColumn, BoundNode } from '../../bind/bound-node.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import {
  firstPerKey,
  type JoinKey,
  type JoinKind,
  type Output,
  project,
  type Relation,
} from '../../plan/relation.ts';
import { type Lowering, resolve, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { operatorParameter } from './parameters.ts';

const KINDS: Readonly<Record<string, JoinKind | 'innerunique'>> = {
  innerunique: 'innerunique',
  inner: 'inner',
  leftouter: 'leftouter',
  rightouter: 'rightouter',
  fullouter: 'fullouter',
  leftsemi: 'leftsemi',
  leftanti: 'leftanti',
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightsemi: 'rightsemi',
  rightanti: 'rightanti',
  rightantisemi: 'rightanti',
};

interface Sides {
  readonly left: Relation;
  readonly right: Relation;
}

/** A key of the side that `$left.name` or `$right.name` names. */
const sideKey = (
  node: BoundNode,
  { left, right }: Sides,
): { side: 'left' | 'right'; key: Expression } | undefined => {
  const side = node.child('Expression')?.simpleName;
  const name = node.child('Selector')?.simpleName ?? '';
  if (node.kind !== 'PathExpression' || (side !== '$left' && side !== '$right')) return undefined;
  const key = resolve(side === '$left' ? left : right, name);
  return key && { side: side === '$left' ? 'left' : 'right', key };
};

const keysOf = (node: BoundNode, sides: Sides): JoinKey[] => {
  if (node.kind === 'ParenthesizedExpression')
    return node.children.slice(1, 2).flatMap(inner => keysOf(inner, sides));
  if (node.kind === 'AndExpression')
    return ['Left', 'Right'].flatMap(role => {
      const operand = node.child(role);
      return operand ? keysOf(operand, sides) : [];
    });
  if (node.kind === 'EqualExpression') return [equality(node, sides)];
  const name = node.simpleName;
  const left = resolve(sides.left, name);
  const right = resolve(sides.right, name);
  if (!left || !right) throw unsupported('A join condition other than equality of columns', node);
  return [checked({ left, right }, node)];
};

const equality = (node: BoundNode, sides: Sides): JoinKey => {
  const operands = ['Left', 'Right'].flatMap(role => {
    const operand = node.child(role);
    return (operand && sideKey(operand, sides)) || [];
  });
  const left = operands.find(({ side }) => side === 'left')?.key;
  const right = operands.find(({ side }) => side === 'right')?.key;
  if (!left || !right) throw unsupported('A join condition other than $left.a == $right.b', node);
  return checked({ left, right }, node);
};

const checked = (key: JoinKey, node: BoundNode): JoinKey => {
  // The service itself reports a dynamic key (reference: kql, section 6, 22).
  if (key.left.type === 'dynamic' || key.right.type === 'dynamic')
    throw meaningless('A join key cannot be dynamic: use tostring() or another conversion.', node);
  return key;
};

const renamed = (columns: readonly Column[], bound: readonly BoundColumn[], node: BoundNode): Column[] => {
  if (columns.length !== bound.length) throw unsupported('A join with these columns', node);
  return columns.map((column, index) => ({ ...column, name: bound[index]?.name ?? column.name }));
};

const columnsOf = (join: JoinKind, left: readonly Column[], right: readonly Column[]): Column[] => {
  if (join === 'leftsemi' || join === 'leftanti') return [...left];
  if (join === 'rightsemi' || join === 'rightanti') return [...right];
  return [...left, ...right];
};

const sidesOf = (node: BoundNode, input: Relation, lowering: Lowering) => {
  const expression = node.child('Expression');
  const clause = node.child('ConditionClause') ?? node.child('LookupClause');
  if (!expression || !clause) throw unsupported('A join without a condition', node);
  const sides = { left: input, right: lowering.relation(expression) };
  if (clause.kind !== 'JoinOnClause') throw unsupported("'join where'", clause);
  return { sides, keys: clause.list('Expressions').flatMap(item => keysOf(item, sides)) };
};

/** `join kind=… (T) on …`. Without a kind: one row of the left side for each key, then inner. */
export const lowerJoin = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const word = operatorParameter(node, 'kind') ?? 'innerunique';
  const kind = KINDS[word];
  if (!kind) throw unsupported(`The join kind '${word}'`, node);
  const { sides, keys } = sidesOf(node, input, lowering);
  const join = kind === 'innerunique' ? 'inner' : kind;
  const left =
    kind === 'innerunique'
      ? firstPerKey(
          sides.left,
          keys.map(key => key.left),
        )
      : sides.left;
  const all = columnsOf(join, visible(left.columns), visible(sides.right.columns));
  const columns = renamed(all, node.columns ?? [], node);
  return { kind: 'join', columns, join, left, right: sides.right, keys };
};

const isKeyColumn = (keys: readonly JoinKey[], column: Column): boolean =>
  keys.some(({ right }) => right.kind === 'column' && right.column.id === column.id);

/** `lookup (T) on …`: a left outer join (inner when said) that drops the keys of the right side. */
export const lowerLookup = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const join = operatorParameter(node, 'kind') === 'inner' ? 'inner' : 'leftouter';
  const { sides, keys } = sidesOf(node, input, lowering);
  const right = visible(sides.right.columns).filter(column => !isKeyColumn(keys, column));
  const left = visible(input.columns);
  const columns = renamed([...left, ...right], node.columns ?? [], node);
  const joined: Relation = {
    kind: 'join',
    columns: [...left, ...visible(sides.right.columns)],
    join,
    ...sides,
    keys,
  };
  const outputs = columns.map((column): Output => ({ column, value: columnReference(column) }));
  return project(joined, outputs);
};
