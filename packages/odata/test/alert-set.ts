import { listAlerts } from '@vakt/contract/operations/alerts';
import type { QueryProperties } from '@vakt/contract/query';
import type { EntitySet } from '../src/entity-set.ts';

const properties: QueryProperties = {
  ...listAlerts.list?.properties,
  rank: { type: 'number' },
  hidden: { type: 'boolean' },
  'owner/name': { type: 'string' },
  'owner/names': { type: 'string', collection: true },
  accounts: {
    type: 'object',
    collection: true,
    properties: {
      userName: { type: 'string' },
      rank: { type: 'number' },
      groups: { type: 'string', collection: true },
      logons: { type: 'object', collection: true, properties: { time: { type: 'datetime' } } },
    },
  },
};

/** Alerts with every property open to filters. */
export const alertSet: EntitySet = {
  entity: 'microsoft.windowsDefenderATP.api.Alert',
  properties,
  filterable: Object.keys(properties).filter(name => name !== 'description'),
  selectable: [...Object.keys(properties), 'comments'],
  expandable: ['evidence'],
  aliases: { asssignedTo: 'assignedTo' },
  maxTop: 10_000,
};
