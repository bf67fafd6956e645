import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { fail, ok, type Result } from '@vakt/contract/result';

/** The largest file that GetFile takes, in bytes. */
export const LARGEST_FILE = 30 * 1_048_576;

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  return code === 'EACCES' || code === 'EPERM' ? 'the sensor may not read it' : 'it cannot be read';
};

/** All of a file, if it is an ordinary one and not larger than `most`. Waits for nobody: a pipe is not read. */
export const wholeFile = async (path: string, most = LARGEST_FILE): Promise<Result<Buffer, string>> => {
  if (!isAbsolute(path)) return fail(`${path}: a path begins with /`);
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(reasonOf);
  if (typeof file === 'string') return fail(`${path}: ${file}`);
  try {
    if (!(await file.stat()).isFile()) return fail(`${path}: it is not an ordinary file`);
    const chunks: Buffer[] = [];
    // One byte more than may be tells a file that is too large, also one that says nothing of its size.
    for await (const chunk of file.createReadStream({ end: most, autoClose: false }))
      chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    return content.length > most ? fail(`${path}: it is larger than ${most} bytes`) : ok(content);
  } catch (error) {
    return fail(`${path}: ${reasonOf(error)}`);
  } finally {
    await file.close();
  }
};
