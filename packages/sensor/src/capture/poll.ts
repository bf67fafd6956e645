import { readdirSync, readFileSync } from 'node:fs';
import { ok, type Result } from '@vakt/contract/result';
import { parseStat, parseStatus } from '../process/proc-stat.ts';
import type { CaptureSource, KernelEvent } from './kernel-event.ts';

/** How often `/proc/loadavg` is read: it names the newest process, so that most looks cost one small file. */
const LOOK_EVERY_MS = 5;
/** More new ids than this at once are found by listing `/proc`. */
const RANGE_LIMIT = 512;
/** A new process that has not executed anything after so many looks is reported as it is. */
const LOOKS_FOR_EXEC = 20;

/** The id of the newest process or thread, the last number of `/proc/loadavg`. */
export const newestPid = (loadAverage: string): number => Number(/(\d+)\s*$/.exec(loadAverage)?.[1] ?? 0);

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const listProcesses = (): number[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);

const between = (last: number, newest: number): number[] => {
  const count = newest - last;
  if (count < 0 || count > RANGE_LIMIT) return listProcesses();
  return Array.from({ length: count }, (_, index) => last + 1 + index);
};

/** What tells one program of a process from the next: the process and its command line. */
const programOf = (pid: number): { key: string; parent: number; line: string } | undefined => {
  const stat = parseStat(readText(`/proc/${pid}/stat`));
  const line = readText(`/proc/${pid}/cmdline`);
  return stat && { key: `${pid}:${stat.startTicks}`, parent: stat.parentId, line };
};

const isThread = (pid: number): boolean => {
  const ids = parseStatus(readText(`/proc/${pid}/status`));
  return ids !== undefined && ids.threadGroup !== pid;
};

/** A process that was found but still shows its parent's program: between fork and exec, or a fork alone. */
interface Undecided {
  readonly pid: number;
  readonly line: string;
  readonly looksLeft: number;
}

class ProcessWatch {
  #last = newestPid(readText('/proc/loadavg'));
  readonly #known = new Set(listProcesses().flatMap(pid => programOf(pid)?.key ?? []));
  #undecided: readonly Undecided[] = [];

  look(): KernelEvent[] {
    const decided = this.#recheck();
    const newest = newestPid(readText('/proc/loadavg'));
    if (newest === this.#last) return decided;
    const found = between(this.#last, newest).flatMap(pid => this.#meet(pid));
    this.#last = newest;
    return [...decided, ...found];
  }

  /** Forgets processes that have ended; called now and then. */
  prune(): void {
    const alive = new Set(listProcesses());
    for (const key of this.#known) if (!alive.has(Number(key.split(':')[0]))) this.#known.delete(key);
  }

  #meet(pid: number): KernelEvent[] {
    const program = programOf(pid);
    if (!program || this.#known.has(program.key) || isThread(pid)) return [];
    this.#known.add(program.key);
    if (program.line !== readText(`/proc/${program.parent}/cmdline`)) return [{ kind: 'seen', pid }];
    this.#undecided = [...this.#undecided, { pid, line: program.line, looksLeft: LOOKS_FOR_EXEC }];
    return [];
  }

  #recheck(): KernelEvent[] {
    if (this.#undecided.length === 0) return [];
    const looked = this.#undecided.map(one => ({
      ...one,
      line: readText(`/proc/${one.pid}/cmdline`),
      was: one.line,
    }));
    const isDecided = ({ line, was, looksLeft }: (typeof looked)[number]) => line !== was || looksLeft <= 1;
    this.#undecided = looked
      .filter(one => !isDecided(one))
      .map(({ pid, line, looksLeft }) => ({ pid, line, looksLeft: looksLeft - 1 }));
    return looked.filter(isDecided).map(({ pid }) => ({ kind: 'seen', pid }));
  }
}

const PRUNE_EVERY_LOOKS = 60_000 / LOOK_EVERY_MS;

/**
 * Watches `/proc` itself, which any user may do. A process that ends between two looks is not seen, and neither is a
 * running process that executes another program.
 */
export const openPoll = (stop: Int32Array<SharedArrayBuffer>): Result<CaptureSource, string> => {
  const watch = new ProcessWatch();
  let looks = 0;
  return ok({
    next: timeoutMs => {
      const deadline = performance.now() + timeoutMs;
      while (performance.now() < deadline && Atomics.wait(stop, 0, 0, LOOK_EVERY_MS) === 'timed-out') {
        looks += 1;
        if (looks % PRUNE_EVERY_LOOKS === 0) watch.prune();
        const events = watch.look();
        if (events.length > 0) return events;
      }
      return [];
    },
    wakeFd: undefined,
    seesSockets: false,
    close: () => {},
  });
};
