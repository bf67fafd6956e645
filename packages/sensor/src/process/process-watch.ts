import { readdirSync } from 'node:fs';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { ProcessStart } from '../capture/kernel-event.ts';
import type { BootClock } from '../time/boot-clock.ts';
import type { FileHasher } from './file-hashes.ts';
import type { ProcessContext } from './process-columns.ts';
import { processRow, vanishedRow } from './process-row.ts';
import type { KnownProcess } from './process-table.ts';
import { type ProcessFacts, readProcess } from './read-process.ts';

/** What the watch needs. */
export interface ProcessWatchOptions {
  readonly context: ProcessContext;
  readonly hasher: FileHasher;
  readonly clock: BootClock;
  /** Programs that an earlier run of the sensor has reported in this boot, as `programKey` names them. */
  readonly alreadyReported: ReadonlySet<string>;
  readonly emit: (row: HuntingRow) => void;
}

/** One text for one program in one process. */
export const programKey = ({ pid, startTicks, file }: ProcessFacts): string =>
  `${pid}:${startTicks}:${file?.device ?? ''}:${file?.inode ?? ''}`;

const runningIds = (): number[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);

/** Reports processes: those that run already, then each that starts. */
export class ProcessWatch {
  readonly #options: ProcessWatchOptions;
  readonly #reported: Set<string>;

  constructor(options: ProcessWatchOptions) {
    this.#options = options;
    this.#reported = new Set(options.alreadyReported);
  }

  /** Programs that were reported and still run: what a later run of the sensor need not report again. */
  stillReported(): string[] {
    const running = new Set(this.#options.context.table.all().map(({ facts }) => programKey(facts)));
    for (const key of this.#reported) if (!running.has(key)) this.#reported.delete(key);
    return [...this.#reported];
  }

  /** Reports a start, once its executable is hashed; not one of which nothing but an id was ever seen. */
  async report(start: ProcessStart): Promise<void> {
    const { context, hasher, clock, emit } = this.#options;
    const process = context.table.learn(start);
    const time = clock.unixNsOf(start.executedBootNs ?? clock.now());
    if (process) {
      this.#note(process);
      emit(await processRow(process, time, 'Started', context));
    } else if (start.executedBootNs !== undefined)
      emit(await vanishedRow(start, time, context, hasher, clock));
  }

  /** Reports what runs already, one process after the other so that starts are not kept waiting. */
  async reportRunning(): Promise<void> {
    const { context, clock, emit } = this.#options;
    const found = runningIds().map(pid => this.#meet(readProcess(pid)));
    const now = clock.unixNsOf(clock.now());
    for (const process of found) {
      if (!process || this.#reported.has(programKey(process.facts))) continue;
      this.#note(process);
      emit(await processRow(process, now, 'AlreadyRunning', context));
    }
  }

  #note({ facts }: KnownProcess): void {
    this.#reported.add(programKey(facts));
  }

  #meet(facts: ProcessFacts | undefined): KnownProcess | undefined {
    if (!facts || facts.isKernelThread) return undefined;
    return this.#options.context.table.learn({ facts, createdBootNs: undefined, executableFd: undefined });
  }
}
