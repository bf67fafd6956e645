import { Type } from 'typebox';
import { investigationStates } from './investigation.ts';
import { nullable, oneOf, time } from './values.ts';

/** reference: defender-endpoint-core, section 10.1. */
export const alertSeverities = ['UnSpecified', 'Informational', 'Low', 'Medium', 'High'] as const;
export const alertStatuses = ['Unknown', 'New', 'InProgress', 'Resolved'] as const;
export const classifications = ['TruePositive', 'InformationalExpectedActivity', 'FalsePositive'] as const;

/** The names on the entity's page, then the older ones that the service still reads. */
export const determinations = [
  'MultiStagedAttack',
  'MaliciousUserActivity',
  'CompromisedUser',
  'Malware',
  'Phishing',
  'UnwantedSoftware',
  'SecurityTesting',
  'LineOfBusinessApplication',
  'ConfirmedUserActivity',
  'Clean',
  'InsufficientData',
  'Other',
  'NotAvailable',
  'Apt',
  'SecurityPersonnel',
] as const;

/**
 * Which determinations belong to which classification (reference: defender-endpoint-core, section 10.1), the older names with
 * the classification that they meant.
 */
export const determinationsOf: Readonly<
  Record<(typeof classifications)[number], readonly (typeof determinations)[number][]>
> = {
  TruePositive: [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedUser',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'Other',
    'Apt',
  ],
  InformationalExpectedActivity: [
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedUserActivity',
    'Other',
    'SecurityPersonnel',
  ],
  FalsePositive: ['Clean', 'InsufficientData', 'Other'],
};

/** What the entity's page prints in place of a name on the page of the update call; null is no classification. */
export const classificationSynonyms: Readonly<Record<string, (typeof classifications)[number] | null>> = {
  'Informational, expected activity': 'InformationalExpectedActivity',
  Unknown: null,
};

/** What the page of the update call prints in place of a name on the entity's page. */
export const determinationSynonyms: Readonly<Record<string, (typeof determinations)[number]>> = {
  ConfirmedActivity: 'ConfirmedUserActivity',
  NotMalicious: 'Clean',
  CompromisedAccount: 'CompromisedUser',
  NoEnoughDataToValidate: 'InsufficientData',
};

export const userSchema = Type.Object({
  userName: nullable(Type.String()),
  domainName: nullable(Type.String()),
});

/** A user who was logged on when the alert was raised. */
export const loggedOnUserSchema = Type.Object({
  accountName: nullable(Type.String()),
  domainName: nullable(Type.String()),
});

export const commentSchema = Type.Object({
  comment: Type.String(),
  createdBy: Type.String(),
  createdTime: time,
});

const text = nullable(Type.String());
const number = nullable(Type.Integer());

export const evidenceSchema = Type.Object({
  entityType: Type.String({ examples: ['Process'] }),
  evidenceCreationTime: time,
  sha1: text,
  sha256: text,
  fileName: text,
  filePath: text,
  processId: number,
  processCommandLine: text,
  processCreationTime: nullable(time),
  parentProcessId: number,
  parentProcessCreationTime: nullable(time),
  parentProcessFileName: text,
  parentProcessFilePath: text,
  ipAddress: text,
  url: text,
  registryKey: text,
  registryHive: text,
  registryValueType: text,
  registryValue: text,
  registryValueName: text,
  accountName: text,
  domainName: text,
  userSid: text,
  aadUserId: text,
  userPrincipalName: text,
  detectionStatus: text,
});

/** The properties stand in the order of the wire. */
export const alertSchema = Type.Object({
  id: Type.String({ examples: ['da637472900382838869_1364969609'] }),
  incidentId: nullable(Type.Integer()),
  investigationId: nullable(Type.Integer()),
  assignedTo: text,
  severity: oneOf(alertSeverities),
  status: oneOf(alertStatuses),
  classification: nullable(oneOf(classifications)),
  determination: nullable(oneOf(determinations)),
  investigationState: oneOf(investigationStates),
  detectionSource: Type.String({ examples: ['WindowsDefenderAtp'] }),
  detectorId: text,
  category: Type.String({ examples: ['Execution'] }),
  threatFamilyName: text,
  title: Type.String(),
  description: Type.String(),
  alertCreationTime: time,
  firstEventTime: time,
  lastEventTime: time,
  lastUpdateTime: time,
  resolvedTime: nullable(time),
  machineId: Type.String(),
  computerDnsName: text,
  rbacGroupName: text,
  aadTenantId: Type.String({ format: 'uuid' }),
  threatName: text,
  mitreTechniques: Type.Array(Type.String()),
  relatedUser: nullable(userSchema),
  loggedOnUsers: Type.Array(loggedOnUserSchema),
  comments: Type.Array(commentSchema),
  evidence: Type.Array(evidenceSchema),
  domains: Type.Array(Type.Object({ host: Type.String() })),
});
