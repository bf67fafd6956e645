import { completeEvidence, type NewEvidence } from '@vakt/contract/evidence';
import { type Hit, numberOf, textOf } from './hit.ts';
import type { EntityColumns } from './rule.ts';

/** The folder of a hunting row's `FolderPath`, which is the full path with the file's name. */
export const folderOf = (folderPath: string | null, fileName: string | null): string | null => {
  if (folderPath === null) return null;
  const cut = Math.max(folderPath.lastIndexOf('\\'), folderPath.lastIndexOf('/'));
  const endsInName = fileName === null || folderPath.slice(cut + 1).toLowerCase() === fileName.toLowerCase();
  const folder = endsInName && cut >= 0 ? folderPath.slice(0, cut) : folderPath.replace(/[\\/]+$/, '');
  return folder === '' ? folderPath.slice(0, 1) : folder;
};

const textIn = (hit: Hit, column: string): string | null => textOf(hit, column) ?? null;
const numberIn = (hit: Hit, column: string): number | null => numberOf(hit, column) ?? null;

const fileOf = (hit: Hit, prefix: '' | 'InitiatingProcess') => {
  const fileName = textIn(hit, `${prefix}FileName`);
  return {
    sha1: textIn(hit, `${prefix}SHA1`),
    sha256: textIn(hit, `${prefix}SHA256`),
    fileName,
    filePath: folderOf(textIn(hit, `${prefix}FolderPath`), fileName),
  };
};

const createdProcess = (hit: Hit): NewEvidence => {
  const parentName = textIn(hit, 'InitiatingProcessFileName');
  return {
    entityType: 'Process',
    ...fileOf(hit, ''),
    processId: numberIn(hit, 'ProcessId'),
    processCommandLine: textIn(hit, 'ProcessCommandLine'),
    processCreationTime: textIn(hit, 'ProcessCreationTime'),
    parentProcessId: numberIn(hit, 'InitiatingProcessId'),
    parentProcessCreationTime: textIn(hit, 'InitiatingProcessCreationTime'),
    parentProcessFileName: parentName,
    parentProcessFilePath: folderOf(textIn(hit, 'InitiatingProcessFolderPath'), parentName),
    detectionStatus: 'Detected',
  };
};

const actingProcess = (hit: Hit): NewEvidence => ({
  entityType: 'Process',
  ...fileOf(hit, 'InitiatingProcess'),
  processId: numberIn(hit, 'InitiatingProcessId'),
  processCommandLine: textIn(hit, 'InitiatingProcessCommandLine'),
  processCreationTime: textIn(hit, 'InitiatingProcessCreationTime'),
  parentProcessId: numberIn(hit, 'InitiatingProcessParentId'),
  parentProcessCreationTime: textIn(hit, 'InitiatingProcessParentCreationTime'),
  parentProcessFileName: textIn(hit, 'InitiatingProcessParentFileName'),
  detectionStatus: 'Detected',
});

const user = (hit: Hit, nameColumn: string): NewEvidence => {
  const family = nameColumn.slice(0, -'Name'.length);
  return {
    entityType: 'User',
    accountName: textIn(hit, nameColumn),
    domainName: textIn(hit, `${family}Domain`),
    userSid: textIn(hit, `${family}Sid`),
    aadUserId: textIn(hit, `${family}ObjectId`),
    userPrincipalName: textIn(hit, `${family}Upn`),
  };
};

const registryValue = (hit: Hit): NewEvidence => {
  const path = textOf(hit, 'RegistryKey') ?? '';
  const cut = path.indexOf('\\');
  return {
    entityType: 'RegistryValue',
    registryHive: cut < 0 ? path : path.slice(0, cut),
    registryKey: cut < 0 ? null : path.slice(cut + 1),
    registryValueType: textIn(hit, 'RegistryValueType'),
    registryValue: textIn(hit, 'RegistryValueData'),
    detectionStatus: 'Detected',
  };
};

const fileEvidence = (hit: Hit, column: 'FileName' | 'InitiatingProcessFileName'): NewEvidence => ({
  entityType: 'File',
  ...fileOf(hit, column === 'FileName' ? '' : 'InitiatingProcess'),
  detectionStatus: 'Detected',
});

const has = (hit: Hit, column: string | undefined): boolean =>
  column !== undefined && textOf(hit, column) !== undefined;

/** The entities of a hit, the most telling first. Entities whose column is empty in this row are left out. */
export const evidenceOf = (hit: Hit, entities: EntityColumns): NewEvidence[] => {
  const { process, account, file, ip, url, registry } = entities;
  return [
    ...(process === 'ProcessId' && has(hit, process) ? [createdProcess(hit)] : []),
    ...(process === 'InitiatingProcessId' && has(hit, process) ? [actingProcess(hit)] : []),
    ...(file && has(hit, file) ? [fileEvidence(hit, file)] : []),
    ...(registry && has(hit, registry) ? [registryValue(hit)] : []),
    ...(ip && has(hit, ip) ? [{ entityType: 'Ip' as const, ipAddress: textIn(hit, ip) }] : []),
    ...(url && has(hit, url) ? [{ entityType: 'Url' as const, url: textIn(hit, url) }] : []),
    ...(account && has(hit, account) ? [user(hit, account)] : []),
  ];
};

/** Tells entities apart: two pieces of evidence with one key are the same entity, seen twice. */
export const entityKey = (evidence: NewEvidence): string => {
  const { entityType, processId, processCreationTime, fileName, processCommandLine } = evidence;
  if (entityType === 'Process')
    return JSON.stringify([processId, processCreationTime, fileName, processCommandLine]);
  return JSON.stringify(completeEvidence({ ...evidence, evidenceCreationTime: '' }, ''));
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
