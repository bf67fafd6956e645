import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip. */
export interface ZipEntry {
  /** Relative, with `/` between folders. */
  readonly name: string;
  readonly content: Uint8Array;
}

// PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATE = 8;
const UNIX = 3;
const REGULAR_PRIVATE = 0o100_600;

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** Date and time as MS-DOS writes them, to two seconds, UTC. */
const dosTime = (ms: number): Buffer => {
  const at = new Date(ms);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return Buffer.concat([u16(time), u16(date)]);
};

/**
 * A zip of `entries`, each deflated.
 *
 * @param nowMs the time of each entry, milliseconds since 1970.
 */
export const zipOf = (entries: readonly ZipEntry[], nowMs: number): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const data = deflateRawSync(content);
    const fileName = Buffer.from(name);
    const facts = Buffer.concat([
      ...[VERSION, FLAGS, DEFLATE].map(u16),
      dosTime(nowMs),
      ...[crc32(content), data.length, content.length].map(u32),
      ...[fileName.length, 0].map(u16),
    ]);
    const file = Buffer.concat([u32(LOCAL), facts, fileName, data]);
    const attributes = [u16(0), u16(0), u16(0), u32(REGULAR_PRIVATE * 0x1_0000), u32(offset)];
    directory.push(u32(CENTRAL), u16((UNIX << 8) | VERSION), facts, ...attributes, fileName);
    files.push(file);
    offset += file.length;
  }
  const central = Buffer.concat(directory);
  const counts = [0, 0, entries.length, entries.length].map(u16);
  const end = Buffer.concat([u32(END), ...counts, u32(central.length), u32(offset), u16(0)]);
  return Buffer.concat([...files, central, end]);
};
