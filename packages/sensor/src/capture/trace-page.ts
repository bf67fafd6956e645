/** One event of a page of the kernel's trace buffer. */
export interface TraceRecord {
  /** In the unit of the trace clock: nanoseconds since boot for the clock `boot`. */
  readonly time: bigint;
  /** The record's bytes, from the common fields on. */
  readonly data: Buffer;
}

/** What a page holds. */
export interface TracePage {
  readonly records: readonly TraceRecord[];
  /** Events that the kernel overwrote before this page because nobody had read them; -1 when it does not know. */
  readonly missed: number;
}

const HEADER_SIZE = 16;
const EVENT_HEADER_SIZE = 4;
const MISSED_EVENTS = 1n << 31n;
const MISSED_STORED = 1n << 30n;
const SIZE_MASK = (1n << 27n) - 1n;
const DELTA_BITS = 27n;

/** Kinds of entries beyond data (`enum ring_buffer_type` of the kernel). */
const PADDING = 29;
const TIME_EXTEND = 30;
const TIME_STAMP = 31;

interface Entry {
  readonly type: number;
  readonly delta: number;
  /** The word behind the header, 0 beyond the end. */
  readonly word: number;
}

const entryAt = (page: Buffer, at: number, end: number): Entry => {
  const header = page.readUInt32LE(at);
  const hasWord = at + 2 * EVENT_HEADER_SIZE <= end;
  return {
    type: header & 31,
    delta: header >>> 5,
    word: hasWord ? page.readUInt32LE(at + EVENT_HEADER_SIZE) : 0,
  };
};

const wideDelta = ({ word, delta }: Entry): bigint => (BigInt(word) << DELTA_BITS) + BigInt(delta);

/** The whole size of an entry, header included; 0 ends the page. */
const sizeOf = ({ type, delta, word }: Entry): number => {
  if (type === TIME_EXTEND || type === TIME_STAMP) return 2 * EVENT_HEADER_SIZE;
  if (type === PADDING) return delta === 0 ? 0 : EVENT_HEADER_SIZE + word;
  return EVENT_HEADER_SIZE + (type === 0 ? word : type * 4);
};

const missedOf = (page: Buffer, commit: bigint, end: number): number => {
  if ((commit & MISSED_EVENTS) === 0n) return 0;
  const isCounted = (commit & MISSED_STORED) !== 0n && end + 8 <= page.length;
  return isCounted ? Number(page.readBigUInt64LE(end)) : -1;
};

/**
 * Reads a page as `trace_pipe_raw` gives it (the kernel's documentation, "Lockless Ring Buffer Design", and
 * `include/linux/ring_buffer.h`). The binary form is used because in the text form a file or process name with a newline
 * could forge further events.
 */
export const parseTracePage = (page: Buffer): TracePage => {
  if (page.length < HEADER_SIZE) return { records: [], missed: 0 };
  const commit = page.readBigUInt64LE(8);
  const end = Math.min(page.length, HEADER_SIZE + Number(commit & SIZE_MASK));
  const records: TraceRecord[] = [];
  let time = page.readBigUInt64LE(0);
  let at = HEADER_SIZE;
  while (at + EVENT_HEADER_SIZE <= end) {
    const entry = entryAt(page, at, end);
    const size = sizeOf(entry);
    if (size < EVENT_HEADER_SIZE || at + size > end) break;
    if (entry.type === TIME_STAMP) time = wideDelta(entry);
    else time += entry.type === TIME_EXTEND ? wideDelta(entry) : BigInt(entry.delta);
    if (entry.type < PADDING) {
      const dataAt = at + (entry.type === 0 ? 2 : 1) * EVENT_HEADER_SIZE;
      records.push({ time, data: page.subarray(dataAt, at + size) });
    }
    at += size;
  }
  return { records, missed: missedOf(page, commit, end) };
};
