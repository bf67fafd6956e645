import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { ok, type Result } from '@vakt/contract/result';
import { parseStat, parseStatus } from '../process/proc-stat.ts';
import type { CaptureSource, KernelEvent } from './kernel-event.ts';

/** How often `/proc/loadavg` is read: it names the newest process, so that most looks cost one small file. */
const LOOK_EVERY_MS = 10;
/** More new ids than this at once are found by listing `/proc`. */
const RANGE_LIMIT = 512;
/** An id is given out a moment before its process can be found: it is looked for so many times. */
const LOOKS_FOR_PROCESS = 3;
/** A new process that has not executed anything after so many looks is reported as it is. */
const LOOKS_FOR_EXEC = 10;

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

/** Reads `/proc/loadavg` through one open descriptor, which takes a quarter less time than opening it each time. */
class NewestPid {
  readonly #fd = openSync('/proc/loadavg', 'r');
  readonly #buffer = Buffer.alloc(128);

  read(): number {
    return newestPid(this.#buffer.toString('latin1', 0, readSync(this.#fd, this.#buffer, 0, 128, 0)));
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** What tells one program of a process from the next: the process and its command line. */
const programOf = (pid: number): { key: string; parent: number; line: string } | undefined => {
  const stat = parseStat(readText(`/proc/${pid}/stat`));
  const line = readText(`/proc/${pid}/cmdline`);
  return stat && { key: `${pid}:${stat.startTicks}`, parent: stat.parentId, line };
};

/** An id that was given out. */
interface Sought {
  readonly pid: number;
  readonly looksLeft: number;
}

/** A process that was found but still shows its parent's program: between fork and exec, or a fork alone. */
interface Undecided extends Sought {
  readonly line: string;
}

class ProcessWatch {
  readonly #newest = new NewestPid();
  #last = this.#newest.read();
  readonly #known = new Set(listProcesses().flatMap(pid => programOf(pid)?.key ?? []));
  #undecided: readonly Undecided[] = [];
  #notFound: Sought[] = [];

  look(): KernelEvent[] {
    const decided = this.#recheck();
    const newest = this.#newest.read();
    const ids = newest === this.#last ? [] : between(this.#last, newest);
    this.#last = newest;
    const sought = [...this.#notFound, ...ids.map(pid => ({ pid, looksLeft: LOOKS_FOR_PROCESS }))];
    this.#notFound = [];
    return [...decided, ...sought.flatMap(one => this.#meet(one))];
  }

  /** Forgets processes that have ended; called now and then. */
  prune(): void {
    const alive = new Set(listProcesses());
    for (const key of this.#known) if (!alive.has(Number(key.split(':')[0]))) this.#known.delete(key);
  }

  close(): void {
    this.#newest.close();
  }

  #meet({ pid, looksLeft }: Sought): KernelEvent[] {
    const ids = parseStatus(readText(`/proc/${pid}/status`));
    if (!ids && looksLeft > 1) this.#notFound.push({ pid, looksLeft: looksLeft - 1 });
    const program = ids?.threadGroup === pid ? programOf(pid) : undefined;
    if (!program || this.#known.has(program.key)) return [];
    this.#known.add(program.key);
    const isParents = program.line === readText(`/proc/${program.parent}/cmdline`);
    if (program.line !== '' && !isParents) return [{ kind: 'seen', pid }];
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
    close: () => watch.close(),
  });
};
