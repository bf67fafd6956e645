import { EVIDENCE_TEXTS } from '../evidence.ts';
import type { QueryProperties } from '../query.ts';
import {
  alertSchema,
  alertSeverities,
  alertStatuses,
  classifications,
  determinations,
  determinationsOf,
} from '../schemas/alert.ts';
import { alertUpdateSchema } from '../schemas/alert-requests.ts';
import { collectionOf } from '../schemas/values.ts';
import { alertExample, alertReplyExample } from './examples/alert.ts';
import {
  DEFENDER_AUDIENCES,
  ENDPOINT_PAGE,
  type FilterQuery,
  GENERAL_LIMITS,
  type Operation,
} from './operation.ts';

const properties: QueryProperties = {
  id: { type: 'string' },
  incidentId: { type: 'number' },
  investigationId: { type: 'number' },
  investigationState: { type: 'string' },
  assignedTo: { type: 'string' },
  severity: { type: 'enum', values: alertSeverities },
  status: { type: 'enum', values: alertStatuses },
  classification: { type: 'enum', values: classifications },
  determination: { type: 'enum', values: determinations },
  detectionSource: { type: 'string' },
  detectorId: { type: 'string' },
  category: { type: 'string' },
  threatFamilyName: { type: 'string' },
  threatName: { type: 'string' },
  title: { type: 'string' },
  description: { type: 'string' },
  alertCreationTime: { type: 'datetime' },
  firstEventTime: { type: 'datetime' },
  lastEventTime: { type: 'datetime' },
  lastUpdateTime: { type: 'datetime' },
  resolvedTime: { type: 'datetime' },
  machineId: { type: 'string' },
  computerDnsName: { type: 'string' },
  rbacGroupName: { type: 'string' },
  mitreTechniques: { type: 'string', collection: true },
  evidence: {
    type: 'object',
    collection: true,
    properties: {
      ...Object.fromEntries(EVIDENCE_TEXTS.map(name => [name, { type: 'string' } as const])),
      processId: { type: 'number' },
      parentProcessId: { type: 'number' },
    },
  },
};

/** What lets a caller read alerts. */
export const READ_ALERTS = {
  resource: 'WindowsDefenderATP',
  application: ['Alert.Read.All', 'Alert.ReadWrite.All'],
  delegated: ['Alert.Read', 'Alert.ReadWrite'],
} as const;

/** What conditions on alerts may name, wherever they are asked for. */
export const ALERT_FILTER: FilterQuery = {
  entity: 'Alert',
  properties,
  filterable: [
    'alertCreationTime',
    'lastUpdateTime',
    'incidentId',
    'investigationId',
    'id',
    'assignedTo',
    'detectionSource',
    'lastEventTime',
    'status',
    'severity',
    'category',
    'evidence',
  ],
  // As the list page prints it.
  aliases: { asssignedTo: 'assignedTo' },
};

const { evidence: _, ...withoutEvidence } = alertExample;

export const listAlerts: Operation = {
  id: 'listAlerts',
  method: 'GET',
  path: '/alerts',
  summary: 'List alerts, the newest first',
  resource: 'Alerts',
  permissions: READ_ALERTS,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  list: {
    ...ALERT_FILTER,
    expandable: ['evidence'],
    ...ENDPOINT_PAGE,
    pagedBy: ['alertCreationTime', 'lastUpdateTime'],
  },
  reply: {
    status: 200,
    schema: collectionOf(alertSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Alerts',
      value: [{ ...withoutEvidence, evidence: [] }],
    },
  },
  errors: ['ODataError'],
  notes: [
    '`evidence` is an empty array unless `$expand=evidence` asks for it.',
    '`domains`, which no page names, is on the wire and empty there; the domains of an alert have a call of their own.',
    '`$filter` takes `evidence/any(…)`, which the page does not name: an alert is often known by what it is about.',
    'The page prints `asssignedTo` among the properties of `$filter`; it is taken for `assignedTo`.',
    'Times always have seven fractional digits.',
    'No two changes of a tenant have the same `lastUpdateTime`, and they become visible in its order: who asks for what is `gt` the last time seen, in that order, misses nothing and gets nothing twice. Pages by `$skip` over what changes meanwhile can miss something; next links do not.',
  ],
};

export const getAlert: Operation = {
  id: 'getAlert',
  method: 'GET',
  path: '/alerts/{id}',
  summary: 'Get an alert with its evidence',
  resource: 'Alerts',
  permissions: READ_ALERTS,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: { status: 200, schema: alertSchema, example: alertReplyExample },
  errors: ['ResourceNotFound'],
  notes: [
    'The page names Plan 1 and Plan 2 only; who may list alerts may read one, so Business may, too.',
    'The page’s sample has no `@odata.context`; clients meet one, `#Alerts/$entity`.',
  ],
};

/** What the pages say, and do not, about classifications and determinations. */
export const CLASSIFICATION_NOTES: readonly string[] = [
  ...classifications.map(name => `Determinations of \`${name}\`: ${determinationsOf[name].join(', ')}.`),
  'A pair of classification and determination is taken as it comes: the vendor’s own sample sends one that its table does not have. A new classification alone clears a determination that does not go with it.',
  '`Unknown` and null take the classification away, null the determination. The names of the entity’s page and of the update page are both read; the entity’s are answered.',
];

export const updateAlert: Operation = {
  id: 'updateAlert',
  method: 'PATCH',
  path: '/alerts/{id}',
  summary: 'Change an alert’s status, owner or classification, or add a comment',
  resource: 'Alerts',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Alert.ReadWrite.All'],
    delegated: ['Alert.ReadWrite'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  body: {
    schema: alertUpdateSchema,
    example: {
      status: 'Resolved',
      assignedTo: 'secop2@contoso.com',
      classification: 'FalsePositive',
      determination: 'Clean',
      comment: 'Resolve my alert and assign to secop2',
    },
  },
  reply: { status: 200, schema: alertSchema, example: alertReplyExample },
  errors: ['ResourceNotFound', 'InvalidRequestBody'],
  notes: [
    ...CLASSIFICATION_NOTES,
    'The page prints the permission as `Alerts.ReadWrite.All`; every other page, and the resource itself, names it `Alert.ReadWrite.All`.',
    '`resolvedTime` becomes null again when an alert is reopened.',
    'An unknown property is refused: the names are case-sensitive, and a misspelt one would otherwise be lost silently.',
  ],
};
