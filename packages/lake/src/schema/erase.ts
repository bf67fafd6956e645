import type { ClickHouseClient } from '@clickhouse/client';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { DATABASE } from './table-definition.ts';

/** Which events of a tenant to remove: those of one import, or all. */
export interface Erasure {
  readonly tenant: TenantId;
  readonly importName?: string;
}

/** Tables that hold such events; the others need no rewriting. */
const tablesWith = async (
  administrator: ClickHouseClient,
  condition: string,
  parameters: Record<string, string>,
): Promise<string[]> => {
  const counts = [...huntingTables.keys()].map(
    table => `SELECT '${table}' AS name FROM ${DATABASE}.\`${table}\` WHERE ${condition} LIMIT 1`,
  );
  const answer = await administrator.query({
    query: counts.join('\nUNION ALL '),
    query_params: parameters,
    format: 'JSONEachRow',
  });
  return (await answer.json<{ name: string }>()).map(({ name }) => name);
};

/** Removes events for good, from disk too; resolves when they are gone. */
export const eraseEvents = async (
  administrator: ClickHouseClient,
  { tenant, importName }: Erasure,
): Promise<void> => {
  const ofImport = importName === undefined ? '' : ' AND _Import = {importName:String}';
  const condition = `tenant = {tenant:String}${ofImport}`;
  const parameters = { tenant, ...(importName !== undefined && { importName }) };
  for (const table of await tablesWith(administrator, condition, parameters))
    await administrator.command({
      query: `ALTER TABLE ${DATABASE}.\`${table}\` DELETE WHERE ${condition}`,
      query_params: parameters,
      clickhouse_settings: { mutations_sync: '1' },
    });
};
