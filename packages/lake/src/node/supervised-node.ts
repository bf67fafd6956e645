import { setTimeout as delay } from 'node:timers/promises';
import type { Entropy } from '@vakt/contract/entropy';
import { closeClients, connectClients, type EngineClients } from './clients.ts';
import { type Readers, readerName } from './configuration.ts';
import type { EngineHost } from './engine-host.ts';
import { type PrivateNode, startPrivateNode } from './private-node.ts';

const FIRST_RESTART_PAUSE_MS = 100;
const LONGEST_RESTART_PAUSE_MS = 30_000;

export interface SupervisionOptions {
  /** The node's folder; it owns it. */
  readonly folder: string;
  readonly entropy: Entropy;
  readonly readers: Readers;
  /** Told of a node that ended, or that does not come up again. */
  readonly onProblem: (problem: string) => void;
  /** Called when the node is up again. */
  readonly onRestart: () => void;
}

const connect = ({ address: { url, passwords } }: PrivateNode, { seats }: Readers): EngineClients =>
  connectClients(url, {
    writer: { username: 'writer', password: passwords.writer },
    readers: Array.from({ length: seats }, (_, seat) => ({
      username: readerName(seat),
      password: passwords.reader,
    })),
    administrator: { username: 'administrator', password: passwords.administrator },
  });

/** Keeps a private node running: one that ends though nobody stopped it is started again, ever more slowly if it must. */
export class SupervisedNode implements EngineHost {
  readonly #options: SupervisionOptions;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #node: PrivateNode;
  #clients: EngineClients;
  /** Pending while the node is away. */
  #available: PromiseWithResolvers<EngineClients>;

  private constructor(options: SupervisionOptions, node: PrivateNode) {
    this.#options = options;
    this.#node = node;
    this.#clients = connect(node, options.readers);
    this.#available = Promise.withResolvers();
    this.#available.resolve(this.#clients);
    this.#watching = this.#watch();
  }

  /** @throws Error when the node does not come up the first time. */
  static async start(options: SupervisionOptions): Promise<SupervisedNode> {
    const { folder, entropy, readers } = options;
    return new SupervisedNode(options, await startPrivateNode(folder, entropy, readers));
  }

  /** The node's process now; another one after a restart. */
  get pid(): number {
    return this.#node.pid;
  }

  get clients(): Promise<EngineClients> {
    return this.#available.promise;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#node.ended;
      this.#available = Promise.withResolvers();
      // Whoever waits is told at the end; nobody may be waiting at all.
      this.#available.promise.catch(() => undefined);
      if (!signal.aborted)
        this.#options.onProblem('the private ClickHouse node ended unexpectedly and is started again');
      await closeClients(this.#clients);
      await this.#restart(signal);
    }
  }

  async #restart(signal: AbortSignal): Promise<void> {
    let pauseMs = FIRST_RESTART_PAUSE_MS;
    while (!signal.aborted) {
      try {
        const { folder, entropy, readers } = this.#options;
        this.#node = await startPrivateNode(folder, entropy, readers);
        this.#clients = connect(this.#node, readers);
        this.#available.resolve(this.#clients);
        this.#options.onRestart();
        return;
      } catch (error) {
        this.#options.onProblem((error as Error).message);
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_PAUSE_MS);
      }
    }
    this.#available.reject(new Error('The lake is closed.'));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await closeClients(this.#clients);
    await this.#node.stop();
    await this.#watching;
    // The node may have been on its way up again when the stop came.
    await this.#node.stop();
  }
}
