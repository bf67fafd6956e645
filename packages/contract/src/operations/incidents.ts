import type { QueryProperties } from '../query.ts';
import { incidentSchema, incidentStatuses, incidentUpdateSchema } from '../schemas/incident.ts';
import { collectionOf } from '../schemas/values.ts';
import { DEFENDER_AUDIENCES, type Operation } from './operation.ts';

const properties: QueryProperties = {
  incidentId: { type: 'number' },
  incidentName: { type: 'string' },
  status: { type: 'enum', values: incidentStatuses },
  assignedTo: { type: 'string' },
  classification: { type: 'string' },
  determination: { type: 'string' },
  createdTime: { type: 'datetime' },
  lastUpdateTime: { type: 'datetime' },
};

const READ = {
  resource: 'MicrosoftThreatProtection',
  application: ['Incident.Read.All', 'Incident.ReadWrite.All'],
  delegated: ['Incident.Read', 'Incident.ReadWrite'],
} as const;

const example = {
  incidentId: 924565,
  redirectIncidentId: null,
  incidentName: 'Ransomware activity on one endpoint',
  createdTime: '2020-09-06T14:46:57.0733333Z',
  lastUpdateTime: '2020-09-06T14:46:57.2900000Z',
  assignedTo: null,
  classification: 'Unknown',
  determination: 'NotAvailable',
  status: 'Active',
  severity: 'Medium',
  tags: [],
  comments: [],
  alerts: [],
};

export const listIncidents: Operation = {
  id: 'listIncidents',
  method: 'GET',
  path: '/incidents',
  summary: 'List incidents with their alerts, devices and entities, the newest first',
  resource: 'Incidents',
  permissions: READ,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'Business', 'XDR'],
  limits: { perMinute: 50, perHour: 1_500 },
  list: {
    entity: 'Incident',
    properties,
    filterable: ['lastUpdateTime', 'createdTime', 'status', 'assignedTo'],
    expandable: ['alerts'],
    maxTop: 100,
    pageSize: 100,
    pagedBy: ['incidentId', 'lastUpdateTime'],
  },
  reply: {
    status: 200,
    schema: collectionOf(incidentSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Incidents',
      value: [example],
    },
  },
  errors: ['ODataError'],
  notes: [
    'Alerts are there with and without `$expand=alerts`.',
    'Severity cannot be filtered by, as the page says; it is that of the gravest alert.',
    'A page on tokens prints the permissions in the plural, `Incidents.Read.All`; the resource names them in the singular.',
    'No two changes of a tenant have the same `lastUpdateTime`, and they become visible in its order, as those of alerts.',
    'Licences: an incident needs correlation, which Plan 1 does not have.',
  ],
};

export const getIncident: Operation = {
  id: 'getIncident',
  method: 'GET',
  path: '/incidents/{id}',
  summary: 'Get an incident with its alerts, devices and entities',
  resource: 'Incidents',
  permissions: READ,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'Business', 'XDR'],
  limits: { perMinute: 100, perHour: 1_500 },
  reply: {
    status: 200,
    schema: incidentSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Incidents/$entity',
      ...example,
    },
  },
  errors: ['ResourceNotFound'],
  notes: [
    'Open incidents of one machine that an alert connects in time are merged into the oldest of them. A merged one is `Redirected` and still answered: without alerts, which have gone over with tags and comments, and with `redirectIncidentId`.',
  ],
};

const update = {
  status: 'Resolved',
  assignedTo: 'secop2@contoso.com',
  classification: 'TruePositive',
  determination: 'Malware',
  tags: ['Ransomware', 'Head office'],
};

export const updateIncident: Operation = {
  id: 'updateIncident',
  method: 'PATCH',
  path: '/incidents/{id}',
  summary: 'Change an incident’s status, owner, classification or tags, or add a comment',
  resource: 'Incidents',
  permissions: {
    resource: 'MicrosoftThreatProtection',
    application: ['Incident.ReadWrite.All'],
    delegated: ['Incident.ReadWrite'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'Business', 'XDR'],
  limits: { perMinute: 50, perHour: 1_500 },
  body: { schema: incidentUpdateSchema, example: { ...update, comment: 'Contained and cleaned' } },
  reply: {
    status: 200,
    schema: incidentSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Incidents/$entity',
      ...example,
      ...update,
      comments: [
        {
          comment: 'Contained and cleaned',
          createdBy: 'secop2@contoso.com',
          createdTime: '2020-09-06T15:46:57.2900000Z',
        },
      ],
    },
  },
  errors: ['ResourceNotFound', 'InvalidRequestBody', 'InvalidInput'],
  notes: [
    'The pair of classification and determination is not checked: the page says that only `TruePositive` has a determination, and lists some for the other two.',
    'Classifications and determinations are read as this page and as the entity’s page name them; classifications are written as here, determinations as on the entity’s page. `Unknown` takes a classification back.',
    '`tags` replaces the whole list; an empty list removes all. `comment` is added to the comments.',
    '`assignedTo` is taken back by null or an empty text.',
    'A caller cannot set `Redirected`: it is the service’s word for an incident that it merged into another one.',
    'An incident that was merged into another one is not changed any more: 400 names the other one.',
    'The alerts of an incident keep their status, owner and classification.',
  ],
};
