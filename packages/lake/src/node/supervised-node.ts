import { setTimeout as delay } from 'node:timers/promises';
import type { Entropy } from '@vakt/contract/entropy';
import { closeClients, connectClients, type EngineClients } from './clients.ts';
import { type PrivateNode, startPrivateNode } from './private-node.ts';

const FIRST_RESTART_PAUSE_MS = 100;
const LONGEST_RESTART_PAUSE_MS = 30_000;

/** Keeps a private node running: one that ends though nobody stopped it is started again, ever more slowly if it must. */
export class SupervisedNode {
  readonly #folder: string;
  readonly #entropy: Entropy;
  readonly #onProblem: (problem: string) => void;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #node: PrivateNode;
  #clients: EngineClients;
  /** Pending while the node is away. */
  #available: PromiseWithResolvers<EngineClients>;

  private constructor(
    folder: string,
    entropy: Entropy,
    onProblem: (problem: string) => void,
    node: PrivateNode,
  ) {
    this.#folder = folder;
    this.#entropy = entropy;
    this.#onProblem = onProblem;
    this.#node = node;
    this.#clients = connectClients(node.address);
    this.#available = Promise.withResolvers();
    this.#available.resolve(this.#clients);
    this.#watching = this.#watch();
  }

  /** @throws Error when the node does not come up the first time. */
  static async start(
    folder: string,
    entropy: Entropy,
    onProblem: (problem: string) => void,
  ): Promise<SupervisedNode> {
    return new SupervisedNode(folder, entropy, onProblem, await startPrivateNode(folder, entropy));
  }

  /** The node's process now; another one after a restart. */
  get pid(): number {
    return this.#node.pid;
  }

  /** Clients of the running node; waits while it is being started again. */
  get clients(): Promise<EngineClients> {
    return this.#available.promise;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await this.#node.ended;
      if (signal.aborted) return;
      this.#available = Promise.withResolvers();
      // Whoever waits is told at the end; nobody may be waiting at all.
      this.#available.promise.catch(() => undefined);
      this.#onProblem('the private ClickHouse node ended unexpectedly and is started again');
      await closeClients(this.#clients);
      await this.#restart(signal);
      if (signal.aborted) return;
    }
  }

  async #restart(signal: AbortSignal): Promise<void> {
    for (
      let pauseMs = FIRST_RESTART_PAUSE_MS;
      !signal.aborted;
      pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_PAUSE_MS)
    ) {
      try {
        this.#node = await startPrivateNode(this.#folder, this.#entropy);
        this.#clients = connectClients(this.#node.address);
        this.#available.resolve(this.#clients);
        return;
      } catch (error) {
        this.#onProblem((error as Error).message);
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
    this.#available.reject(new Error('The lake is closed.'));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await closeClients(this.#clients);
    await this.#node.stop();
    await this.#watching;
    await this.#node.stop();
  }
}
