import { indicatorKey } from '@vakt/contract/indicator-value';
import { fail, ok, type Result } from '@vakt/contract/result';
import { stringLiteral } from '@vakt/hunting/string-literal';
import { type ApiFailure, apiFailure } from '../failure.ts';

const invalid = (text: string, forms: string) =>
  fail(apiFailure('InvalidHashValue', `Hash value ${text.slice(0, 100)} is invalid: it must be ${forms}`));

/** Reads a SHA-1, in lower case. */
export const readSha1 = (text: string): Result<string, ApiFailure> => {
  const sha1 = indicatorKey('FileSha1', text);
  return sha1.ok ? sha1 : invalid(text, 'a SHA-1');
};

/** A hash by which a file is found, in lower case. */
export interface FileHash {
  readonly column: 'SHA1' | 'SHA256';
  readonly value: string;
}

/** Reads a SHA-1 or a SHA-256. */
export const readFileHash = (text: string): Result<FileHash, ApiFailure> => {
  const [sha1, sha256] = [indicatorKey('FileSha1', text), indicatorKey('FileSha256', text)];
  if (sha1.ok) return ok({ column: 'SHA1', value: sha1.value });
  return sha256.ok ? ok({ column: 'SHA256', value: sha256.value }) : invalid(text, 'a SHA-1 or a SHA-256');
};

const TABLES = ['DeviceFileEvents', 'DeviceProcessEvents', 'DeviceImageLoadEvents'];

/** KQL for the events about the file of that hash. */
export const eventsOfFile = ({ column, value }: FileHash): string =>
  `union ${TABLES.map(
    table =>
      `(${table} | where ${column} == ${stringLiteral(value)} | project Timestamp, DeviceId, FileName)`,
  ).join(', ')}`;
