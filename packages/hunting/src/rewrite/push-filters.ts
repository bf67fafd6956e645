import type { Column } from '../plan/column.ts';
import { type Expression, logical } from '../plan/expression.ts';
import {
  type Expand,
  type Filter,
  filter,
  type Join,
  type Project,
  type Relation,
  type Union,
} from '../plan/relation.ts';
import { transformExpression, transformRelation } from '../plan/transform.ts';
import { columnsUsed } from '../plan/walk.ts';

const conjuncts = (predicate: Expression): readonly Expression[] =>
  predicate.kind === 'logical' && predicate.operator === 'and' ? predicate.operands : [predicate];

const filtered = (input: Relation, predicates: readonly Expression[]): Relation =>
  predicates.length > 0 ? pushed(filter(input, logical('and', predicates))) : input;

const usesOnly = (predicate: Expression, columns: readonly Column[]): boolean => {
  const ids = new Set(columns.map(({ id }) => id));
  const used = columnsUsed([predicate]);
  return used.length > 0 && used.every(({ id }) => ids.has(id));
};

/** The sides of a join below which a filter on that side's columns gives the same rows. */
const SIDES: Readonly<Record<Join['join'], readonly ('left' | 'right')[]>> = {
  inner: ['left', 'right'],
  leftouter: ['left'],
  rightouter: ['right'],
  fullouter: [],
  leftsemi: ['left'],
  leftanti: ['left'],
  rightsemi: ['right'],
  rightanti: ['right'],
};

const pushIntoJoin = (join: Join, predicate: Expression): Relation => {
  const below = { left: [] as Expression[], right: [] as Expression[] };
  const above: Expression[] = [];
  for (const part of conjuncts(predicate)) {
    const side = SIDES[join.join].find(name => usesOnly(part, join[name].columns));
    (side ? below[side] : above).push(part);
  }
  if (below.left.length + below.right.length === 0) return filter(join, predicate);
  const inner: Join = {
    ...join,
    left: filtered(join.left, below.left),
    right: filtered(join.right, below.right),
  };
  return above.length > 0 ? filter(inner, logical('and', above)) : inner;
};

/** Below a projection a predicate sees what the projection computes; only names are exchanged, nothing is copied. */
const pushIntoProject = (project: Project, predicate: Expression): Relation => {
  const renamed = new Map(
    project.outputs.flatMap(({ column, value }) =>
      value.kind === 'column' ? [[column.id, value] as const] : [],
    ),
  );
  const isRenaming = (part: Expression) => columnsUsed([part]).every(({ id }) => renamed.has(id));
  const below = conjuncts(predicate).filter(isRenaming);
  const above = conjuncts(predicate).filter(part => !below.includes(part));
  if (below.length === 0) return filter(project, predicate);
  const exchanged = below.map(part =>
    transformExpression(part, node =>
      node.kind === 'column' ? (renamed.get(node.column.id) ?? node) : node,
    ),
  );
  const inner: Project = { ...project, input: filtered(project.input, exchanged) };
  return above.length > 0 ? filter(inner, logical('and', above)) : inner;
};

const pushIntoUnion = (union: Union, predicate: Expression): Relation => ({
  ...union,
  inputs: union.inputs.map(input => {
    const names = new Map(union.columns.map((column, index) => [column.id, input.columns[index]] as const));
    const exchanged = transformExpression(predicate, node => {
      const column = node.kind === 'column' ? names.get(node.column.id) : undefined;
      return column ? { kind: 'column', type: column.type, column } : node;
    });
    return pushed(filter(input, exchanged));
  }),
});

/** A predicate that sees no element keeps or drops all rows that one row becomes. */
const pushIntoExpand = (expand: Expand, predicate: Expression): Relation => {
  const below = conjuncts(predicate).filter(part => usesOnly(part, expand.input.columns));
  const above = conjuncts(predicate).filter(part => !below.includes(part));
  const inner: Expand = { ...expand, input: filtered(expand.input, below) };
  return above.length > 0 ? filter(inner, logical('and', above)) : inner;
};

const pushed = (relation: Filter): Relation => {
  const { input, predicate } = relation;
  switch (input.kind) {
    case 'filter':
      return pushed(filter(input.input, logical('and', [input.predicate, predicate])));
    case 'project':
      return pushIntoProject(input, predicate);
    case 'expand':
      return pushIntoExpand(input, predicate);
    case 'join':
      return pushIntoJoin(input, predicate);
    case 'union':
      return pushIntoUnion(input, predicate);
    case 'sort':
      return { ...input, input: pushed(filter(input.input, predicate)) };
    default:
      return relation;
  }
};

/** Moves filters towards the tables, above all those on time: a scan then reads only what the key lets through. */
export const pushFilters = (plan: Relation): Relation =>
  transformRelation(plan, relation => (relation.kind === 'filter' ? pushed(relation) : relation));
