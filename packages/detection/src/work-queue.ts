/** Work that is waiting: one item of one owner, to be done once however often it was asked for. */
export interface WorkQueue {
  /** Asks for `item` of `owner` to be worked on in `delayMs`; sooner when it was asked for before. */
  add(owner: string, item: string, delayMs: number): void;
  /** Works on everything that waits now, without delay, and resolves when it is done. */
  settle(): Promise<void>;
  /** Whether `item` of `owner` waits or is worked on. */
  isBusy(owner: string, item: string): boolean;
  /** Takes no more work and resolves when what runs has ended; what waits is left. */
  close(): Promise<void>;
}

export interface WorkQueueOptions {
  /** The most items worked on at a time. */
  readonly concurrency: number;
  /** Never throws. */
  readonly work: (owner: string, item: string) => Promise<void>;
}

/** Due times are those of the process's own monotonic clock: they pace work and mean nothing outside. */
const elapsedMs = (): number => performance.now();

const nameOf = (owner: string, item: string): string => `${owner}\n${item}`;

/**
 * A queue that is fair between owners: after one item of an owner it is every other owner's turn. An item that is asked
 * for while it is worked on is worked on once more afterwards.
 */
export const createWorkQueue = ({ concurrency, work }: WorkQueueOptions): WorkQueue => {
  /** Owners in order of their turn; items with the time when they are due. */
  const waiting = new Map<string, Map<string, number>>();
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let closed = false;

  /** Takes the next item out, if one is due and there is room for it. */
  const takeDue = (): { owner: string; item: string } | undefined => {
    if (closed || running.size >= concurrency) return undefined;
    const now = elapsedMs();
    for (const [owner, items] of waiting)
      for (const [item, dueAt] of items) {
        if (dueAt > now || running.has(nameOf(owner, item))) continue;
        items.delete(item);
        waiting.delete(owner);
        if (items.size > 0) waiting.set(owner, items);
        return { owner, item };
      }
    return undefined;
  };

  const nextDueAt = (): number =>
    Math.min(
      ...[...waiting].flatMap(([owner, items]) =>
        [...items].flatMap(([item, dueAt]) => (running.has(nameOf(owner, item)) ? [] : [dueAt])),
      ),
    );

  const arm = (dueAt: number): void => {
    if (closed || dueAt >= armedFor || running.size >= concurrency) return;
    clearTimeout(timer);
    armedFor = dueAt;
    timer = setTimeout(pump, Math.max(0, dueAt - elapsedMs()));
    timer.unref();
  };

  const pump = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    for (let due = takeDue(); due; due = takeDue()) {
      const name = nameOf(due.owner, due.item);
      running.set(
        name,
        work(due.owner, due.item).finally(() => {
          running.delete(name);
          pump();
        }),
      );
    }
    arm(nextDueAt());
  };

  const add = (owner: string, item: string, delayMs: number): void => {
    const items = waiting.get(owner) ?? new Map<string, number>();
    const dueAt = Math.min(items.get(item) ?? Number.POSITIVE_INFINITY, elapsedMs() + delayMs);
    items.set(item, dueAt);
    waiting.set(owner, items);
    arm(dueAt);
  };

  return {
    add,
    settle: async () => {
      for (const items of waiting.values()) for (const item of items.keys()) items.set(item, 0);
      pump();
      while (running.size > 0) {
        await Promise.race(running.values());
        pump();
      }
    },
    isBusy: (owner, item) => running.has(nameOf(owner, item)) || waiting.get(owner)?.has(item) === true,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
};
