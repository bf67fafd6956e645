import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '@vakt/contract/result';

/** How long a thread may take over a question, in milliseconds. */
export interface Patience {
  readonly answerMs: number;
  /** The same for a thread's first question: a busy machine takes seconds to load the language service. */
  readonly startMs: number;
}

/** Why a thread gave no answer: it took too long, or it ended (too much memory, a fault, the end of the pool). */
export type ThreadFailure = 'too-slow' | 'ended';

/** A thread that answers one question at a time: what it takes longer over than it may ends it. */
export class AnsweringThread<Question, Answer> {
  readonly #worker: Worker;
  #isLoaded = false;
  #isEnded = false;

  constructor(script: URL, heapMegabytes: number) {
    this.#worker = new Worker(script, {
      resourceLimits: { stackSizeMb: 32, maxOldGenerationSizeMb: heapMegabytes },
    });
    // Its end is told by `exit`; without a listener an error would end the process.
    this.#worker.on('error', () => undefined);
    this.#worker.once('exit', () => {
      this.#isEnded = true;
    });
    this.#worker.unref();
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  ask(question: Question, { answerMs, startMs }: Patience): Promise<Result<Answer, ThreadFailure>> {
    const worker = this.#worker;
    const { promise, resolve } = Promise.withResolvers<Result<Answer, ThreadFailure>>();
    const answered = (answer: Answer): void => {
      this.#isLoaded = true;
      resolve(ok(answer));
    };
    const ended = (): void => resolve(fail('ended'));
    const giveUp = (): void => {
      resolve(fail('too-slow'));
      void this.end();
    };
    const timer = setTimeout(giveUp, this.#isLoaded ? answerMs : startMs);
    worker.once('message', answered).once('exit', ended);
    worker.ref();
    worker.postMessage(question);
    return promise.finally(() => {
      clearTimeout(timer);
      worker.off('message', answered).off('exit', ended).unref();
    });
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.terminate();
  }
}
