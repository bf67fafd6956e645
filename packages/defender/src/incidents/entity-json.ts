import type { AlertEvidence } from '@vakt/contract/evidence';

const ENTITY_TYPES: Readonly<Record<string, string>> = { RegistryValue: 'Registry' };

/** An entity of an incident's alert: every property is there, unused ones null (reference: defender-xdr, section 6.5). */
export const entityJson = (evidence: AlertEvidence, deviceId: string) => ({
  entityType: ENTITY_TYPES[evidence.entityType] ?? evidence.entityType,
  sha1: evidence.sha1,
  sha256: evidence.sha256,
  fileName: evidence.fileName,
  filePath: evidence.filePath,
  processId: evidence.processId,
  processCommandLine: evidence.processCommandLine,
  processCreationTime: evidence.processCreationTime,
  parentProcessId: evidence.parentProcessId,
  parentProcessCreationTime: evidence.parentProcessCreationTime,
  ipAddress: evidence.ipAddress,
  url: evidence.url,
  accountName: evidence.accountName,
  domainName: evidence.domainName,
  userSid: evidence.userSid,
  aadUserId: evidence.aadUserId,
  userPrincipalName: evidence.userPrincipalName,
  mailboxDisplayName: null,
  mailboxAddress: null,
  clusterBy: null,
  sender: null,
  recipient: null,
  subject: null,
  deliveryAction: null,
  securityGroupId: null,
  securityGroupName: null,
  registryHive: evidence.registryHive,
  registryKey: evidence.registryKey,
  registryValueType: evidence.registryValueType,
  registryValue: evidence.registryValue,
  deviceId,
});
