import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fail, ok, type Result } from '@vakt/contract/result';

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The steps of an address's path as names of files; `undefined` where one is none. */
const stepsOf = (url: URL): string[] | undefined => {
  const steps = url.pathname.split('/').slice(1).map(decoded);
  const isName = (step: string | undefined): step is string =>
    step !== undefined && step !== '' && step !== '.' && step !== '..' && !/[/\\\0]/.test(step);
  return steps.every(isName) ? steps : undefined;
};

const openInside = async (folder: string, path: string): Promise<FileHandle | undefined> => {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path)]);
    // A link inside the folder that leads out of it is not followed, and none is between looking and opening.
    if (!real.startsWith(root + sep)) return undefined;
    return await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
};

/**
 * The file at `host/path` of the operator's folder (`file:///path` at `path`); `undefined` when there is none. Queries and
 * fragments of the address count for nothing.
 */
export const readMirroredFile = async (
  folder: string,
  url: URL,
  maxBytes: number,
): Promise<Result<Buffer, string> | undefined> => {
  const steps = stepsOf(url);
  const host = url.host.replaceAll(/[[\]:]/g, '_');
  const file = steps && (await openInside(folder, join(folder, host, ...steps)));
  if (!file) return undefined;
  try {
    const found = await file.stat();
    if (!found.isFile()) return undefined;
    if (found.size > maxBytes) return fail(`The file for ${url.host} has more than ${maxBytes} bytes.`);
    return ok(await file.readFile());
  } finally {
    await file.close();
  }
};
