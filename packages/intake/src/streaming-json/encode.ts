import type { HuntingRow, TableRows } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { CATEGORY_PREFIX } from './record.ts';

const hasBigint = (row: HuntingRow): boolean => {
  for (const name in row) if (typeof row[name] === 'bigint') return true;
  return false;
};

const cellText = (value: HuntingRow[string] | undefined): string =>
  typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null);

/** The row as a JSON object; the native printer where it can carry every cell. */
const rowText = (row: HuntingRow): string =>
  hasBigint(row)
    ? `{${Object.keys(row)
        .map(name => `${JSON.stringify(name)}:${cellText(row[name])}`)
        .join(',')}}`
    : JSON.stringify(row);

/**
 * Prints rows as the streaming export's envelope, `{"records":[...]}`; `readRecord` gives the same rows back.
 *
 * @param time when the rows were received, ISO 8601.
 */
export const toRecords = (tenantId: TenantId, tables: readonly TableRows[], time: string): string => {
  const parts: string[] = [];
  for (const { table, rows } of tables) {
    const head = `{"time":${JSON.stringify(time)},"tenantId":"${tenantId}","operationName":"Publish","category":"${CATEGORY_PREFIX}${table}","properties":`;
    for (const row of rows) parts.push(`${head}${rowText(row)}}`);
  }
  return `{"records":[${parts.join(',')}]}`;
};
