import type { RowDraft } from '../draft.ts';

/** A row that waits for another event which may complete or replace it. */
export interface HeldRow {
  readonly draft: RowDraft;
  readonly epochMs: number;
}

interface Waiting extends HeldRow {
  readonly keys: readonly string[];
}

/**
 * Rows wait by number, not by time: some collectors write one log after the other, so that the companion of a file's
 * first event may be among its last.
 */
const MAX_HELD = 5_000;

/** Rows in the order in which they were held, each under its keys; when there are too many, the oldest go on alone. */
export class HeldRows {
  readonly #maxHeld: number;
  readonly #waiting = new Set<Waiting>();
  readonly #byKey = new Map<string, Waiting[]>();

  constructor(maxHeld = MAX_HELD) {
    this.#maxHeld = maxHeld;
  }

  /** Holds a row and returns the one that has to go for it. */
  hold(keys: readonly string[], row: HeldRow): readonly RowDraft[] {
    const waiting: Waiting = { ...row, keys };
    this.#waiting.add(waiting);
    for (const key of keys) {
      const others = this.#byKey.get(key);
      if (others) others.push(waiting);
      else this.#byKey.set(key, [waiting]);
    }
    return this.#waiting.size > this.#maxHeld ? this.#release(1) : [];
  }

  /** Takes a row under `key` out of which `accept` says that it is the one; the last held first. */
  take(key: string, accept: (row: HeldRow) => boolean = () => true): HeldRow | undefined {
    const waiting = this.#byKey.get(key)?.findLast(accept);
    if (!waiting) return undefined;
    this.#remove(waiting);
    return waiting;
  }

  /** All that still wait. */
  finish(): readonly RowDraft[] {
    return this.#release(this.#waiting.size);
  }

  #release(count: number): readonly RowDraft[] {
    const released: RowDraft[] = [];
    for (const waiting of this.#waiting) {
      if (released.length === count) break;
      this.#remove(waiting);
      released.push(waiting.draft);
    }
    return released;
  }

  #remove(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    for (const key of waiting.keys) {
      const others = (this.#byKey.get(key) ?? []).filter(other => other !== waiting);
      if (others.length > 0) this.#byKey.set(key, others);
      else this.#byKey.delete(key);
    }
  }
}
