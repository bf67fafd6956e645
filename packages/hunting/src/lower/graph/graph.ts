import type { BoundNode } from '../../bind/bound-node.ts';
import { isTextual, type KustoType } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { withFixedRows } from '../../plan/fixed-rows.ts';
import { withNewColumns } from '../../plan/new-columns.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { isArbitrary } from '../../plan/walk.ts';
import { type Lowering, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';

/** Rows that are a graph's edges; columns whose names begin with `$` no query sees. */
export interface Edges {
  readonly relation: Relation;
  /** Texts: the nodes at both ends, and what tells the edge from others. */
  readonly source: Column;
  readonly target: Column;
  readonly edge: Column;
  /** The properties. */
  readonly columns: readonly Column[];
}

/** Rows that are a graph's nodes, each node once. */
export interface Nodes {
  readonly relation: Relation;
  readonly id: Column;
  readonly columns: readonly Column[];
}

/** What `make-graph` makes. */
export interface Graph {
  readonly edges: Edges;
  readonly nodes: Nodes;
  /** The ids of all nodes, some of them more than once. */
  readonly nodeIds: Pick<Nodes, 'relation' | 'id'>;
  /** The type of the values by which nodes are told apart, before they became texts. */
  readonly idType: KustoType;
}

const passing = (columns: readonly Column[]): Output[] =>
  columns.map(column => ({ column, value: columnReference(column) }));

const asText = (value: Expression): Expression =>
  value.type === 'string' ? value : call('tostring', 'string', value);

/** What tells a node from others: its id, and in a partitioned graph the partition that it is in. */
const idOf = (key: Column, partition: Column | undefined): Expression => {
  const id = asText(columnReference(key));
  if (!partition) return id;
  return asText(call('pack_array', 'dynamic', asText(columnReference(partition)), id));
};

const columnAt = (node: BoundNode, role: string, rows: Relation, lowering: Lowering): Column => {
  const child = node.child(role);
  const value = child && lowering.expression(child, rows);
  if (value?.kind !== 'column') throw meaningless('A graph needs a column for its nodes.', child ?? node);
  return value.column;
};

/**
 * The rows with a text that tells each from all others: their values and, among rows that are equal in all of them, a
 * number. It is the same wherever the rows are read again, which their place in the table would not be.
 */
const identified = (rows: Relation, { ids }: Lowering): { rows: Relation; edge: Column } => {
  const number = ids.column('$number', 'long');
  const values = visible(rows.columns).map(columnReference);
  const one = constant('long', 1n);
  const row = { name: 'row_number', type: 'long', arguments: [one], restart: undefined } as const;
  const numbered: Relation = {
    kind: 'window',
    columns: [...rows.columns, number],
    input: rows,
    calls: [{ column: number, call: row }],
    keys: values,
  };
  const edge = ids.column('$edge', 'string');
  const all = call('pack_array', 'dynamic', ...values, columnReference(number));
  const value = call('hash_sha256', 'string', call('tostring', 'string', all));
  return { rows: project(numbered, [...passing(rows.columns), { column: edge, value }]), edge };
};

const edgesOf = (node: BoundNode, anyRows: Relation, lowering: Lowering) => {
  const input = withFixedRows(anyRows);
  if (isArbitrary(input)) throw unsupported('A graph of rows that no order fixes', node);
  const columns = visible(input.columns);
  const ends = [
    columnAt(node, 'SourceColumn', input, lowering),
    columnAt(node, 'TargetColumn', input, lowering),
  ] as const;
  const clause = node.child('PartitionedByClause');
  const partition = clause && columnAt(clause, 'Entity', input, lowering);
  const { rows, edge } = identified(project(input, passing(columns)), lowering);
  const [source, target] = ['$source', '$target'].map(name => lowering.ids.column(name, 'string'));
  if (!source || !target) throw meaningless('An edge has two ends.', node);
  const outputs = [
    { column: source, value: idOf(ends[0], partition) },
    { column: target, value: idOf(ends[1], partition) },
  ];
  const relation = project(rows, [...passing([...columns, edge]), ...outputs]);
  return { edges: { relation, source, target, edge, columns } satisfies Edges, ends, partition };
};

/** A table of nodes, or of the nodes at one end of the edges. */
interface Part {
  readonly rows: Relation;
  readonly key: Column;
  readonly partition: Column | undefined;
  /** What each property of a node takes from the rows. */
  readonly values: ReadonlyMap<string, Column>;
}

const tablesOf = (clause: BoundNode, partition: Column | undefined, lowering: Lowering): Part[] =>
  clause.list('TablesAndKeys').map(item => {
    const table = item.child('Table');
    if (!table) throw meaningless('A graph needs its nodes.', item);
    const rows = lowering.relation(table);
    const key = columnAt(item, 'Column', rows, lowering);
    const values = new Map(visible(rows.columns).map(column => [column.name, column]));
    if (partition && !values.has(partition.name))
      throw meaningless(`The nodes of a graph by '${partition.name}' have that column, too.`, item);
    return { rows, key, partition: partition && values.get(partition.name), values };
  });

/** The names of the properties that a node has which no table of nodes tells of: what all tables call their key. */
const keyNames = (tables: readonly Part[], clause: BoundNode | undefined): ReadonlySet<string> => {
  if (clause?.kind === 'MakeGraphWithImplicitIdClause')
    return new Set([clause.child('Name')?.simpleName ?? '']);
  const names = new Set(tables.map(({ key }) => key.name));
  return names.size === 1 ? names : new Set();
};

const propertiesOf = (
  tables: readonly Part[],
  names: ReadonlySet<string>,
  end: Column,
  node: BoundNode,
  { ids }: Lowering,
): Column[] => {
  const properties = new Map<string, Column>();
  const given = tables.flatMap(({ values }) => [...values.values()]);
  const keys = tables.length > 0 ? [] : [...names].map(name => ({ name, type: end.type }));
  for (const { name, type } of [...given, ...keys]) {
    const known = properties.get(name);
    if (known && known.type !== type)
      throw unsupported(`The property '${name}' of two types in one graph`, node);
    properties.set(name, known ?? ids.column(name, type));
  }
  return [...properties.values()];
};

const aligned = (
  { rows, key, partition, values }: Part,
  properties: readonly Column[],
  { ids }: Lowering,
): Relation =>
  project(rows, [
    { column: ids.column('$id', 'string'), value: idOf(key, partition) },
    ...properties.map(({ name, type }): Output => {
      const source = values.get(name);
      const nothing = constant(type, isTextual(type) ? '' : null);
      return { column: ids.column(name, type), value: source ? columnReference(source) : nothing };
    }),
  ]);

/** Tables and ends of edges together; of a node that several rows tell of, each property from one that has it. */
const merged = (parts: readonly Relation[], properties: readonly Column[], { ids }: Lowering): Nodes => {
  const id = ids.column('$id', 'string');
  const columns = [id, ...properties];
  const union: Relation = { kind: 'union', columns, inputs: parts };
  const results = properties.map(({ name, type }) => ids.column(name, type));
  const relation: Relation = {
    kind: 'aggregate',
    columns: [id, ...results],
    input: union,
    keys: passing([id]),
    calls: properties.map((property, place) => ({
      column: results[place] ?? property,
      call: {
        kind: 'aggregate-call',
        name: 'take_any',
        type: property.type,
        argument: columnReference(property),
        condition: undefined,
        limit: undefined,
      },
    })),
    picks: [],
  };
  return { relation, id, columns: results };
};

const checkKeys = (tables: readonly Part[], ends: readonly [Column, Column], node: BoundNode): void => {
  const kinds = new Set([...ends, ...tables.map(({ key }) => key)].map(({ type }) => type));
  if (kinds.size > 1) throw unsupported('A graph whose nodes have ids of several types', node);
};

/** `make-graph source --> target with nodes on id`; one graph, too, where the nodes of partitions are apart. */
export const lowerMakeGraph = (node: BoundNode, input: Relation, lowering: Lowering): Graph => {
  const clause = node.child('WithClause');
  const { edges, ends, partition } = edgesOf(node, input, lowering);
  const tables =
    clause?.kind === 'MakeGraphWithTablesAndKeysClause' ? tablesOf(clause, partition, lowering) : [];
  checkKeys(tables, ends, node);
  const names = keyNames(tables, clause);
  const properties = propertiesOf(tables, names, ends[0], node, lowering);
  const atEnds = ends.map(
    (key): Part => ({
      rows: edges.relation,
      key,
      partition,
      values: new Map([...names].map(name => [name, key])),
    }),
  );
  const parts = [...tables, ...atEnds].map(part => aligned(part, properties, lowering));
  const id = lowering.ids.column('$id', 'string');
  const columns = [id, ...properties.map(({ name, type }) => lowering.ids.column(name, type))];
  const inputs = parts.map(part => withNewColumns(part, lowering.ids));
  return {
    edges,
    nodes: merged(parts, properties, lowering),
    nodeIds: { relation: { kind: 'union', columns, inputs }, id },
    idType: partition ? 'dynamic' : ends[0].type,
  };
};
