import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Copies all of `source` to the end of `target` and makes it lasting.
 *
 * @returns the SHA-1 of what was copied, in lower-case hex.
 */
export const copyHashing = async (source: FileHandle, target: FileHandle): Promise<string> => {
  const hash = createHash('sha1');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    const part = chunk.subarray(0, bytesRead);
    hash.update(part);
    await target.appendFile(part);
    position += bytesRead;
  }
  await target.sync();
  return hash.digest('hex');
};
