import { existsSync, readFileSync } from 'node:fs';
import type { ProcessStart } from '../capture/kernel-event.ts';
import type { BootClock } from '../time/boot-clock.ts';
import type { FileHasher, FileHashes } from './file-hashes.ts';
import { parseStat } from './proc-stat.ts';
import { type ProcessFacts, readProcess } from './read-process.ts';

/** A process that the sensor has met. */
export interface KnownProcess {
  readonly facts: ProcessFacts;
  /** Nanoseconds since 1970; from the kernel's fork event when there was one, else in steps of 10 ms. */
  readonly createdNs: bigint;
  readonly hashes: Promise<FileHashes | undefined>;
}

const NS_PER_TICK = 10_000_000n;
const PROCESSES_KEPT = 16_384;

const currentStart = (pid: number): bigint | undefined => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.startTicks;
  } catch {
    return undefined;
  }
};

/** The processes of this machine by id: those that run, and those that ended a short time ago. */
export class ProcessTable {
  readonly #processes = new Map<number, KnownProcess>();
  readonly #clock: BootClock;
  readonly #hasher: FileHasher;

  constructor(clock: BootClock, hasher: FileHasher) {
    this.#clock = clock;
    this.#hasher = hasher;
  }

  /** Takes in a process start; `undefined` when nothing could be read of the process. */
  learn({
    facts,
    createdBootNs,
    executableFd,
  }: Pick<ProcessStart, 'facts' | 'createdBootNs' | 'executableFd'>) {
    if (!facts) return undefined;
    const known: KnownProcess = {
      facts,
      createdNs: this.#createdNs(facts, createdBootNs),
      hashes: this.#hashes(facts, executableFd),
    };
    this.#processes.delete(facts.pid);
    this.#processes.set(facts.pid, known);
    if (this.#processes.size > PROCESSES_KEPT) this.prune();
    return known;
  }

  /** The process that has this id now, or had it last. */
  find(pid: number): KnownProcess | undefined {
    const known = this.#processes.get(pid);
    const startTicks = currentStart(pid);
    if (startTicks === undefined || known?.facts.startTicks === startTicks) return known;
    return this.learn({ facts: readProcess(pid), createdBootNs: undefined, executableFd: undefined });
  }

  /** Forgets processes that have ended. */
  prune(): void {
    for (const pid of this.#processes.keys()) if (!existsSync(`/proc/${pid}`)) this.#processes.delete(pid);
  }

  /** The processes that are known now. */
  all(): readonly KnownProcess[] {
    return [...this.#processes.values()];
  }

  #createdNs(facts: ProcessFacts, createdBootNs: bigint | undefined): bigint {
    const before = this.#processes.get(facts.pid);
    if (before?.facts.startTicks === facts.startTicks) return before.createdNs;
    const byTicks = facts.startTicks * NS_PER_TICK;
    const isSame = createdBootNs !== undefined && createdBootNs / NS_PER_TICK - facts.startTicks <= 1n;
    return this.#clock.unixNsOf(isSame && createdBootNs >= byTicks ? createdBootNs : byTicks);
  }

  #hashes({ file, pid, executable }: ProcessFacts, fd: number | undefined): Promise<FileHashes | undefined> {
    if (!file) return Promise.resolve(undefined);
    return this.#hasher.of(file, fd, [...(executable === undefined ? [] : [executable]), `/proc/${pid}/exe`]);
  }
}
