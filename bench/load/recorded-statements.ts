/** What the store asks of PostgreSQL, to ask the same again without the store. */
import type { Database } from '@vakt/store/database';
import type { Store } from '@vakt/store/store';
import type { Kysely, KyselyPlugin } from 'kysely';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const recording = (db: Kysely<Database>, statements: Statement[]): Kysely<Database> => {
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const { sql, parameters } = db.getExecutor().compileQuery(node, queryId);
      statements.push({ sql, parameters });
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return db.withPlugin(recorder);
};

/** A store that writes down the statements of its tenants. */
export const recordingStore = (
  store: Store,
): { store: Pick<Store, 'tenant' | 'scoped'>; statements: Statement[] } => {
  const statements: Statement[] = [];
  return {
    statements,
    store: {
      tenant: id => recording(store.tenant(id), statements),
      scoped: (id, groups) => recording(store.scoped(id, groups), statements),
    },
  };
};
