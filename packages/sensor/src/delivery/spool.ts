import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { PositionFile } from './position-file.ts';
import { makePrivateFolder } from './state-file.ts';

/** How large the spool may grow. */
export interface SpoolLimits {
  readonly maxBytes: number;
  /** When a file is full a new one begins; whole files are dropped when the spool is full. */
  readonly segmentBytes: number;
}

/** Records at the head of the spool, and where the spool continues behind them. */
export interface SpoolBatch {
  readonly records: readonly string[];
  readonly segment: number;
  readonly endOffset: number;
}

interface Segment {
  readonly number: number;
  bytes: number;
}

const SEGMENT = /^(\d{10})\.jsonl$/;
const NEWLINE = 10;

const countLines = (bytes: Buffer): number =>
  bytes.reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 0);

/**
 * Records on disk that wait to be delivered, one a line, in files of bounded size. A record is forgotten when its
 * delivery is acknowledged, or when the spool is full: then the oldest go first and are counted. After a crash a record
 * may be delivered twice, never half.
 */
export class Spool {
  readonly #folder: string;
  readonly #limits: SpoolLimits;
  readonly #positions: PositionFile;
  #segments: Segment[];
  #offset: number;
  #dropped: number;
  #lastNumber: number;
  /** The batch that is under way. */
  #given: Omit<SpoolBatch, 'records'> | undefined;

  constructor(folder: string, limits: SpoolLimits) {
    makePrivateFolder(folder);
    this.#folder = folder;
    this.#limits = limits;
    this.#positions = new PositionFile(`${folder}/position.json`);
    const position = this.#positions.read();
    this.#dropped = position.dropped;
    this.#segments = this.#existing(position.segment);
    this.#lastNumber = this.#segments.at(-1)?.number ?? Math.max(0, position.segment - 1);
    const [first] = this.#segments;
    this.#offset = first?.number === position.segment ? Math.min(position.offset, first.bytes) : 0;
    const { givenSegment: segment, givenEnd: endOffset } = position;
    if (segment !== undefined && endOffset !== undefined) this.#given = { segment, endOffset };
  }

  /** Records that were dropped because the spool was full, since the device was enrolled. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Adds records, each a text without newlines; throws when the disk does not take them, and then has none of them. */
  append(records: readonly string[]): void {
    if (records.length === 0) return;
    const text = `${records.join('\n')}\n`;
    const bytes = Buffer.byteLength(text);
    this.#makeRoom(bytes);
    const segment = this.#current();
    this.#write(this.#file(segment.number), text, segment.bytes);
    segment.bytes += bytes;
  }

  /** Whether all is delivered. */
  get isEmpty(): boolean {
    return this.#head() === undefined;
  }

  /**
   * The oldest records, at most about `maxBytes` of them but always one; `undefined` when all is delivered. The same
   * batch comes again until it is acknowledged or released, after a crash too: a server that knows a repeated batch by
   * its content can pass it over.
   */
  peek(maxBytes: number): SpoolBatch | undefined {
    const head = this.#head();
    if (!head) return undefined;
    const { segment, from, bytes } = head;
    const isGiven = this.#given?.segment === segment && this.#given.endOffset > from;
    const length = isGiven && this.#given ? this.#given.endOffset - from : Math.min(maxBytes, bytes - from);
    const text = this.#read(segment, from, length, bytes);
    const batch = { segment, endOffset: from + text.length };
    if (!isGiven) this.#give(batch);
    return { ...batch, records: text.toString().slice(0, -1).split('\n') };
  }

  /** Lets the next batch be another one than the last. */
  release(): void {
    this.#given = undefined;
  }

  /** Forgets the records of a batch. */
  acknowledge({ segment, endOffset }: SpoolBatch): void {
    const done = this.#segments.filter(({ number }) => number < segment);
    this.#segments = this.#segments.filter(({ number }) => number >= segment);
    if (this.#segments[0]?.number !== segment) return;
    this.#offset = endOffset;
    this.#given = undefined;
    for (const { number } of done) rmSync(this.#file(number), { force: true });
    this.#dropDelivered();
    this.#savePosition();
  }

  /** Where the oldest record lies. */
  #head(): { readonly segment: number; readonly from: number; readonly bytes: number } | undefined {
    for (const { number, bytes } of this.#segments) {
      const from = number === this.#segments[0]?.number ? this.#offset : 0;
      if (from < bytes) return { segment: number, from, bytes };
    }
    return undefined;
  }

  #give(batch: Omit<SpoolBatch, 'records'>): void {
    this.#given = batch;
    this.#savePosition();
  }

  #file(segment: number): string {
    return `${this.#folder}/${String(segment).padStart(10, '0')}.jsonl`;
  }

  /** The segments on disk, without those already delivered and without a last line that a crash cut off. */
  #existing(head: number): Segment[] {
    const numbers = readdirSync(this.#folder)
      .flatMap(name => SEGMENT.exec(name)?.[1] ?? [])
      .map(Number);
    for (const number of numbers) if (number < head) rmSync(this.#file(number), { force: true });
    return numbers
      .filter(number => number >= head)
      .toSorted((a, b) => a - b)
      .map(number => ({ number, bytes: this.#wholeLines(this.#file(number)) }));
  }

  #wholeLines(file: string): number {
    const size = statSync(file).size;
    const whole = readFileSync(file).lastIndexOf(NEWLINE) + 1;
    if (whole < size) truncateSync(file, whole);
    return whole;
  }

  /** Appends to a file of `size` bytes; a disk that is full leaves no half line behind. */
  #write(file: string, text: string, size: number): void {
    try {
      appendFileSync(file, text, { mode: 0o600 });
    } catch (error) {
      if (existsSync(file)) truncateSync(file, size);
      throw error;
    }
  }

  #read(segment: number, from: number, length: number, end: number): Buffer {
    const fd = openSync(this.#file(segment), 'r');
    try {
      const buffer = Buffer.alloc(length);
      const bytes = buffer.subarray(0, readSync(fd, buffer, 0, length, from));
      const whole = bytes.lastIndexOf(NEWLINE) + 1;
      if (whole > 0 || length >= end - from) return bytes.subarray(0, whole);
    } finally {
      closeSync(fd);
    }
    return this.#firstLine(this.#read(segment, from, Math.min(length * 2, end - from), end));
  }

  #firstLine(bytes: Buffer): Buffer {
    return bytes.subarray(0, bytes.indexOf(NEWLINE) + 1);
  }

  #current(): Segment {
    const last = this.#segments.at(-1);
    if (last && last.bytes < this.#limits.segmentBytes) return last;
    const next = { number: (last?.number ?? this.#lastNumber) + 1, bytes: 0 };
    this.#segments.push(next);
    this.#lastNumber = next.number;
    if (this.#segments.length === 1) this.#offset = 0;
    return next;
  }

  #makeRoom(bytes: number): void {
    while (this.#segments.length > 1 && this.bytes + bytes > this.#limits.maxBytes) this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#segments.shift();
    if (!oldest) return;
    const file = this.#file(oldest.number);
    this.#dropped += countLines(readFileSync(file).subarray(this.#offset));
    this.#offset = 0;
    rmSync(file, { force: true });
    this.#savePosition();
  }

  /** A first segment that is full and delivered goes; the current one stays until it is full. */
  #dropDelivered(): void {
    const [first, second] = this.#segments;
    if (!first || this.#offset < first.bytes) return;
    if (!second && first.bytes < this.#limits.segmentBytes) return;
    this.#segments.shift();
    this.#lastNumber = Math.max(this.#lastNumber, first.number);
    this.#offset = 0;
    rmSync(this.#file(first.number), { force: true });
  }

  #savePosition(): void {
    this.#positions.write({
      segment: this.#segments[0]?.number ?? this.#lastNumber + 1,
      offset: this.#offset,
      dropped: this.#dropped,
      givenSegment: this.#given?.segment,
      givenEnd: this.#given?.endOffset,
    });
  }
}
