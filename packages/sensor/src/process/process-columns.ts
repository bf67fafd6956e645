import { basename } from 'node:path';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { Accounts } from '../device/accounts.ts';
import { timestampOf } from '../time/timestamp.ts';
import type { KnownProcess, ProcessTable } from './process-table.ts';

/** What rows about processes are made with. */
export interface ProcessContext {
  readonly table: ProcessTable;
  readonly accounts: Accounts;
  /** The account domain of local accounts: the host's short name. */
  readonly domain: string;
}

/** Name of a process for the `FileName` columns: its executable's, else what the process calls itself. */
export const fileNameOf = ({ facts }: KnownProcess): string =>
  facts.executable === undefined ? facts.comm : basename(facts.executable);

const parentColumns = (parent: KnownProcess | undefined, parentId: number): HuntingRow => ({
  InitiatingProcessParentId: parentId,
  InitiatingProcessParentFileName: parent ? fileNameOf(parent) : '',
  InitiatingProcessParentCreationTime: parent ? timestampOf(parent.createdNs) : null,
});

/** The account columns of a process, by its real user. */
export const accountOf = ({ facts }: KnownProcess, { accounts, domain }: ProcessContext) =>
  facts.ids ? { name: accounts.nameOf(facts.ids.realUid), domain } : { name: '', domain: '' };

/** The `InitiatingProcess…` columns of a row: the process that did the thing, and its parent. */
export const initiatingColumns = async (
  process: KnownProcess,
  context: ProcessContext,
): Promise<HuntingRow> => {
  const { facts } = process;
  const parent = facts.parentId > 0 ? context.table.find(facts.parentId) : undefined;
  const account = accountOf(process, context);
  const hashes = await process.hashes;
  return {
    InitiatingProcessId: facts.pid,
    InitiatingProcessFileName: fileNameOf(process),
    InitiatingProcessFolderPath: facts.executable ?? '',
    InitiatingProcessCommandLine: facts.commandLine,
    InitiatingProcessCreationTime: timestampOf(process.createdNs),
    InitiatingProcessFileSize: facts.file?.size ?? null,
    InitiatingProcessSHA1: hashes?.sha1 ?? '',
    InitiatingProcessSHA256: hashes?.sha256 ?? '',
    InitiatingProcessMD5: hashes?.md5 ?? '',
    InitiatingProcessAccountName: account.name,
    InitiatingProcessAccountDomain: account.domain,
    ...parentColumns(parent, facts.parentId),
  };
};

/** Fields about a process that no column takes, under `prefix`. */
export const posixFields = (
  { facts }: KnownProcess,
  prefix: string,
  accounts: Accounts,
): Readonly<Record<string, unknown>> => ({
  [`${prefix}CurrentWorkingDirectory`]: facts.currentDirectory,
  [`${prefix}PosixProcessGroupId`]: facts.processGroup,
  [`${prefix}PosixSessionId`]: facts.session,
  [`${prefix}PosixEffectiveUser`]: facts.ids && {
    Name: accounts.nameOf(facts.ids.effectiveUid),
    PosixUserId: facts.ids.effectiveUid,
  },
  [`${prefix}PosixLoginUser`]:
    facts.loginUid === undefined
      ? undefined
      : { Name: accounts.nameOf(facts.loginUid), PosixUserId: facts.loginUid },
});
