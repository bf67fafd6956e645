import { formatIPv6, stripMappedPrefix } from '../network/address.ts';
import { unixNsOf } from '../time/timestamp.ts';

/** An entry of `utmp`, `wtmp` or `btmp`. */
export interface UtmpEntry {
  /** A number of `utmpType`, or another. */
  readonly type: number;
  readonly pid: number;
  readonly line: string;
  readonly user: string;
  readonly host: string;
  /** The remote address; empty for a local session. */
  readonly address: string;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

/** Kinds of entries (man 5 utmp). */
export const utmpType = { loginProcess: 6, userProcess: 7 } as const;

interface Layout {
  readonly size: number;
  /** Offset of the seconds, and whether they and the microseconds take 8 bytes each. */
  readonly timeAt: number;
  readonly isWide: boolean;
  readonly addressAt: number;
}

const NARROW: Layout = { size: 384, timeAt: 340, isWide: false, addressAt: 348 };
const WIDE: Layout = { size: 400, timeAt: 344, isWide: true, addressAt: 360 };

/** The layout by architecture: the C library uses 32-bit times where the machine once ran 32-bit programs. */
export const utmpLayout = (architecture: string): Layout =>
  ['arm64', 'riscv64', 'loong64', 's390x'].includes(architecture) ? WIDE : NARROW;

const textAt = (record: Buffer, offset: number, length: number): string => {
  const bytes = record.subarray(offset, offset + length);
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? length : end).toString();
};

const addressOf = (bytes: Buffer): string => {
  if (bytes.every(byte => byte === 0)) return '';
  const isFour = bytes.subarray(4).every(byte => byte === 0);
  return isFour ? bytes.subarray(0, 4).join('.') : stripMappedPrefix(formatIPv6(bytes));
};

const timeOf = (record: Buffer, { timeAt, isWide }: Layout): bigint =>
  isWide
    ? unixNsOf(Number(record.readBigInt64LE(timeAt)), Number(record.readBigInt64LE(timeAt + 8)))
    : unixNsOf(record.readUInt32LE(timeAt), record.readInt32LE(timeAt + 4));

const entryOf = (record: Buffer, layout: Layout): UtmpEntry => ({
  type: record.readInt16LE(0),
  pid: record.readInt32LE(4),
  line: textAt(record, 8, 32),
  user: textAt(record, 44, 32),
  host: textAt(record, 76, 256),
  address: addressOf(record.subarray(layout.addressAt, layout.addressAt + 16)),
  time: timeOf(record, layout),
});

/** The whole entries in `bytes`; what is left over at the end belongs to an entry that is still being written. */
export const parseUtmp = (bytes: Buffer, layout: Layout): UtmpEntry[] =>
  Array.from({ length: Math.floor(bytes.length / layout.size) }, (_, index) =>
    entryOf(bytes.subarray(index * layout.size, (index + 1) * layout.size), layout),
  );
