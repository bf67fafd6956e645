import { type EventRow, textOf } from '@vakt/contract/event-row';
import { parseTicks } from '@vakt/contract/ticks';

/** The columns that name the event of a hit: every rule must return them. */
export const IDENTITY_COLUMNS = ['Timestamp', 'DeviceId', 'ReportId'] as const;

/** The part of a hunting result that hits are made of. */
export interface ResultRows {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A row of a rule's result: the event that it names and what the rule returned about it. */
export interface Hit extends EventRow {
  readonly deviceId: string;
  /** ISO 8601 UTC text as the engine gave it, with every digit. */
  readonly timestamp: string;
  readonly ticks: bigint;
  readonly reportId: string;
}

const toHit = (names: readonly string[], row: readonly unknown[]): Hit | undefined => {
  const values = new Map(names.map((name, index) => [name, row[index]]));
  const [timestamp, deviceId, reportId] = IDENTITY_COLUMNS.map(column => textOf({ values }, column));
  const ticks = timestamp === undefined ? undefined : parseTicks(timestamp);
  if (!timestamp || ticks === undefined || !deviceId || !reportId) return undefined;
  return { deviceId, timestamp, ticks, reportId, values };
};

/** The hits in a result, in order of time. Rows that do not name an event (a null in an identity column) are left out. */
export const readHits = ({ columns, rows }: ResultRows): Hit[] => {
  const names = columns.map(({ name }) => name);
  return rows
    .map(row => toHit(names, row))
    .filter(hit => hit !== undefined)
    .toSorted((left, right) => (left.ticks < right.ticks ? -1 : left.ticks > right.ticks ? 1 : 0));
};
