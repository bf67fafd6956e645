import type { TenantId } from '@vakt/contract/ids';
import { fail } from '@vakt/contract/result';
import { AmendedText, type Insertion } from '../bind/amended-text.ts';
import { type PoolFailure, ThreadPool } from '../threads/thread-pool.ts';
import type { Compilation, CompileRequest } from './messages.ts';
import { PlanCache } from './plan-cache.ts';

const refused = (kind: 'resources' | 'unavailable' | 'timeout', message: string): Compilation =>
  fail({ kind, message, line: 1, column: 1 });

const FAILURES: Readonly<Record<PoolFailure, Compilation>> = {
  'too-slow': refused('resources', 'The query takes too long to analyse.'),
  ended: refused('resources', 'The query takes too much memory to analyse.'),
  busy: refused('unavailable', 'Too many queries of this tenant wait to be analysed; try again shortly.'),
  left: refused('timeout', 'The query ended before it was analysed.'),
  closed: refused('unavailable', 'The hunting engine is closed.'),
};

export interface CompilerOptions {
  /** Threads at most. */
  readonly threads?: number;
  /** How long one text may take, in milliseconds: analysis can be exponential, and then its thread is given up. */
  readonly answerMs?: number;
}

/** Twenty times what the slowest published query takes. */
const DEFAULT_ANSWER_MS = 10_000;

/** Text to plan, in threads of their own, tenant by tenant; plans are kept. */
export class Compiler {
  readonly #cache = new PlanCache();
  readonly #pool: ThreadPool<CompileRequest, Compilation>;

  constructor({ threads = 3, answerMs = DEFAULT_ANSWER_MS }: CompilerOptions = {}) {
    this.#pool = new ThreadPool({
      script: new URL('./worker.ts', import.meta.url),
      threads,
      heapMegabytes: 1_024,
      waitingOfTenant: 100,
      patience: { answerMs, startMs: 60_000 },
    });
  }

  /** Starts a thread, so that the first query does not wait for it. */
  warm(): void {
    this.#pool.warm();
  }

  /** The plan of `text`; `insertions` state columns that its rows told. */
  async compile(
    tenant: TenantId,
    text: string,
    insertions: readonly Insertion[] = [],
    signal?: AbortSignal,
  ): Promise<Compilation> {
    const key = new AmendedText(text, insertions).text;
    const known = this.#cache.get(key);
    if (known) return known;
    const answer = await this.#pool.ask(tenant, { text, insertions }, signal);
    if (!answer.ok) return FAILURES[answer.error];
    this.#cache.set(key, answer.value);
    return answer.value;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
