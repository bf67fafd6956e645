import {
  type Completions,
  type Description,
  type Diagnostic,
  QUERY_EDITOR_PATH,
} from '@vakt/contract/hunting/query-editor';
import type { Graph } from '../../data/graph.ts';

/** What the editor asks about a text; `undefined` where there is no answer, for help that fails must not disturb. */
export interface QueryService {
  completions(query: string, position: number): Promise<Completions | undefined>;
  description(query: string, position: number): Promise<string | undefined>;
  diagnostics(query: string): Promise<readonly Diagnostic[]>;
}

/** The server's help with queries, asked as the person: it knows the tenant's tables and saved functions. */
export const queryService = (graph: Graph): QueryService => {
  const ask = async <Reply>(about: string, body: unknown): Promise<Reply | undefined> =>
    graph
      .for('Hunting')
      .post<Reply>(`${QUERY_EDITOR_PATH}/${about}`, body)
      .catch(() => undefined);
  return {
    completions: (query, position) => ask<Completions>('completions', { query, position }),
    description: async (query, position) =>
      (await ask<Description>('description', { query, position }))?.description || undefined,
    diagnostics: async query =>
      (await ask<{ diagnostics: readonly Diagnostic[] }>('diagnostics', { query }))?.diagnostics ?? [],
  };
};
