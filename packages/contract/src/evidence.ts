/** Kinds of entities that an alert names (reference: defender-endpoint-core, section 10.1). */
export type EvidenceType = 'User' | 'Process' | 'File' | 'Ip' | 'Url' | 'Registry' | 'RegistryValue';

/** What an alert says of one entity; every property is there, null where it does not apply. Times are ISO 8601 text. */
export interface AlertEvidence {
  readonly entityType: EvidenceType;
  readonly evidenceCreationTime: string;
  readonly sha1: string | null;
  readonly sha256: string | null;
  readonly fileName: string | null;
  /** The folder alone, without a separator at its end. */
  readonly filePath: string | null;
  readonly processId: number | null;
  readonly processCommandLine: string | null;
  readonly processCreationTime: string | null;
  readonly parentProcessId: number | null;
  readonly parentProcessCreationTime: string | null;
  readonly parentProcessFileName: string | null;
  readonly parentProcessFilePath: string | null;
  readonly ipAddress: string | null;
  readonly url: string | null;
  readonly registryKey: string | null;
  readonly registryHive: string | null;
  readonly registryValueType: string | null;
  readonly registryValue: string | null;
  readonly registryValueName: string | null;
  readonly accountName: string | null;
  readonly domainName: string | null;
  readonly userSid: string | null;
  readonly aadUserId: string | null;
  readonly userPrincipalName: string | null;
  readonly detectionStatus: string | null;
}

/** The properties of evidence that are text, and no time. */
export const EVIDENCE_TEXTS = [
  'entityType',
  'sha1',
  'sha256',
  'fileName',
  'filePath',
  'processCommandLine',
  'parentProcessFileName',
  'parentProcessFilePath',
  'ipAddress',
  'url',
  'registryKey',
  'registryHive',
  'registryValueType',
  'registryValue',
  'registryValueName',
  'accountName',
  'domainName',
  'userSid',
  'aadUserId',
  'userPrincipalName',
  'detectionStatus',
] as const satisfies readonly (keyof AlertEvidence)[];

/** Evidence on its way into an alert: what it leaves out is null, its creation time the alert's. */
export type NewEvidence = Pick<AlertEvidence, 'entityType'> & Partial<AlertEvidence>;

/** A remark on an alert or an incident. */
export interface Comment {
  readonly comment: string;
  readonly createdBy: string;
  readonly createdTime: string;
}

const NOTHING: Omit<AlertEvidence, 'entityType' | 'evidenceCreationTime'> = {
  sha1: null,
  sha256: null,
  fileName: null,
  filePath: null,
  processId: null,
  processCommandLine: null,
  processCreationTime: null,
  parentProcessId: null,
  parentProcessCreationTime: null,
  parentProcessFileName: null,
  parentProcessFilePath: null,
  ipAddress: null,
  url: null,
  registryKey: null,
  registryHive: null,
  registryValueType: null,
  registryValue: null,
  registryValueName: null,
  accountName: null,
  domainName: null,
  userSid: null,
  aadUserId: null,
  userPrincipalName: null,
  detectionStatus: null,
};

/** Completes evidence, with the properties in the order of the wire. */
export const completeEvidence = (
  { entityType, evidenceCreationTime, ...known }: NewEvidence,
  creationTime: string,
): AlertEvidence => ({
  entityType,
  evidenceCreationTime: evidenceCreationTime ?? creationTime,
  ...NOTHING,
  ...known,
});
