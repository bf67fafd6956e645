import { Worker } from 'node:worker_threads';
import type { EditorAnswer, EditorQuestion } from './messages.ts';

/** Why an editor gets no answer. */
export type EditorFailure = 'busy' | 'not-understood';

/** Answers editors, one question at a time, in a thread of its own. */
export interface QueryEditor {
  ask(question: EditorQuestion): Promise<EditorAnswer | EditorFailure>;
  close(): Promise<void>;
}

/** People who type ask again at once: who is this far behind is not waited for. */
const MOST_WAITING = 32;
const MOST_MS = 10_000;
/** The same for a thread's first question: loading the language service takes half a second, on a busy machine seconds. */
const MOST_START_MS = 60_000;

/** The thread, which lives while somebody writes queries: started by the first question, ended by one that takes too long. */
class EditorThread implements QueryEditor {
  #worker: Worker | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  ask(question: EditorQuestion): Promise<EditorAnswer | EditorFailure> {
    if (this.#waiting >= MOST_WAITING) return Promise.resolve('busy');
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#answer(question));
    this.#last = turn;
    return turn.finally(() => {
      this.#waiting -= 1;
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #answer(question: EditorQuestion): Promise<EditorAnswer | EditorFailure> {
    const patienceMs = this.#worker ? MOST_MS : MOST_START_MS;
    const worker = this.#worker ?? this.#start();
    const { promise, resolve } = Promise.withResolvers<EditorAnswer | EditorFailure>();
    const give = (answer: EditorAnswer | undefined): void => resolve(answer ?? 'not-understood');
    const giveUp = (): void => {
      this.#worker = undefined;
      void worker.terminate();
      resolve('not-understood');
    };
    const timer = setTimeout(giveUp, patienceMs);
    worker.once('message', give);
    worker.once('exit', giveUp);
    worker.ref();
    worker.postMessage(question);
    return promise.finally(() => {
      clearTimeout(timer);
      worker.off('message', give);
      worker.off('exit', giveUp);
      worker.unref();
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { stackSizeMb: 32, maxOldGenerationSizeMb: 512 },
    });
    // Its end is told by `exit`; without a listener an error would end the process.
    worker.on('error', () => undefined);
    this.#worker = worker;
    return worker;
  }
}

/** An editor's service. Nothing is loaded until the first question. */
export const createQueryEditor = (): QueryEditor => new EditorThread();
