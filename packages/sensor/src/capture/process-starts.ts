import { constants, openSync } from 'node:fs';
import { type FileIdentity, readProcess } from '../process/read-process.ts';
import type { ExecEvent, ForkEvent, KernelEvent, ProcessStart, SeenEvent } from './kernel-event.ts';

const FORKS_KEPT = 8192;
const FILES_KEPT = 8192;

/** One text for one state of one file. */
export const fileKey = ({ device, inode, modifiedNs, changedNs, size }: FileIdentity): string =>
  [device, inode, modifiedNs, changedNs, size].join(':');

/** Adds to a map or set that forgets its oldest entries beyond `limit`. */
const forgetOldest = (kept: Map<unknown, unknown> | Set<unknown>, limit: number): void => {
  if (kept.size <= limit) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
};

/** Turns exec events into process starts, reading `/proc` at once because the process may be gone a moment later. */
export class ProcessStarts {
  readonly #forks = new Map<number, ForkEvent>();
  readonly #filesSeen = new Set<string>();

  /** The starts among `events`, in their order. */
  take(events: readonly KernelEvent[]): ProcessStart[] {
    for (const event of events) if (event.kind === 'fork') this.#remember(event);
    return events.flatMap(event =>
      event.kind === 'exec' || event.kind === 'seen' ? this.#start(event) : [],
    );
  }

  #remember(event: ForkEvent): void {
    this.#forks.delete(event.childId);
    this.#forks.set(event.childId, event);
    forgetOldest(this.#forks, FORKS_KEPT);
  }

  #start(event: ExecEvent | SeenEvent): ProcessStart {
    const facts = readProcess(event.pid);
    const fork = this.#forks.get(event.pid);
    return {
      pid: event.pid,
      executedBootNs: event.kind === 'exec' ? event.bootNs : undefined,
      filename: event.kind === 'exec' ? event.filename : undefined,
      forkedFrom: fork?.parentId,
      createdBootNs: fork?.bootNs,
      facts,
      executableFd: facts?.file && this.#openWhenNew(event.pid, facts.file),
    };
  }

  /** Holds a file open that was not met before, so that it can be hashed after the process and its name are gone. */
  #openWhenNew(pid: number, file: FileIdentity): number | undefined {
    const key = fileKey(file);
    if (this.#filesSeen.has(key)) return undefined;
    this.#filesSeen.add(key);
    forgetOldest(this.#filesSeen, FILES_KEPT);
    try {
      return openSync(`/proc/${pid}/exe`, constants.O_RDONLY);
    } catch {
      return undefined;
    }
  }
}
