import { basename, isAbsolute } from 'node:path';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { ProcessStart } from '../capture/kernel-event.ts';
import type { BootClock } from '../time/boot-clock.ts';
import { timestampOf } from '../time/timestamp.ts';
import type { FileHasher } from './file-hashes.ts';
import {
  accountOf,
  fileNameOf,
  initiatingColumns,
  type ProcessContext,
  posixFields,
} from './process-columns.ts';
import type { KnownProcess } from './process-table.ts';
import { fileIdentity } from './read-process.ts';

/** How a process came to be known, for `AdditionalFields`. */
export type Origin = 'Started' | 'AlreadyRunning';

const parentPart = async (parent: KnownProcess | undefined, context: ProcessContext): Promise<HuntingRow> =>
  parent ? await initiatingColumns(parent, context) : {};

/** A row of DeviceProcessEvents about a process that could be read. */
export const processRow = async (
  process: KnownProcess,
  time: bigint,
  origin: Origin,
  context: ProcessContext,
): Promise<HuntingRow> => {
  const { facts } = process;
  const parent = facts.parentId > 0 ? context.table.find(facts.parentId) : undefined;
  const initiating = await parentPart(parent, context);
  const account = accountOf(process, context);
  const hashes = await process.hashes;
  return {
    Timestamp: timestampOf(time),
    ActionType: 'ProcessCreated',
    FileName: fileNameOf(process),
    FolderPath: facts.executable ?? '',
    SHA1: hashes?.sha1 ?? '',
    SHA256: hashes?.sha256 ?? '',
    MD5: hashes?.md5 ?? '',
    FileSize: facts.file?.size ?? null,
    ProcessId: facts.pid,
    ProcessCommandLine: facts.commandLine,
    ProcessCreationTime: timestampOf(process.createdNs),
    AccountName: account.name,
    AccountDomain: account.domain,
    ...initiating,
    ...(facts.parentId > 0 ? { InitiatingProcessId: facts.parentId } : {}),
    AdditionalFields: JSON.stringify({
      Origin: origin,
      ...posixFields(process, 'Process', context.accounts),
      ...(parent ? posixFields(parent, 'InitiatingProcess', context.accounts) : {}),
      ProcessCommandLineTruncated: facts.isCommandLineCut || undefined,
      ProcessFileDeleted: facts.isExecutableDeleted || undefined,
    }),
  };
};

/** The file that was executed, if it is still there and was not touched since. */
const untouchedFile = (path: string, executedNs: bigint) => {
  const file = isAbsolute(path) ? fileIdentity(path) : undefined;
  return file && file.changedNs < executedNs ? file : undefined;
};

const goneFileColumns = async (
  filename: string | undefined,
  executedNs: bigint,
  hasher: FileHasher,
): Promise<HuntingRow> => {
  if (filename === undefined) return {};
  const file = untouchedFile(filename, executedNs);
  const hashes = file && (await hasher.of(file, undefined, [filename]));
  return {
    FileName: basename(filename),
    FolderPath: isAbsolute(filename) ? filename : '',
    SHA1: hashes?.sha1 ?? '',
    SHA256: hashes?.sha256 ?? '',
    MD5: hashes?.md5 ?? '',
    FileSize: file?.size ?? null,
  };
};

/** The kernel's fork event names the thread that forked. */
const processOfThread = (id: number, { table }: ProcessContext): KnownProcess | undefined => {
  const found = table.find(id);
  const process = found?.facts.ids?.threadGroup ?? id;
  return process === id ? found : table.find(process);
};

/**
 * A row about a process that ended before it could be read: what the kernel's events say, and nothing else. The file is
 * the one that was named (a script, not its interpreter).
 */
export const vanishedRow = async (
  start: ProcessStart,
  time: bigint,
  context: ProcessContext,
  hasher: FileHasher,
  clock: BootClock,
): Promise<HuntingRow> => {
  const parent = start.forkedFrom === undefined ? undefined : processOfThread(start.forkedFrom, context);
  return {
    Timestamp: timestampOf(time),
    ActionType: 'ProcessCreated',
    ProcessId: start.pid,
    ProcessCreationTime:
      start.createdBootNs === undefined ? null : timestampOf(clock.unixNsOf(start.createdBootNs)),
    ...(await goneFileColumns(start.filename, time, hasher)),
    ...(await parentPart(parent, context)),
    AdditionalFields: JSON.stringify({
      Origin: 'Started',
      EndedBeforeRead: true,
      ExecutedFile: start.filename,
    }),
  };
};
