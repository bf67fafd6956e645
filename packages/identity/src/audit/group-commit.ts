import { endOfTurn } from '../end-of-turn.ts';

/** How much one write may hold, and how much may wait. */
export interface GroupCommitLimits {
  readonly largestBatch: number;
  /** Beyond that many waiting items new ones are refused: a store that has fallen so far behind is not there. */
  readonly mostWaiting: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly settle: (error?: unknown) => void;
}

/**
 * Writes items that come at the same time together: those of one turn of the event loop, and while one write is under way
 * the next batch gathers. Alone, an item waits for its own write only; under load one write carries hundreds.
 */
export class GroupCommit<Item> {
  readonly #write: (items: readonly Item[]) => Promise<void>;
  readonly #limits: GroupCommitLimits;
  #waiting: Waiting<Item>[] = [];
  #isWriting = false;

  constructor(write: (items: readonly Item[]) => Promise<void>, limits: GroupCommitLimits) {
    this.#write = write;
    this.#limits = limits;
  }

  /**
   * Resolves when `item` was written.
   *
   * @throws what the write threw, or an Error when too many wait.
   */
  add(item: Item): Promise<void> {
    if (this.#waiting.length >= this.#limits.mostWaiting)
      return Promise.reject(new Error(`More than ${this.#limits.mostWaiting} entries wait to be written.`));
    return new Promise<void>((resolve, reject) => {
      const settle = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ item, settle });
      if (!this.#isWriting) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    await endOfTurn();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#limits.largestBatch);
      this.#waiting = this.#waiting.slice(this.#limits.largestBatch);
      await this.#writeBatch(batch);
    }
    this.#isWriting = false;
  }

  async #writeBatch(batch: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.#write(batch.map(({ item }) => item));
    } catch (error) {
      for (const { settle } of batch) settle(error ?? new Error('The write failed.'));
      return;
    }
    for (const { settle } of batch) settle();
  }
}
