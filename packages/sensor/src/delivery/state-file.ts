import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Makes a folder that only its owner may enter. */
export const makePrivateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** The JSON in `file`; `undefined` when there is none or it is damaged. */
export const readState = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Replaces `file` by `value` as JSON, readable by its owner alone: either all of it is there after a crash or the old. */
export const writeState = (file: string, value: unknown, { sync = true } = {}): void => {
  const temporary = `${file}.new`;
  const fd = openSync(temporary, 'w', 0o600);
  try {
    writeSync(fd, JSON.stringify(value));
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, file);
};

/** The text member `name` of a JSON object. */
export const textMember = (value: unknown, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'string' ? member : undefined;
};

/** The number member `name` of a JSON object. */
export const numberMember = (value: unknown, name: string): number | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'number' ? member : undefined;
};
