import { isLibraryFileName } from '@vakt/contract/library-file-name';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { LiveResponseCommandType } from '@vakt/contract/schemas/live-response';
import type { Database } from '@vakt/store/database';
import { findLibraryFile } from '@vakt/store/library-files';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';
import type { Kysely } from 'kysely';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** A command as a caller asks for it. */
export interface AskedCommand {
  readonly type: LiveResponseCommandType;
  readonly params: readonly { readonly key: string; readonly value: string }[];
}

/** Which parameters a command takes, the one first that it cannot do without. */
const PARAMETERS: Readonly<Record<LiveResponseCommandType, readonly [string, ...string[]]>> = {
  PutFile: ['FileName'],
  RunScript: ['ScriptName', 'Args'],
  GetFile: ['Path'],
};

const refused = (index: number, what: string) =>
  fail(apiFailure('InvalidInput', `Commands[${index}] ${what}`));

/** The SHA-256 of the file of the library that a command names. */
const pinnedContent = async (
  db: Kysely<Database>,
  name: string,
  index: number,
): Promise<Result<string, ApiFailure>> => {
  const file = isLibraryFileName(name) ? await findLibraryFile(db, name) : undefined;
  return file
    ? ok(file.sha256)
    : refused(index, `names the file ${name}, which the live response library does not have.`);
};

const storedCommand = async (
  db: Kysely<Database>,
  { type, params }: AskedCommand,
  index: number,
): Promise<Result<StoredCommand, ApiFailure>> => {
  const known = PARAMETERS[type];
  const [needed] = known;
  const keys = params.map(({ key }) => key);
  if (keys.some(key => !known.includes(key)) || new Set(keys).size < keys.length)
    return refused(index, `(${type}) takes the params ${known.join(', ')}, each at most once.`);
  const value = params.find(({ key }) => key === needed)?.value ?? '';
  if (value === '') return refused(index, `(${type}) needs the param ${needed}.`);
  if (params.some(param => param.value.includes('\0') || !param.value.isWellFormed()))
    return refused(index, `(${type}) has a param that is no text.`);
  const pinned = type === 'GetFile' ? ok(undefined) : await pinnedContent(db, value, index);
  if (!pinned.ok) return pinned;
  return ok({
    index,
    startTime: null,
    endTime: null,
    commandStatus: 'Created',
    errors: [],
    command: { type, params: params.map(param => ({ key: param.key, value: param.value })) },
    ...(pinned.value !== undefined && { sha256: pinned.value }),
  });
};

/** The commands of a session as they are kept, each held against what its type takes and against the library. */
export const storedCommands = async (
  db: Kysely<Database>,
  asked: readonly AskedCommand[],
): Promise<Result<readonly StoredCommand[], ApiFailure>> => {
  const commands: StoredCommand[] = [];
  for (const [index, command] of asked.entries()) {
    const stored = await storedCommand(db, command, index);
    if (!stored.ok) return stored;
    commands.push(stored.value);
  }
  return ok(commands);
};
