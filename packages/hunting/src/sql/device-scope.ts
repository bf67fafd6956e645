import { huntingTables } from '@vakt/contract/hunting/tables';
import type { Parameters } from './parameters.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** What a table says of devices. */
type Relationship = 'rows-of-devices' | 'alerts' | 'names-devices' | 'none';

const columnsOf = (table: string): readonly string[] =>
  huntingTables.get(table)?.columns.map(({ name }) => name) ?? [];

const relationshipOf = (table: string): Relationship => {
  const columns = columnsOf(table);
  if (columns.includes('DeviceId')) return 'rows-of-devices';
  if (columns.includes('AlertId')) return 'alerts';
  const namesDevices = columns.some(name => /Device(?:Name|Info)$/.test(name));
  return namesDevices || table.startsWith('ExposureGraph') ? 'names-devices' : 'none';
};

/**
 * Whether a table's rows are about devices without their ids, so that no row can be told to be about some devices only.
 * Who sees some devices only cannot read it.
 */
export const isUnscopable = (table: string): boolean => relationshipOf(table) === 'names-devices';

/** That a row of the table is about one of the devices; alerts are, when a piece of their evidence is. */
export const deviceScope = (table: string, devices: readonly string[], parameters: Parameters): Sql[] => {
  const relationship = relationshipOf(table);
  if (relationship === 'none') return [];
  if (relationship === 'names-devices' || devices.length === 0) return [sql`false`];
  const isOfDevices = sql`${identifier('DeviceId')} IN ${parameters.strings(devices)}`;
  if (relationship === 'rows-of-devices') return [isOfDevices];
  const alertId = identifier('AlertId');
  const evidence = sql`${identifier('lake')}.${identifier('AlertEvidence')}`;
  return [sql`${alertId} IN (SELECT ${alertId} FROM ${evidence} WHERE ${isOfDevices})`];
};
