/** Texts packed as zlib (RFC 1950) or gzip (RFC 1952) in Base64. */
import { isUtf8 } from 'node:buffer';
import { crc32, deflateRawSync, deflateSync, gunzipSync, inflateSync } from 'node:zlib';

/** Most bytes that a packed text becomes. */
const MAX_BYTES = 16_777_216;

/** Method deflate, no flags, no time, unknown system: what the service writes, and with more it reads none. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes stored as they are, which is what the manual's examples show. */
const STORED = { level: 0 } as const;

const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A text in the form of gzip. */
export const gzipped = (text: string): string => {
  const bytes = Buffer.from(text);
  const pieces = [GZIP_HEAD, deflateRawSync(bytes, STORED), number32(crc32(bytes)), number32(bytes.length)];
  return Buffer.concat(pieces).toString('base64');
};

/** A text in the form of zlib. */
export const zlibbed = (text: string): string => deflateSync(Buffer.from(text), STORED).toString('base64');

const unpacked = (text: string, unpack: (packed: Buffer) => Buffer): string | undefined => {
  if (!BASE64.test(text)) return undefined;
  try {
    const bytes = unpack(Buffer.from(text, 'base64'));
    return isUtf8(bytes) ? bytes.toString() : undefined;
  } catch {
    return undefined;
  }
};

/** The text in gzip; `undefined` when it is none, is no UTF-8 or has optional fields. */
export const gunzipped = (text: string): string | undefined =>
  unpacked(text, packed => {
    if (packed[3] !== 0) throw new RangeError('optional fields');
    return gunzipSync(packed, { maxOutputLength: MAX_BYTES });
  });

/** The text in zlib; `undefined` when it is none or is no UTF-8. */
export const unzlibbed = (text: string): string | undefined =>
  unpacked(text, packed => inflateSync(packed, { maxOutputLength: MAX_BYTES }));
