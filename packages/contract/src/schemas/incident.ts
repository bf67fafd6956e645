import { Type } from 'typebox';
import {
  alertSeverities,
  classificationSynonyms,
  classifications,
  commentSchema,
  determinationSynonyms,
  determinations,
} from './alert.ts';
import { nullable, oneOf, time } from './values.ts';

/** reference: defender-xdr, section 6. */
export const incidentStatuses = ['Active', 'InProgress', 'Resolved', 'Redirected'] as const;

const text = nullable(Type.String());
const number = nullable(Type.Integer());

const deviceSchema = Type.Object({
  mdatpDeviceId: Type.String(),
  aadDeviceId: text,
  deviceDnsName: text,
  osPlatform: text,
  version: text,
  osProcessor: text,
  osBuild: number,
  healthStatus: Type.String(),
  riskScore: Type.String(),
  rbacGroupName: text,
  rbacGroupId: Type.Integer(),
  firstSeen: nullable(time),
});

const entitySchema = Type.Object({
  entityType: Type.String({ examples: ['Process'] }),
  sha1: text,
  sha256: text,
  fileName: text,
  filePath: text,
  processId: number,
  processCommandLine: text,
  processCreationTime: nullable(time),
  parentProcessId: number,
  parentProcessCreationTime: nullable(time),
  ipAddress: text,
  url: text,
  accountName: text,
  domainName: text,
  userSid: text,
  aadUserId: text,
  userPrincipalName: text,
  mailboxDisplayName: text,
  mailboxAddress: text,
  clusterBy: text,
  sender: text,
  recipient: text,
  subject: text,
  deliveryAction: text,
  securityGroupId: text,
  securityGroupName: text,
  registryHive: text,
  registryKey: text,
  registryValueType: text,
  registryValue: text,
  deviceId: text,
});

const incidentAlertSchema = Type.Object({
  alertId: Type.String(),
  incidentId: Type.Integer(),
  serviceSource: Type.String({ examples: ['MicrosoftDefenderATP'] }),
  creationTime: time,
  lastUpdatedTime: time,
  resolvedTime: nullable(time),
  firstActivity: time,
  lastActivity: time,
  title: Type.String(),
  description: Type.String(),
  category: Type.String(),
  status: Type.String(),
  severity: oneOf(alertSeverities),
  investigationId: number,
  investigationState: Type.String(),
  classification: text,
  determination: text,
  detectionSource: Type.String(),
  assignedTo: text,
  actorName: text,
  threatFamilyName: text,
  mitreTechniques: Type.Array(Type.String()),
  devices: Type.Array(deviceSchema),
  entities: Type.Array(entitySchema),
});

/** The properties stand in the order of the wire. */
export const incidentSchema = Type.Object({
  incidentId: Type.Integer(),
  redirectIncidentId: number,
  incidentName: Type.String(),
  createdTime: time,
  lastUpdateTime: time,
  assignedTo: text,
  classification: Type.String({ examples: ['Unknown'] }),
  determination: Type.String({ examples: ['NotAvailable'] }),
  status: oneOf(incidentStatuses),
  severity: oneOf(alertSeverities),
  tags: Type.Array(Type.String()),
  comments: Type.Array(commentSchema),
  alerts: Type.Array(incidentAlertSchema),
});

/** What a caller may change of an incident; absent properties keep their values (reference: defender-xdr, section 4.3). */
export const incidentUpdateSchema = Type.Object(
  {
    status: Type.Optional(oneOf(['Active', 'InProgress', 'Resolved'])),
    assignedTo: Type.Optional(nullable(Type.String({ maxLength: 256 }))),
    classification: Type.Optional(oneOf([...classifications, ...Object.keys(classificationSynonyms)])),
    determination: Type.Optional(oneOf([...determinations, ...Object.keys(determinationSynonyms)])),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 100 })),
    comment: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
  },
  { additionalProperties: false, minProperties: 1 },
);
