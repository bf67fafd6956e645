import { Type } from 'typebox';
import { indicatorTypes } from '../indicator-value.ts';
import { nullable, oneOf, time } from './values.ts';

/** `Alert` and `AlertAndBlock` are the older names that clients still send (reference: defender-endpoint-core, section 7.2). */
export const indicatorActions = [
  'Alert',
  'Warn',
  'Block',
  'Audit',
  'BlockAndRemediate',
  'AlertAndBlock',
  'Allowed',
] as const;
export type IndicatorAction = (typeof indicatorActions)[number];

export const indicatorSeverities = ['Informational', 'Low', 'Medium', 'High'] as const;

const text = nullable(Type.String());
const names = Type.Array(Type.String());

/** reference: defender-endpoint-core, section 10.7; wire-quirks, section 4. */
export const indicatorSchema = Type.Object({
  id: Type.String({ examples: ['994'] }),
  indicatorValue: Type.String(),
  indicatorType: oneOf(indicatorTypes),
  action: oneOf(indicatorActions),
  createdBy: Type.String(),
  severity: oneOf(indicatorSeverities),
  category: Type.Integer(),
  application: text,
  educateUrl: text,
  bypassDurationHours: nullable(Type.Integer()),
  title: Type.String(),
  description: Type.String(),
  recommendedActions: text,
  creationTimeDateTimeUtc: time,
  expirationTime: nullable(time),
  lastUpdateTime: time,
  lastUpdatedBy: text,
  rbacGroupNames: names,
  rbacGroupIds: names,
  notificationId: text,
  notificationBody: text,
  version: text,
  mitreTechniques: names,
  historicalDetection: Type.Boolean(),
  lookBackPeriod: text,
  generateAlert: Type.Boolean(),
  additionalInfo: text,
  createdByDisplayName: text,
  externalId: text,
  source: text,
  createdBySource: text,
  sourceType: oneOf(['User', 'AadApp']),
  certificateInfo: text,
});

/** What the service sets itself; callers who send an indicator back send it along, and it is not looked at. */
const ownedByService = Object.fromEntries(
  [
    'id',
    'createdBy',
    'category',
    'bypassDurationHours',
    'creationTimeDateTimeUtc',
    'lastUpdateTime',
    'lastUpdatedBy',
    'rbacGroupIds',
    'notificationId',
    'notificationBody',
    'version',
    'mitreTechniques',
    'historicalDetection',
    'lookBackPeriod',
    'additionalInfo',
    'createdByDisplayName',
    'source',
    'createdBySource',
    'sourceType',
    'certificateInfo',
  ].map(name => [name, Type.Optional(Type.Unknown())]),
);

const externalId = Type.Optional(nullable(Type.String({ maxLength: 1_000 })));

const longText = Type.String({ maxLength: 10_000 });

export const indicatorSubmissionSchema = Type.Object(
  {
    indicatorValue: Type.String({ minLength: 1, maxLength: 2_048 }),
    indicatorType: oneOf(indicatorTypes),
    action: oneOf(indicatorActions),
    title: Type.String({ minLength: 1, maxLength: 1_000 }),
    description: longText,
    application: Type.Optional(nullable(Type.String({ maxLength: 1_000 }))),
    expirationTime: Type.Optional(nullable(Type.String({ maxLength: 64 }))),
    severity: Type.Optional(nullable(oneOf(indicatorSeverities))),
    recommendedActions: Type.Optional(nullable(longText)),
    rbacGroupNames: Type.Optional(
      Type.Union([
        Type.Array(Type.String({ maxLength: 256 }), { maxItems: 100 }),
        Type.String({ maxLength: 10_000 }),
        Type.Null(),
      ]),
    ),
    educateUrl: Type.Optional(nullable(Type.String({ maxLength: 2_048 }))),
    generateAlert: Type.Optional(
      Type.Union([Type.Boolean(), oneOf(['true', 'false', 'True', 'False']), Type.Null()]),
    ),
    externalId,
    externalID: externalId,
    ...ownedByService,
  },
  { additionalProperties: false },
);

/** The items are held against the schema of a submission one by one, so that a wrong one fails alone. */
export const indicatorImportSchema = Type.Object(
  { Indicators: Type.Array(Type.Object({}), { minItems: 1 }) },
  { additionalProperties: false },
);

export const importResultSchema = Type.Object({
  value: Type.Array(
    Type.Object({
      id: text,
      indicator: text,
      isFailed: Type.Boolean(),
      failureReason: text,
    }),
  ),
});

export const indicatorIdsSchema = Type.Object(
  { IndicatorIds: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1 }) },
  { additionalProperties: false },
);
