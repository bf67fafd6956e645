import {
  graphHuntingReplySchema,
  graphHuntingRequestSchema,
  huntingReplySchema,
  huntingRequestSchema,
} from '../schemas/hunting.ts';
import { DEFENDER_AUDIENCES, type Operation } from './operation.ts';

const body = {
  schema: huntingRequestSchema,
  example: { Query: 'DeviceProcessEvents | where FileName =~ "powershell.exe" | limit 2' },
};

const cache = { hits: 0, misses: 0, total: 0 };

const reply = {
  status: 200,
  schema: huntingReplySchema,
  example: {
    Stats: {
      ExecutionTime: 0.0156652,
      resource_usage: {
        cache: { memory: cache, disk: cache },
        cpu: { user: '00:00:00.0156250', kernel: '00:00:00', 'total cpu': '00:00:00.0156250' },
        memory: { peak_per_node: 1572864 },
      },
      dataset_statistics: [{ table_row_count: 2, table_size: 157 }],
    },
    Schema: [
      { Name: 'Timestamp', Type: 'DateTime' },
      { Name: 'FileName', Type: 'String' },
    ],
    Results: [{ Timestamp: '2020-08-30T06:38:35.7664356Z', FileName: 'powershell.exe' }],
  },
};

const QUOTA_NOTE =
  'A query is charged with the time that it ran, to the quota of this door alone; the one that reaches the limit runs to its end.';

const ROWS_NOTE =
  'Rows beyond 100,000 are left out, as the service does; the header `vakt-partial-result` then says how many there are.';

export const runAdvancedQuery: Operation = {
  id: 'runAdvancedQuery',
  method: 'POST',
  path: '/advancedqueries/run',
  summary: 'Run a hunting query (Defender for Endpoint)',
  resource: 'Advanced hunting',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['AdvancedQuery.Read.All'],
    delegated: ['AdvancedQuery.Read'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'XDR'],
  limits: {
    perMinute: 45,
    perHour: 1_500,
    runningMinutesPerHour: 10,
    runningMinutesPerDay: 180,
    countedFor: 'tenant',
  },
  body,
  reply,
  errors: ['BadRequest', 'InvalidRequestBody', 'ServiceUnavailable'],
  notes: [
    'The sample shows no `Stats`; the real service sends them, and so does Vakt.',
    QUOTA_NOTE,
    ROWS_NOTE,
  ],
};

export const runHuntingQuery: Operation = {
  id: 'runHuntingQuery',
  method: 'POST',
  path: '/advancedhunting/run',
  summary: 'Run a hunting query (Defender XDR)',
  resource: 'Advanced hunting',
  permissions: {
    resource: 'MicrosoftThreatProtection',
    application: ['AdvancedHunting.Read.All'],
    delegated: ['AdvancedHunting.Read'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'XDR'],
  limits: {
    perMinute: 45,
    perHour: 1_500,
    runningMinutesPerHour: 10,
    runningMinutesPerDay: 240,
    countedFor: 'tenant',
  },
  body,
  reply,
  errors: ['BadRequest', 'InvalidRequestBody', 'ServiceUnavailable'],
  notes: [
    QUOTA_NOTE,
    'The running time is that of the terms page; the other page speaks of a share of processors per 15 minutes, which it does not name.',
    ROWS_NOTE,
  ],
};

export const runGraphHuntingQuery: Operation = {
  id: 'runGraphHuntingQuery',
  method: 'POST',
  door: 'graph',
  path: '/security/runHuntingQuery',
  otherPaths: [
    '/v1.0/security/microsoft.graph.security.runHuntingQuery',
    '/beta/security/microsoft.graph.security.runHuntingQuery',
  ],
  summary: 'Run a hunting query (Microsoft Graph)',
  resource: 'Advanced hunting',
  permissions: {
    resource: 'MicrosoftGraph',
    application: ['ThreatHunting.Read.All'],
    delegated: ['ThreatHunting.Read.All'],
  },
  audiences: ['MicrosoftGraph'],
  licences: ['Plan2', 'XDR'],
  limits: {
    perMinute: 45,
    perHour: 1_500,
    runningMinutesPerHour: 10,
    runningMinutesPerDay: 180,
    countedFor: 'tenant',
  },
  body: {
    schema: graphHuntingRequestSchema,
    example: {
      Query: 'DeviceProcessEvents | where FileName =~ "powershell.exe" | limit 2',
      Timespan: 'P7D',
    },
  },
  reply: {
    status: 200,
    schema: graphHuntingReplySchema,
    example: {
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
      schema: [
        { name: 'Timestamp', type: 'DateTime' },
        { name: 'FileName', type: 'String' },
      ],
      results: [{ Timestamp: '2020-08-30T06:38:35.7664356Z', FileName: 'powershell.exe' }],
    },
  },
  errors: ['BadRequest', 'InvalidRequestBody', 'ServiceUnavailable'],
  notes: [
    '`Timespan` is an ISO 8601 duration (`P7D`, until now), an interval (`start/end`, `start/duration`, `duration/end`) or a single start. Without it a query looks back 30 days.',
    'The look-back bounds every table that has a `Timestamp`; where the query bounds its time itself, the smaller of both counts. The end of an interval belongs to it.',
    'Names of the body are taken in either case: `Query` and `query`, `Timespan` and `timespan`.',
    'Graph’s own SDKs write the action with its namespace, `microsoft.graph.security.runHuntingQuery`.',
    QUOTA_NOTE,
    'A query runs three minutes at most. The vendor names no running time beyond that and no size for this door; those of the Defender for Endpoint API hold here as well: 10 minutes an hour, 3 hours a day, and 50 MB of rows.',
    ROWS_NOTE,
  ],
};
