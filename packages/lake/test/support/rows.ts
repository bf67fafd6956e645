import assert from 'node:assert/strict';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { AppendReceipt, Lake } from '../../src/lake.ts';
import type { ParameterValue } from '../../src/query/parameters.ts';

export const HOME = '11111111-1111-4111-8111-111111111111' as TenantId;
export const STRANGER = '22222222-2222-4222-8222-222222222222' as TenantId;

/** A process event with a command line. */
export const processEvent = (commandLine: string, more: HuntingRow = {}): HuntingRow => ({
  Timestamp: '2026-11-21T05:00:00.1234567Z',
  DeviceId: 'd'.repeat(40),
  ReportId: 1,
  ProcessCommandLine: commandLine,
  ...more,
});

/** An event that has nothing but a number. */
export const deviceEvent = (reportId: number): HuntingRow => ({
  Timestamp: '2026-11-21T05:00:00Z',
  ReportId: reportId,
});

export const appendProcesses = (
  lake: Lake,
  tenant: TenantId,
  ...rows: HuntingRow[]
): Promise<AppendReceipt> => lake.append(tenant, { table: 'DeviceProcessEvents', rows });

/** The rows of a query that succeeds. */
export const rowsOf = async (
  lake: Lake,
  tenant: TenantId,
  sql: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
): Promise<readonly (readonly unknown[])[]> => {
  const result = await lake.query(tenant, { sql, parameters });
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value.rows;
};
