import { listAlerts } from '@vakt/contract/operations/alerts';
import type { QueryProperties } from '@vakt/contract/query';
import type { EntitySet } from '../src/entity-set.ts';

const properties: QueryProperties = {
  ...listAlerts.list?.properties,
  rank: { type: 'number' },
  hidden: { type: 'boolean' },
  'owner/name': { type: 'string' },
  'owner/names': { type: 'string', collection: true },
};

/** Alerts with every property open to filters. */
export const alertSet: EntitySet = {
  entity: 'microsoft.windowsDefenderATP.api.Alert',
  properties,
  filterable: Object.keys(properties).filter(name => name !== 'description'),
  selectable: [...Object.keys(properties), 'comments', 'evidence'],
  expandable: ['evidence'],
  maxTop: 10_000,
};
