import { CompiledQuery, type Kysely, type KyselyPlugin } from 'kysely';
import type { Database } from '../src/database.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How PostgreSQL carried out a statement. */
export interface Explained {
  /** Tables that were read from one end to the other. */
  readonly sequentialScans: number;
  /** Rows and index entries that were touched, those that did not fit among them. */
  readonly touched: number;
  readonly plan: string;
}

const isScan = (node: PlanNode): boolean => node['Node Type'].endsWith('Scan');

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const touchedBy = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

/** Runs `ask` and explains the one statement that it sends. */
export const explain = async (
  db: Kysely<Database>,
  ask: (db: Kysely<Database>) => Promise<unknown>,
): Promise<Explained> => {
  let statement: CompiledQuery | undefined;
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statement = db.getExecutor().compileQuery(node, queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await ask(db.withPlugin(recorder));
  if (!statement) throw new Error('no statement was sent');
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly [{ Plan: PlanNode }] }>(
    CompiledQuery.raw(`explain (analyze, format json) ${statement.sql}`, [...statement.parameters]),
  );
  const [first] = rows;
  if (!first) throw new Error('no plan came back');
  const nodes = nodesOf(first['QUERY PLAN'][0].Plan).filter(isScan);
  return {
    sequentialScans: nodes.filter(node => node['Node Type'] === 'Seq Scan').length,
    touched: nodes.reduce((sum, node) => sum + touchedBy(node), 0),
    plan: JSON.stringify(first['QUERY PLAN'][0].Plan, undefined, 1),
  };
};
