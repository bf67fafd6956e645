/** Where upkeep says what somebody should know. */
export interface UpkeepLog {
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Work that is due now and then, whoever calls. */
export interface UpkeepTask {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

/** Tasks that repeat until they are stopped. */
export interface Upkeep {
  /** Starts nothing more, and resolves when what runs has ended. */
  close(): Promise<void>;
}

/**
 * Runs each task soon, and again whenever its time is over; a task that fails is said to have failed and comes again like
 * any other.
 *
 * @param firstMs how long to wait before the first round: a start has enough to do.
 */
export const startUpkeep = (tasks: readonly UpkeepTask[], log: UpkeepLog, firstMs: number): Upkeep => {
  const timers = new Map<UpkeepTask, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let isClosed = false;

  const arm = (task: UpkeepTask, delayMs: number): void => {
    if (isClosed) return;
    timers.set(task, setTimeout(() => begin(task), delayMs).unref());
  };

  const perform = async (task: UpkeepTask): Promise<void> => {
    try {
      await task.run();
    } catch (error) {
      log.error('upkeep failed', { task: task.name, error });
    }
  };

  const begin = (task: UpkeepTask): void => {
    const work = perform(task).finally(() => {
      running.delete(work);
      arm(task, task.everyMs);
    });
    running.add(work);
  };

  for (const task of tasks) arm(task, firstMs);
  return {
    close: async () => {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
};
