import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fail, type Result } from '@vakt/contract/result';
import { AmendedText, type Insertion } from '../bind/amended-text.ts';
import type { HuntingFailure } from '../failure.ts';
import type { Compiled, CompileReply, CompileRequest } from './messages.ts';
import { PlanCache } from './plan-cache.ts';

export type Compilation = Result<Compiled, HuntingFailure>;

/** Twenty times what the slowest published query takes; analysis can be exponential, and then its thread is given up. */
const MAX_COMPILE_MS = 10_000;

/** The same for a thread's first query: a busy machine takes seconds to load the language service. */
const MAX_START_MS = 60_000;

const tooSlow: Compilation = fail({
  kind: 'resources',
  message: 'The query takes too long to analyse.',
  line: 1,
  column: 1,
});
const closed: Compilation = fail({ kind: 'unavailable', message: 'The hunting engine is closed.' });

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Whether the thread has answered yet. */
  isLoaded: boolean;
}

const patience = ({ isLoaded }: Thread): number => (isLoaded ? MAX_COMPILE_MS : MAX_START_MS);

/** The compiler's thread, started when it is first needed: loading the language service takes half a second. */
export class Compiler {
  readonly #cache = new PlanCache();
  readonly #waiting = new Map<number, (reply: Compilation) => void>();
  #current: Thread | undefined;
  #lastId = 0;
  #isClosed = false;

  /** Starts the thread, so that the first query does not wait for it. */
  warm(): void {
    this.#thread();
  }

  /** The plan of `text`; `insertions` state columns that its rows told. */
  async compile(text: string, insertions: readonly Insertion[] = []): Promise<Compilation> {
    const key = new AmendedText(text, insertions).text;
    const known = this.#cache.get(key);
    if (known) return known;
    if (this.#isClosed) return closed;
    const reply = await this.#ask(text, insertions);
    this.#cache.set(key, reply);
    return reply;
  }

  /** The plan of `text`, holding up this thread until it is there: for code that cannot wait otherwise. */
  compileNow(text: string, insertions: readonly Insertion[] = []): Compilation {
    const key = new AmendedText(text, insertions).text;
    const known = this.#cache.get(key);
    if (known) return known;
    if (this.#isClosed) return closed;
    const thread = this.#thread();
    const { port } = thread;
    const signal = new SharedArrayBuffer(4);
    const id = this.#send(port, text, signal, insertions);
    if (Atomics.wait(new Int32Array(signal), 0, 0, patience(thread)) === 'timed-out') return this.#giveUp();
    thread.isLoaded = true;
    const reply = this.#receiveUntil(port, id);
    this.#cache.set(key, reply);
    return reply;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#settleAll(closed);
    await this.#current?.worker.terminate();
    this.#current = undefined;
  }

  #thread(): Thread {
    if (this.#current) return this.#current;
    const { port1: port, port2 } = new MessageChannel();
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: port2,
      transferList: [port2],
      resourceLimits: { stackSizeMb: 32, maxOldGenerationSizeMb: 1024 },
    });
    const thread: Thread = { worker, port, isLoaded: false };
    port.on('message', (reply: CompileReply) => {
      thread.isLoaded = true;
      this.#settle(reply);
    });
    worker.on('error', () => this.#abandon(thread));
    worker.on('exit', () => this.#abandon(thread));
    worker.unref();
    port.unref();
    this.#current = thread;
    return thread;
  }

  #send(
    port: MessagePort,
    text: string,
    signal: SharedArrayBuffer | undefined,
    insertions: readonly Insertion[] = [],
  ): number {
    this.#lastId += 1;
    port.postMessage({ id: this.#lastId, text, insertions, signal } satisfies CompileRequest);
    return this.#lastId;
  }

  async #ask(text: string, insertions: readonly Insertion[]): Promise<Compilation> {
    const thread = this.#thread();
    const { port } = thread;
    const { promise, resolve } = Promise.withResolvers<Compilation>();
    const timer = setTimeout(() => this.#giveUp(), patience(thread));
    port.ref();
    this.#waiting.set(this.#send(port, text, undefined, insertions), resolve);
    const reply = await promise;
    clearTimeout(timer);
    if (this.#waiting.size === 0) port.unref();
    return reply;
  }

  /** Takes replies from the port by hand; those of callers that wait asynchronously are passed on to them. */
  #receiveUntil(port: MessagePort, id: number): Compilation {
    for (;;) {
      const received = receiveMessageOnPort(port) as { message: CompileReply } | undefined;
      if (!received) return closed;
      if (received.message.id === id) return received.message.result;
      this.#settle(received.message);
    }
  }

  #settle({ id, result }: CompileReply): void {
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }

  #settleAll(result: Compilation): void {
    for (const resolve of this.#waiting.values()) resolve(result);
    this.#waiting.clear();
  }

  #giveUp(): Compilation {
    const thread = this.#current;
    this.#current = undefined;
    this.#settleAll(tooSlow);
    void thread?.worker.terminate();
    return tooSlow;
  }

  #abandon(thread: Thread): void {
    if (this.#current !== thread) return;
    this.#current = undefined;
    this.#settleAll(tooSlow);
  }
}
