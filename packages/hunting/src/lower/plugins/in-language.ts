import { bindQuery } from '../../bind/bind.ts';
import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { columnReference, type Expression } from '../../plan/expression.ts';
import { withNewColumns } from '../../plan/new-columns.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { isArbitrary } from '../../plan/walk.ts';
import { convert } from '../conversion.ts';
import type { Environment, Variable } from '../lowering.ts';
import { Refusal, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { lowerStatements } from '../statements.ts';
import type { PluginCall } from './plugin.ts';

/** A plug-in in the language itself: a query over `T`, and what the names in it stand for. */
export interface Definition {
  /** The columns of `T`, over the plug-in's input. */
  readonly columns: Readonly<Record<string, Expression>>;
  /** Scalars by name. */
  readonly scalars: Readonly<Record<string, Expression>>;
  readonly query: string;
}

const nothing = (type: KustoType): string => (type === 'string' ? '""' : `${type}(null)`);

/** What the query's names are declared to be, so that it can be bound: a statement each. */
const declarations = ({ columns, scalars }: Definition): string[] => {
  const schema = Object.entries(columns).map(([name, { type }]) => `${name}: ${type}`);
  const values = Object.entries(scalars).map(([name, { type }]) => `let ${name} = ${nothing(type)};`);
  return [`let T = datatable(${schema.join(', ')}) [];`, ...values];
};

const environmentOf = (
  { columns, scalars }: Definition,
  { input, node, lowering: { ids } }: PluginCall,
): Environment => {
  const outputs = Object.entries(columns).map(
    ([name, value]): Output => ({ column: ids.column(name, value.type), value }),
  );
  const rows = project(input, outputs);
  const known = Object.entries(scalars).map(([name, expression]): [string, Variable] => [
    name,
    { kind: 'scalar', expression },
  ]);
  let uses = 0;
  const lower = (): Relation => {
    uses += 1;
    if (uses > 1 && isArbitrary(input)) throw unsupported('Reading rows twice that chance makes', node);
    return withNewColumns(rows, ids);
  };
  return new Map<string, Variable>([...known, ['T', { kind: 'tabular', lower }]]);
};

/** The definition's rows; what it cannot be made of is the plug-in's failure, where the query has it. */
const lowerBody = (definition: Definition, plugin: PluginCall): Relation => {
  const declared = declarations(definition);
  const bound = bindQuery([...declared, definition.query].join('\n'));
  if (!bound.ok) throw unsupported(`The plug-in of these types (${bound.error.message})`, plugin.node);
  const { root } = bound.value;
  const statements: BoundNode[] = root.list('Statements').slice(declared.length);
  const inner = plugin.lowering.within(environmentOf(definition, plugin));
  try {
    return lowerStatements(statements, root, inner);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { start, length } = plugin.node;
    throw new Refusal(error.kind, error.message, { start, length });
  }
};

/** The plug-in's rows, under the names and types that the binder gives its columns. */
export const inLanguage = (definition: Definition, plugin: PluginCall): Relation => {
  const { lowering, node } = plugin;
  const relation = lowerBody(definition, plugin);
  const columns = node.columns ?? [];
  if (columns.length !== relation.columns.length) throw unsupported('The plug-in with these columns', node);
  const renamed = relation.columns.map((source, index): Output => {
    const { name, type } = columns[index] ?? { name: '', type: '' };
    const wanted = scalarType(type, node);
    const value = convert(columnReference(source), wanted, node);
    return { column: lowering.ids.column(name, wanted), value };
  });
  return project(relation, renamed);
};
