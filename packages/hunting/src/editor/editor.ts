import type { TenantId } from '@vakt/contract/ids';
import { ThreadPool } from '../threads/thread-pool.ts';
import type { EditorAnswer, EditorQuestion } from './messages.ts';

/** Why an editor gets no answer. */
export type EditorFailure = 'busy' | 'not-understood';

/** Answers editors, a question of a tenant at a time, in threads of their own. */
export interface QueryEditor {
  ask(tenant: TenantId, question: EditorQuestion): Promise<EditorAnswer | EditorFailure>;
  close(): Promise<void>;
}

/** An editor's service. Nothing is loaded until the first question. */
export const createQueryEditor = (): QueryEditor => {
  const pool = new ThreadPool<EditorQuestion, EditorAnswer | undefined>({
    script: new URL('./worker.ts', import.meta.url),
    threads: 2,
    heapMegabytes: 512,
    // People who type ask again at once: who is this far behind is not waited for.
    waitingOfTenant: 32,
    patience: { answerMs: 10_000, startMs: 60_000 },
  });
  return {
    ask: async (tenant, question) => {
      const answer = await pool.ask(tenant, question);
      if (answer.ok) return answer.value ?? 'not-understood';
      return answer.error === 'busy' ? 'busy' : 'not-understood';
    },
    close: () => pool.close(),
  };
};
