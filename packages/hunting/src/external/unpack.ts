import { promisify } from 'node:util';
import { gunzip, inflateRaw } from 'node:zlib';
import { fail, ok, type Result } from '@vakt/contract/result';

const gunzipAsync = promisify(gunzip);
const inflateRawAsync = promisify(inflateRaw);

const isGzip = (data: Buffer): boolean => data.length > 2 && data[0] === 0x1f && data[1] === 0x8b;
const isZip = (data: Buffer): boolean => data.length > 4 && data.readUInt32LE(0) === 0x04_03_4b_50;

/** Signatures, sizes and places of fields in an archive (APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16). */
const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ENTRY_SIGNATURE = 0x02_01_4b_50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly data: Buffer;
}

/** The one file of an archive, still packed; throws RangeError where the archive ends too early. */
const onlyEntry = (archive: Buffer): Result<Entry, string> => {
  const end = archive.lastIndexOf(END_SIGNATURE);
  if (end < 0) return fail('the archive has no directory');
  if (archive.readUInt16LE(end + 10) !== 1) return fail('the archive must hold exactly one file');
  const directory = archive.readUInt32LE(end + 16);
  if (archive.readUInt32LE(directory) !== ENTRY_SIGNATURE)
    return fail('the directory of the archive is damaged');
  if ((archive.readUInt16LE(directory + 8) & 1) === 1) return fail('the archive is encrypted');
  const size = archive.readUInt32LE(directory + 20);
  const local = archive.readUInt32LE(directory + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  return ok({ method: archive.readUInt16LE(directory + 10), data: archive.subarray(start, start + size) });
};

const unzip = async (archive: Buffer, limit: number): Promise<Result<Buffer, string>> => {
  const entry = onlyEntry(archive);
  if (!entry.ok) return entry;
  const { method, data } = entry.value;
  if (method === STORED) return ok(data);
  if (method !== DEFLATED) return fail('the archive is packed in an unknown way');
  return ok(await inflateRawAsync(data, { maxOutputLength: limit }));
};

const wordsOf = (error: unknown, limit: number): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    ? `unpacked it has more than ${limit} bytes`
    : 'its packing is damaged';

/** The document in gzip or in an archive of one file, or the document itself; at most `limit` bytes are unpacked. */
export const unpack = async (data: Buffer, limit: number): Promise<Result<Buffer, string>> => {
  try {
    if (isGzip(data)) return ok(await gunzipAsync(data, { maxOutputLength: limit }));
    return isZip(data) ? await unzip(data, limit) : ok(data);
  } catch (error) {
    return fail(wordsOf(error, limit));
  }
};
