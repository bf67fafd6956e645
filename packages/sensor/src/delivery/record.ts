import type { CellValue, HuntingRow } from '@vakt/contract/hunting/tables';

const cellText = (value: CellValue): string =>
  typeof value === 'bigint' ? String(value) : JSON.stringify(value);

/** JSON of a row: 64-bit numbers as digits, empty cells left out. */
export const rowText = (row: HuntingRow): string => {
  const cells = Object.entries(row).filter(([, value]) => value !== null && value !== '');
  return `{${cells.map(([name, value]) => `${JSON.stringify(name)}:${cellText(value)}`).join(',')}}`;
};

/** A record of Defender's streaming format without its tenant, which is known only after enrolment; one line. */
export const recordText = (table: string, row: HuntingRow, time: string): string =>
  `{"time":${JSON.stringify(time)},"category":${JSON.stringify(`AdvancedHunting-${table}`)},"properties":${rowText(row)}}`;

/** The body of a delivery (reference: telemetry mapping, section 8). */
export const envelopeOf = (tenantId: string, records: readonly string[]): string => {
  const tenant = `{"tenantId":${JSON.stringify(tenantId)},`;
  return `{"records":[${records.map(record => tenant + record.slice(1)).join(',')}]}`;
};
