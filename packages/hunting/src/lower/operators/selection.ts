import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { visible } from '../lowering.ts';
import { unsupported } from '../refusal.ts';
import { alongHidden } from './project.ts';

/** New names by old ones, of `project-rename new = old`. */
const renames = (node: BoundNode): Map<string, string> =>
  new Map(
    node.list('Expressions').flatMap(item => {
      const name = item.child('Name')?.simpleName;
      const source = item.child('Expression')?.simpleName;
      return item.kind === 'SimpleNamedExpression' && name && source ? [[name, source] as const] : [];
    }),
  );

/**
 * `project-away`, `project-keep`, `project-reorder`, `project-rename`: the binder worked out wildcards and order, so the
 * result names say which input columns stay and where.
 */
export const lowerSelection = (node: BoundNode, input: Relation, { ids }: Lowering): Relation => {
  const sources = node.kind === 'ProjectRenameOperator' ? renames(node) : new Map<string, string>();
  const outputs = (node.columns ?? []).map(({ name }): Output => {
    const source = visible(input.columns).find(column => column.name === (sources.get(name) ?? name));
    if (!source) throw unsupported(`The column '${name}' here`, node);
    const column = source.name === name ? source : ids.column(name, source.type);
    return { column, value: columnReference(source) };
  });
  return project(input, [...outputs, ...alongHidden(input)]);
};
