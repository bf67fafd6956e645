import { Type } from 'typebox';
import { classificationSynonyms, classifications, determinationSynonyms, determinations } from './alert.ts';
import { nullable, oneOf } from './values.ts';

const update = {
  status: oneOf(['New', 'InProgress', 'Resolved']),
  assignedTo: nullable(Type.String({ maxLength: 256 })),
  classification: nullable(oneOf([...classifications, ...Object.keys(classificationSynonyms)])),
  determination: nullable(oneOf([...determinations, ...Object.keys(determinationSynonyms)])),
  comment: Type.String({ maxLength: 10_000 }),
};

/** Names are case-sensitive; the page prints both spellings (reference: defender-endpoint-core, section 2.3). */
const changes = {
  status: Type.Optional(update.status),
  Status: Type.Optional(update.status),
  assignedTo: Type.Optional(update.assignedTo),
  AssignedTo: Type.Optional(update.assignedTo),
  classification: Type.Optional(update.classification),
  Classification: Type.Optional(update.classification),
  determination: Type.Optional(update.determination),
  Determination: Type.Optional(update.determination),
  comment: Type.Optional(update.comment),
  Comment: Type.Optional(update.comment),
};

export const alertUpdateSchema = Type.Object(changes, { additionalProperties: false, minProperties: 1 });

export const alertBatchUpdateSchema = Type.Object(
  { alertIds: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1 }), ...changes },
  { additionalProperties: false, minProperties: 2 },
);

/** reference: defender-endpoint-core, section 2.5. */
const creationCategories = [
  'General',
  'CommandAndControl',
  'Collection',
  'CredentialAccess',
  'DefenseEvasion',
  'Discovery',
  'Exfiltration',
  'Exploit',
  'Execution',
  'InitialAccess',
  'LateralMovement',
  'Malware',
  'Persistence',
  'PrivilegeEscalation',
  'Ransomware',
  'SuspiciousActivity',
] as const;

const shortText = Type.String({ minLength: 1, maxLength: 1_000 });
const longText = Type.String({ minLength: 1, maxLength: 10_000 });

/** What names the event of a new alert, and what the alert says. */
export const alertByReferenceSchema = Type.Object(
  {
    machineId: Type.String({ maxLength: 100 }),
    severity: oneOf(['Low', 'Medium', 'High']),
    title: shortText,
    description: longText,
    recommendedAction: longText,
    eventTime: Type.String({ maxLength: 40, examples: ['2018-08-03T16:45:21.7115183Z'] }),
    reportId: Type.Union([Type.String({ maxLength: 40 }), Type.Integer()]),
    category: oneOf(creationCategories),
  },
  { additionalProperties: false },
);
