import { type EventRow, textOf } from '@vakt/contract/event-row';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { ok, type Result } from '@vakt/contract/result';
import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import { stringLiteral } from '@vakt/hunting/string-literal';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { ACTIVITY_TABLES } from './activity-tables.ts';
import { askLake } from './ask-lake.ts';

/** What names an event of a device in the lake. */
export interface EventName {
  readonly deviceId: string;
  readonly ticks: Ticks;
  readonly reportId: bigint;
}

/** An event and the table that it is in. */
export interface FoundEvent {
  readonly table: string;
  readonly row: EventRow;
}

/** Tables of events that a report id names together with device and time. */
const EVENT_TABLES = [...ACTIVITY_TABLES, 'DeviceInfo', 'DeviceNetworkInfo', 'DeviceFileCertificateInfo'];

const SOURCE = 'SourceTable';

/** The row as its own table has it: a union gives every row the columns of all tables. */
const ownColumns = ({ values }: EventRow, table: string): EventRow => ({
  values: new Map(
    huntingTables
      .get(table)
      ?.columns.flatMap(({ name }) => (values.has(name) ? [[name, values.get(name)] as const] : [])),
  ),
});

/** The event of that name; `undefined` when the tenant's lake has none. */
export const findEvent = async (
  call: Call,
  { deviceId, ticks, reportId }: EventName,
): Promise<Result<FoundEvent | undefined, ApiFailure>> => {
  const query = `union withsource=${SOURCE} ${EVENT_TABLES.join(', ')}
    | where Timestamp == datetime(${formatTicks(ticks)}) and DeviceId == ${stringLiteral(deviceId)}
      and ReportId == ${reportId}
    | take 1`;
  const found = await askLake(call, query, 1);
  if (!found.ok) return found;
  const [row] = found.value;
  const table = row && (textOf(row, SOURCE) ?? '');
  return ok(row && table !== undefined ? { table, row: ownColumns(row, table) } : undefined);
};
