import { indicatorTypes } from '../indicator-value.ts';
import type { QueryProperties } from '../query.ts';
import {
  importResultSchema,
  indicatorActions,
  indicatorIdsSchema,
  indicatorImportSchema,
  indicatorSchema,
  indicatorSeverities,
  indicatorSubmissionSchema,
} from '../schemas/indicator.ts';
import { collectionOf, nothingSchema } from '../schemas/values.ts';
import { indicatorExample, submissionExample } from './examples/indicator.ts';
import { DEFENDER_AUDIENCES, ENDPOINT_PAGE, GENERAL_LIMITS, type Operation } from './operation.ts';

const properties: QueryProperties = {
  id: { type: 'string' },
  indicatorValue: { type: 'string' },
  indicatorType: { type: 'enum', values: indicatorTypes },
  action: { type: 'enum', values: indicatorActions },
  createdBy: { type: 'string' },
  createdByDisplayName: { type: 'string' },
  severity: { type: 'enum', values: indicatorSeverities },
  application: { type: 'string' },
  title: { type: 'string' },
  description: { type: 'string' },
  creationTimeDateTimeUtc: { type: 'datetime' },
  expirationTime: { type: 'datetime' },
  lastUpdateTime: { type: 'datetime' },
  generateAlert: { type: 'boolean' },
  rbacGroupNames: { type: 'string', collection: true },
  rbacGroupIds: { type: 'string', collection: true },
};

/** How many indicators a tenant can have that have not expired (reference: defender-endpoint-core, section 7). */
export const MOST_INDICATORS = 15_000;

/** How many indicators one call can import or delete. */
export const MOST_INDICATORS_A_CALL = 500;

const common = {
  resource: 'Indicators',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Ti.ReadWrite', 'Ti.ReadWrite.All'],
    delegated: ['Ti.ReadWrite'],
  },
  audiences: DEFENDER_AUDIENCES,
  // The pages name Plan 1 and Defender for Endpoint as a whole, some Defender XDR; Business includes Plan 1.
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
} as const;

/** The pages of the two deletions list no delegated permission. */
const APPLICATION_ONLY = { ...common.permissions, delegated: [] } as const;

const OWN =
  'Who has `Ti.ReadWrite` sees and changes what the same application, or the same user, created; `Ti.ReadWrite.All` sees and changes all.';

export const listIndicators: Operation = {
  ...common,
  id: 'listIndicators',
  method: 'GET',
  path: '/indicators',
  summary: 'List indicators that have not expired',
  permissions: { ...common.permissions, application: [...common.permissions.application, 'Ti.Read.All'] },
  list: {
    entity: 'Indicator',
    properties,
    filterable: Object.keys(properties).filter(
      name => !['id', 'description', 'lastUpdateTime'].includes(name),
    ),
    expandable: [],
    ...ENDPOINT_PAGE,
  },
  reply: {
    status: 200,
    schema: collectionOf(indicatorSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Indicators',
      value: [indicatorExample],
    },
  },
  errors: ['ODataError'],
  notes: [
    OWN,
    '`Ti.Read.All`, which the permission pages name and this page does not, lets an application read all.',
    'The older page calls `$top` `$stop`; only `$top` is read.',
    '`source` is in the samples and `createdBySource` in the table of properties: both are answered. `source` holds the creator’s name; `createdBySource` says by which road an indicator came, on the wire: `PublicApi`.',
    'The table prints `externalID`; on the wire it is `externalId`. Both are read.',
  ],
};

const VALUES =
  'Values: hashes in any letter case; a certificate’s thumbprint is its SHA-1; one IP address, no range; a domain name, which stands for its subdomains, too; an http or https URL, with or without its scheme, which is compared without scheme and fragment.';

const ACTIONS =
  'Actions: files have all of them; IP addresses, domains and URLs have `Allowed`, `Audit`, `Warn`, `Block` and the older `Alert` and `AlertAndBlock`; certificates have `Allowed` and `BlockAndRemediate`. `Alert` and `AlertAndBlock` are no longer documented as working, but clients send them: they are kept as written and always alert.';

const ALERTS =
  'An indicator that generates alerts is compared with events that arrive from then on. The alert has the indicator’s title and description; its severity is the indicator’s, but `Informational` for `Warn` and `Block`; `Allowed` never alerts. Vakt raises alerts; it does not block.';

export const submitIndicator: Operation = {
  ...common,
  id: 'submitIndicator',
  method: 'POST',
  path: '/indicators',
  summary: 'Submit an indicator, or change the one of that type and value',
  body: { schema: indicatorSubmissionSchema, example: submissionExample },
  reply: {
    status: 200,
    schema: indicatorSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Indicators/$entity',
      ...indicatorExample,
    },
  },
  errors: [
    'InvalidRequestBody',
    'InvalidInput',
    'InvalidHashValue',
    'InvalidIpAddress',
    'InvalidDomainName',
    'InvalidUrl',
    'BadRequest',
  ],
  notes: [
    OWN,
    'Type and value name an indicator; a submission replaces all of it, except `application`, which only a new one takes.',
    VALUES,
    ACTIONS,
    '`generateAlert` is true for `Audit` and false otherwise when it is not given; `Audit` without alerts is refused, as the page says. Texts `true` and `false` are read, too: an older page calls it an enumeration.',
    '`severity` is `Informational` when it is not given.',
    '`rbacGroupNames` is a list, or text with commas between the names; empty: all devices. A user whose roles open some device groups only must name such groups; others are refused with 403.',
    'A time of expiry that is past is refused with `InvalidInput`; so is an indicator beyond the 15,000 of a tenant, with `BadRequest`.',
    'What the service sets itself (`id`, `createdBy` …) may be sent and is not looked at; other unknown names are refused.',
    ALERTS,
  ],
};

export const importIndicators: Operation = {
  ...common,
  id: 'importIndicators',
  method: 'POST',
  path: '/indicators/import',
  summary: 'Submit up to 500 indicators at once',
  limits: { perMinute: 30 },
  body: {
    schema: indicatorImportSchema,
    example: {
      Indicators: [
        submissionExample,
        {
          ...submissionExample,
          indicatorValue: '2233223322332233223322332233223322332233223322332233223322332222',
          indicatorType: 'FileSha256',
        },
      ],
    },
  },
  reply: {
    status: 200,
    schema: importResultSchema,
    example: {
      value: [
        { id: '2841', indicator: submissionExample.indicatorValue, isFailed: false, failureReason: null },
        {
          id: null,
          indicator: '10.0.0.0/8',
          isFailed: true,
          failureReason: 'IP address 10.0.0.0/8 is invalid',
        },
      ],
    },
  },
  errors: ['InvalidRequestBody', 'MaximumBatchSizeExceeded'],
  notes: [
    'Each item is taken or refused by itself, by the rules of a single submission; a refused one has no `id`.',
    'Of items with the same type and value the last one holds; all of them are answered with its id.',
    'An empty list is refused with 400, as clients meet it.',
  ],
};

export const getIndicator: Operation = {
  ...common,
  id: 'getIndicator',
  method: 'GET',
  path: '/indicators/{id}',
  summary: 'Get an indicator that has not expired',
  permissions: listIndicators.permissions,
  reply: submitIndicator.reply,
  errors: ['ResourceNotFound'],
  notes: [
    'No page documents this call; clients look an indicator up with it.',
    'An indicator that the caller may not see is not found.',
  ],
};

export const deleteIndicator: Operation = {
  ...common,
  id: 'deleteIndicator',
  method: 'DELETE',
  path: '/indicators/{id}',
  summary: 'Delete an indicator',
  permissions: APPLICATION_ONLY,
  reply: { status: 204, form: 'none', schema: nothingSchema, example: undefined },
  errors: ['ResourceNotFound'],
  notes: ['An indicator that the caller may not see is not found.'],
};

export const deleteIndicators: Operation = {
  ...common,
  id: 'deleteIndicators',
  method: 'POST',
  path: '/indicators/BatchDelete',
  summary: 'Delete up to 500 indicators at once',
  permissions: APPLICATION_ONLY,
  limits: { perMinute: 30, perHour: 1_500 },
  body: { schema: indicatorIdsSchema, example: { IndicatorIds: ['1', '2', '5'] } },
  reply: { status: 204, form: 'none', schema: nothingSchema, example: undefined },
  errors: ['InvalidRequestBody', 'InvalidInput', 'MaximumBatchSizeExceeded', 'ResourceNotFound'],
  notes: ['All are deleted or none: one that is not found is a 404 that names it.'],
};
