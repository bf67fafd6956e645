import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { Lake } from '@vakt/lake/lake';
import { percentile } from '../load/percentile.ts';
import type { Ask } from './side-by-side.ts';

const TABLE = 'DeviceProcessEvents';
const ROWS_A_BATCH = 5_000;
const ROUNDS = 3;

/** Events of the lake itself, to be appended anew. */
const someRows = async (lake: Lake, tenant: TenantId): Promise<HuntingRow[]> => {
  const columns =
    'Timestamp, DeviceId, DeviceName, ActionType, FileName, FolderPath, ProcessCommandLine, AdditionalFields';
  const answer = await lake.query(tenant, {
    sql: `SELECT ${columns} FROM lake.${TABLE} LIMIT ${ROWS_A_BATCH}`,
  });
  if (!answer.ok) throw new Error(answer.error.message);
  const names = columns.split(', ');
  return answer.value.rows.map(
    cells => Object.fromEntries(names.map((name, at) => [name, cells[at]])) as HuntingRow,
  );
};

/** Appends one batch after another until told to stop; the rows a second. */
const appendUntil = async (lake: Lake, tenant: TenantId, isOver: () => boolean): Promise<number> => {
  const rows = await someRows(lake, tenant);
  const started = performance.now();
  let count = 0;
  while (!isOver()) {
    // Told apart by their numbers: a batch that is the same as another would be taken for its repetition.
    const batch = rows.map((row, at) => ({ ...row, ReportId: BigInt(count + at) }));
    await lake.append(tenant, { table: TABLE, rows: batch });
    count += rows.length;
  }
  return (count * 1_000) / (performance.now() - started);
};

const timesOf = async (asks: readonly Ask[]): Promise<number[]> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const ask of asks) {
      const started = performance.now();
      await ask();
      times.push(performance.now() - started);
    }
  return times.toSorted((one, other) => one - other);
};

/** Prints how many rows a second are appended while queries run, and what that does to the queries. */
export const printAppends = async (lake: Lake, tenant: TenantId, asks: readonly Ask[]): Promise<void> => {
  const alone = await timesOf(asks);
  let isOver = false;
  const appending = appendUntil(lake, tenant, () => isOver);
  const beside = await timesOf(asks).finally(() => (isOver = true));
  const rate = Math.round(await appending);
  const [before, during] = [alone, beside].map(times => percentile(times, 0.99).toFixed(1));
  console.log(
    `appends during queries: ${rate} rows a second; p99 of queries ${before} ms alone, ${during} ms beside them`,
  );
};
