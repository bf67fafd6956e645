import type { HuntingRow, TableRows } from '@vakt/contract/hunting/tables';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { IntakeCaller } from '../ports.ts';
import type { RecordSlot } from '../streaming-json/document.ts';
import { readRecord, type StreamedRow } from '../streaming-json/record.ts';
import { RepeatFilter } from '../streaming-json/repeats.ts';

/** A record that was not taken, by its place in the request. */
export interface RejectedRecord {
  readonly index: number;
  readonly reason: string;
}

/** What a request's records came to. */
export interface Reception {
  readonly tables: readonly TableRows[];
  readonly accepted: number;
  /** Records that were in the request twice; the first one was taken. */
  readonly repeated: number;
  readonly rejected: readonly RejectedRecord[];
  /** `Table.Column` of values for which the table has no column. */
  readonly ignoredColumns: readonly string[];
}

/** A device speaks for itself alone, and only about devices: it raises no alerts and writes no one's mail. */
const ownRow = ({ deviceId }: IntakeCaller, { table, row }: StreamedRow): Result<null, string> => {
  if (deviceId === undefined) return ok(null);
  if (!table.startsWith('Device')) return fail(`a device's token may not write ${table}`);
  return row.DeviceId === deviceId ? ok(null) : fail("DeviceId is not that of the device's token");
};

const receive = (caller: IntakeCaller, slot: RecordSlot): Result<StreamedRow, string> => {
  if (!slot.ok) return slot;
  const streamed = readRecord(slot.value);
  if (!streamed.ok) return streamed;
  const owned = ownRow(caller, streamed.value);
  return owned.ok ? streamed : owned;
};

/** Sorts the records of a request into rows by table and rejects; one bad record never takes a good one with it. */
export const acceptRecords = (caller: IntakeCaller, slots: readonly RecordSlot[]): Reception => {
  const tables = new Map<string, HuntingRow[]>();
  const rejected: RejectedRecord[] = [];
  const ignoredColumns = new Set<string>();
  const repeats = new RepeatFilter();
  let accepted = 0;
  let repeated = 0;
  for (const [index, slot] of slots.entries()) {
    const received = receive(caller, slot);
    if (!received.ok) {
      rejected.push({ index, reason: received.error });
      continue;
    }
    const { table, row, unknownColumns } = received.value;
    for (const column of unknownColumns)
      if (ignoredColumns.size < 100) ignoredColumns.add(`${table}.${column}`);
    if (repeats.isRepeat(table, row)) {
      repeated += 1;
      continue;
    }
    accepted += 1;
    const rows = tables.get(table);
    if (rows) rows.push(row);
    else tables.set(table, [row]);
  }
  return {
    tables: [...tables].map(([table, rows]) => ({ table, rows })),
    accepted,
    repeated,
    rejected,
    ignoredColumns: [...ignoredColumns],
  };
};
