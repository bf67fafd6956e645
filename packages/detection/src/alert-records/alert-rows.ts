import type { AlertEvidence } from '@vakt/contract/evidence';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { formatTicks } from '@vakt/contract/ticks';
import type { UnrecordedAlert } from '@vakt/store/alert-records';
import { nameTechnique } from './technique-names.ts';

/** The names that hunting tables have for sources of detection (reference: hunting-action-types, alerts and behaviors). */
const DETECTION_SOURCES: Readonly<Record<string, string>> = {
  WindowsDefenderAtp: 'EDR',
  WindowsDefenderAv: 'Antivirus',
  WindowsDefenderSmartScreen: 'SmartScreen',
  CustomerTI: 'Custom TI',
  CustomDetection: 'Custom detection',
  AutomatedInvestigation: 'Automated investigation',
  ThreatExperts: 'Microsoft Threat Experts',
};

const SERVICE_SOURCE = 'Microsoft Defender for Endpoint';

const ENTITY_TYPES: Readonly<Record<AlertEvidence['entityType'], string>> = {
  User: 'User',
  Process: 'Process',
  File: 'File',
  Ip: 'Ip',
  Url: 'Url',
  Registry: 'RegistryKey',
  RegistryValue: 'RegistryValue',
};

/** What both tables say of an alert. */
const aboutAlert = (alert: UnrecordedAlert): HuntingRow => ({
  AlertId: alert.alert_id,
  Title: alert.title,
  Severity: alert.severity,
  ServiceSource: SERVICE_SOURCE,
  DetectionSource: DETECTION_SOURCES[alert.detection_source] ?? alert.detection_source,
  AttackTechniques:
    alert.mitre_techniques.length > 0 ? JSON.stringify(alert.mitre_techniques.map(nameTechnique)) : '',
});

const aboutEvidence = (alert: UnrecordedAlert): HuntingRow => ({
  ...aboutAlert(alert),
  Categories: JSON.stringify([alert.category]),
  DeviceId: alert.machine_id,
  DeviceName: alert.computer_dns_name,
});

const machineRow = (alert: UnrecordedAlert): HuntingRow => ({
  ...aboutEvidence(alert),
  Timestamp: formatTicks(alert.created_ticks),
  EntityType: 'Machine',
  EvidenceRole: 'Impacted',
});

/** Evidence may be older than its alert; a row is not: who wrote an alert's rows finds them from its creation on. */
const notBefore = (created: string, time: string): string => (time < created ? created : time);

const entityRow = (alert: UnrecordedAlert, evidence: AlertEvidence): HuntingRow => ({
  ...aboutEvidence(alert),
  Timestamp: notBefore(formatTicks(alert.created_ticks), evidence.evidenceCreationTime),
  EntityType: ENTITY_TYPES[evidence.entityType],
  EvidenceRole: evidence.entityType === 'User' ? 'Impacted' : 'Related',
  FileName: evidence.fileName,
  FolderPath: evidence.filePath,
  SHA1: evidence.sha1,
  SHA256: evidence.sha256,
  ThreatFamily: alert.threat_family_name,
  RemoteIP: evidence.ipAddress,
  RemoteUrl: evidence.url,
  AccountName: evidence.accountName,
  AccountDomain: evidence.domainName,
  AccountSid: evidence.userSid,
  AccountObjectId: evidence.aadUserId,
  AccountUpn: evidence.userPrincipalName,
  ProcessCommandLine: evidence.processCommandLine,
  RegistryKey: evidence.registryKey,
  RegistryValueData: evidence.registryValue,
});

/** The row that `AlertInfo` has for an alert. */
export const alertInfoRow = (alert: UnrecordedAlert): HuntingRow => ({
  ...aboutAlert(alert),
  Timestamp: formatTicks(alert.created_ticks),
  Category: alert.category,
});

/** The rows that `AlertEvidence` has for an alert, in an order that stays when evidence is added: the machine, each entity. */
export const alertEvidenceRows = (alert: UnrecordedAlert): HuntingRow[] => [
  machineRow(alert),
  ...alert.evidence.map(evidence => entityRow(alert, evidence)),
];
