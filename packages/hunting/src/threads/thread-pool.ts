import type { TenantId } from '@vakt/contract/ids';
import { fail, type Result } from '@vakt/contract/result';
import { TooManyQueries, Turns } from '@vakt/lake/query/turns';
import { AnsweringThread, type Patience, type ThreadFailure } from './answering-thread.ts';

/** Why a question got no answer; `busy` where too many of its tenant wait, `left` where the caller went away. */
export type PoolFailure = ThreadFailure | 'busy' | 'left' | 'closed';

export interface ThreadPoolOptions {
  /** What the threads run: it takes a question as a message and answers with one. */
  readonly script: URL;
  /** Threads at most: each with the language service takes some 150 MB. */
  readonly threads: number;
  readonly heapMegabytes: number;
  /** Questions of one tenant that may wait. */
  readonly waitingOfTenant: number;
  readonly patience: Patience;
}

/** How long a thread beside the first is kept for when it is needed again. */
const IDLE_MS = 60_000;

/**
 * A few threads that answer tenants in turn. A tenant has one question answered at a time, so that a text that takes long
 * holds up its own tenant alone. Threads start when they are needed, and all but one end when they no longer are.
 */
export class ThreadPool<Question, Answer> {
  readonly #options: ThreadPoolOptions;
  readonly #turns: Turns;
  readonly #idle: AnsweringThread<Question, Answer>[] = [];
  readonly #busy = new Set<AnsweringThread<Question, Answer>>();
  #retirement: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
    const { threads: running, waitingOfTenant } = options;
    this.#turns = new Turns({ running, runningOfTenant: 1, waitingOfTenant });
  }

  /** How many threads there are. */
  get size(): number {
    return this.#idle.length + this.#busy.size;
  }

  /** Starts the first thread, so that the first question does not wait for it. */
  warm(): void {
    if (this.size === 0 && !this.#isClosed) this.#idle.push(this.#start());
  }

  async ask(
    tenant: TenantId,
    question: Question,
    signal?: AbortSignal,
  ): Promise<Result<Answer, PoolFailure>> {
    try {
      return await this.#turns.take(tenant, signal, () => this.#answer(question));
    } catch (error) {
      if (error instanceof TooManyQueries) return fail('busy');
      if (signal?.aborted) return fail('left');
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retirement);
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map(thread => thread.end()));
  }

  async #answer(question: Question): Promise<Result<Answer, PoolFailure>> {
    if (this.#isClosed) return fail('closed');
    const thread = this.#take();
    const answer = await thread.ask(question, this.#options.patience);
    this.#giveBack(thread);
    return this.#isClosed && !answer.ok ? fail('closed') : answer;
  }

  #start(): AnsweringThread<Question, Answer> {
    return new AnsweringThread(this.#options.script, this.#options.heapMegabytes);
  }

  #take(): AnsweringThread<Question, Answer> {
    let thread = this.#idle.shift();
    while (thread?.isEnded) thread = this.#idle.shift();
    thread ??= this.#start();
    this.#busy.add(thread);
    return thread;
  }

  /** The thread that was used last is used next: its code is the warmest, and the others can end. */
  #giveBack(thread: AnsweringThread<Question, Answer>): void {
    this.#busy.delete(thread);
    if (thread.isEnded || this.#isClosed) return;
    this.#idle.unshift(thread);
    if (this.#idle.length > 1) this.#retireLater();
  }

  #retireLater(): void {
    this.#retirement ??= setTimeout(() => {
      this.#retirement = undefined;
      for (const thread of this.#idle.splice(1)) void thread.end();
    }, IDLE_MS).unref();
  }
}
