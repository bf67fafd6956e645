import type { Origin } from '../reading.ts';

/** A line that was not taken. */
export interface RejectedLine extends Origin {
  readonly reason: string;
}

/** What an import came to. */
export interface ImportReport {
  readonly files: number;
  /** Lines with something on them. */
  readonly lines: number;
  readonly rows: Readonly<Record<string, number>>;
  /** Events that yield no row, by kind and reason: not failures. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The first 10,000 rejected lines; `rejectedCount` counts all. */
  readonly rejected: readonly RejectedLine[];
  readonly rejectedCount: number;
  /** `Table.Column` of values for which the table has no column, and how often. */
  readonly ignoredColumns: Readonly<Record<string, number>>;
  /** Of the earliest and latest row, as imported. */
  readonly firstTime: string | undefined;
  readonly lastTime: string | undefined;
  /** By how much times were moved, as a timespan; absent when they were not. */
  readonly timeShift: string | undefined;
}

const MAX_REJECTED = 10_000;
const MAX_KINDS = 10_000;

/** Counts under names; names come from outside, so there are only so many of them. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    const known = this.#counts.has(name) || this.#counts.size < MAX_KINDS ? name : 'other';
    this.#counts.set(known, (this.#counts.get(known) ?? 0) + 1);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([, one], [, other]) => other - one));
  }
}

/** Keeps the figures of an import while it runs. */
export class ReportKeeper {
  readonly #rows = new Tally();
  readonly #skipped = new Tally();
  readonly #ignored = new Tally();
  readonly #rejected: RejectedLine[] = [];
  #rejectedCount = 0;
  #firstTime: string | undefined;
  #lastTime: string | undefined;
  files = 0;
  lines = 0;
  timeShift: string | undefined;

  row(table: string, timestamp: unknown): void {
    this.#rows.add(table);
    if (typeof timestamp !== 'string') return;
    if (this.#firstTime === undefined || timestamp < this.#firstTime) this.#firstTime = timestamp;
    if (this.#lastTime === undefined || timestamp > this.#lastTime) this.#lastTime = timestamp;
  }

  skipped(kind: string): void {
    this.#skipped.add(kind);
  }

  ignoredColumn(name: string): void {
    this.#ignored.add(name);
  }

  rejected({ file, line }: Origin, reason: string): void {
    this.#rejectedCount += 1;
    if (this.#rejected.length < MAX_REJECTED) this.#rejected.push({ file, line, reason });
  }

  get lastTime(): string | undefined {
    return this.#lastTime;
  }

  report(): ImportReport {
    return {
      files: this.files,
      lines: this.lines,
      rows: this.#rows.counts(),
      skipped: this.#skipped.counts(),
      rejected: [...this.#rejected],
      rejectedCount: this.#rejectedCount,
      ignoredColumns: this.#ignored.counts(),
      firstTime: this.#firstTime,
      lastTime: this.#lastTime,
      timeShift: this.timeShift,
    };
  }
}
