import { type EventRow, numberOf, textOf } from './event-row.ts';
import type { NewEvidence } from './evidence.ts';

/**
 * Which columns of a hit name its entities. A column stands for its family: `ProcessId` for the created process with its
 * command line, file, hashes and parent; `InitiatingProcessAccountName` for the domain and the SID beside it. The device
 * is always `DeviceId`.
 */
export interface EntityColumns {
  readonly process?: 'ProcessId' | 'InitiatingProcessId';
  readonly account?: 'AccountName' | 'InitiatingProcessAccountName';
  /** `SHA1` where a row knows no more of a file than its hashes. */
  readonly file?: 'FileName' | 'InitiatingProcessFileName' | 'SHA1';
  readonly ip?: string;
  readonly url?: string;
  readonly registry?: 'RegistryKey';
}

/** The folder of a hunting row's `FolderPath`, which is the full path with the file's name. */
export const folderOf = (folderPath: string | null, fileName: string | null): string | null => {
  if (folderPath === null) return null;
  const cut = Math.max(folderPath.lastIndexOf('\\'), folderPath.lastIndexOf('/'));
  const endsInName = fileName === null || folderPath.slice(cut + 1).toLowerCase() === fileName.toLowerCase();
  const folder = endsInName && cut >= 0 ? folderPath.slice(0, cut) : folderPath.replace(/[\\/]+$/, '');
  return folder === '' ? folderPath.slice(0, 1) : folder;
};

const textIn = (event: EventRow, column: string): string | null => textOf(event, column) ?? null;
const numberIn = (event: EventRow, column: string): number | null => numberOf(event, column) ?? null;

const fileOf = (event: EventRow, prefix: '' | 'InitiatingProcess') => {
  const fileName = textIn(event, `${prefix}FileName`);
  return {
    sha1: textIn(event, `${prefix}SHA1`),
    sha256: textIn(event, `${prefix}SHA256`),
    fileName,
    filePath: folderOf(textIn(event, `${prefix}FolderPath`), fileName),
  };
};

const createdProcess = (event: EventRow): NewEvidence => {
  const parentName = textIn(event, 'InitiatingProcessFileName');
  return {
    entityType: 'Process',
    ...fileOf(event, ''),
    processId: numberIn(event, 'ProcessId'),
    processCommandLine: textIn(event, 'ProcessCommandLine'),
    processCreationTime: textIn(event, 'ProcessCreationTime'),
    parentProcessId: numberIn(event, 'InitiatingProcessId'),
    parentProcessCreationTime: textIn(event, 'InitiatingProcessCreationTime'),
    parentProcessFileName: parentName,
    parentProcessFilePath: folderOf(textIn(event, 'InitiatingProcessFolderPath'), parentName),
    detectionStatus: 'Detected',
  };
};

const actingProcess = (event: EventRow): NewEvidence => ({
  entityType: 'Process',
  ...fileOf(event, 'InitiatingProcess'),
  processId: numberIn(event, 'InitiatingProcessId'),
  processCommandLine: textIn(event, 'InitiatingProcessCommandLine'),
  processCreationTime: textIn(event, 'InitiatingProcessCreationTime'),
  parentProcessId: numberIn(event, 'InitiatingProcessParentId'),
  parentProcessCreationTime: textIn(event, 'InitiatingProcessParentCreationTime'),
  parentProcessFileName: textIn(event, 'InitiatingProcessParentFileName'),
  detectionStatus: 'Detected',
});

const user = (event: EventRow, nameColumn: string): NewEvidence => {
  const family = nameColumn.slice(0, -'Name'.length);
  return {
    entityType: 'User',
    accountName: textIn(event, nameColumn),
    domainName: textIn(event, `${family}Domain`),
    userSid: textIn(event, `${family}Sid`),
    aadUserId: textIn(event, `${family}ObjectId`),
    userPrincipalName: textIn(event, `${family}Upn`),
  };
};

const registryValue = (event: EventRow): NewEvidence => {
  const path = textOf(event, 'RegistryKey') ?? '';
  const cut = path.indexOf('\\');
  return {
    entityType: 'RegistryValue',
    registryHive: cut < 0 ? path : path.slice(0, cut),
    registryKey: cut < 0 ? null : path.slice(cut + 1),
    registryValueType: textIn(event, 'RegistryValueType'),
    registryValue: textIn(event, 'RegistryValueData'),
    registryValueName: textIn(event, 'RegistryValueName'),
    detectionStatus: 'Detected',
  };
};

const fileEvidence = (event: EventRow, column: NonNullable<EntityColumns['file']>): NewEvidence => ({
  entityType: 'File',
  ...fileOf(event, column === 'InitiatingProcessFileName' ? 'InitiatingProcess' : ''),
  detectionStatus: 'Detected',
});

const has = (event: EventRow, column: string | undefined): boolean =>
  column !== undefined && textOf(event, column) !== undefined;

/** The entities of an event, the most telling first. Entities whose column is empty in this row are left out. */
export const evidenceOf = (event: EventRow, entities: EntityColumns): NewEvidence[] => {
  const { process, account, file, ip, url, registry } = entities;
  return [
    ...(process === 'ProcessId' && has(event, process) ? [createdProcess(event)] : []),
    ...(process === 'InitiatingProcessId' && has(event, process) ? [actingProcess(event)] : []),
    ...(file && has(event, file) ? [fileEvidence(event, file)] : []),
    ...(registry && has(event, registry) ? [registryValue(event)] : []),
    ...(ip && has(event, ip) ? [{ entityType: 'Ip' as const, ipAddress: textIn(event, ip) }] : []),
    ...(url && has(event, url) ? [{ entityType: 'Url' as const, url: textIn(event, url) }] : []),
    ...(account && has(event, account) ? [user(event, account)] : []),
  ];
};

/**
 * The entity columns of a rule that names none: what the columns of its result can tell. Rows about created processes
 * are about that process; all other rows are about what the acting process did.
 */
export const entitiesFromColumns = (
  columns: ReadonlySet<string>,
  tables: readonly string[],
): EntityColumns => {
  const first = <Column extends string>(...candidates: Column[]): Column | undefined =>
    candidates.find(column => columns.has(column));
  const created = tables.includes('DeviceProcessEvents') && columns.has('ProcessId');
  const process = created ? 'ProcessId' : first('InitiatingProcessId', 'ProcessId');
  const account =
    process === 'InitiatingProcessId' && !tables.includes('DeviceLogonEvents')
      ? first('InitiatingProcessAccountName', 'AccountName')
      : first('AccountName', 'InitiatingProcessAccountName');
  const file = created ? undefined : first('FileName');
  const ip = first('RemoteIP', 'IPAddress');
  const url = first('RemoteUrl', 'FileOriginUrl', 'Url');
  const registry = first('RegistryKey');
  return {
    ...(process && { process }),
    ...(account && { account }),
    ...(file && { file }),
    ...(ip && { ip }),
    ...(url && { url }),
    ...(registry && { registry }),
  };
};
