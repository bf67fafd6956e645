import { type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import { isJsonObject, parseJson, printJson } from '../json/parse.ts';
import { parseMoment, shiftTimestamp } from '../values/timestamp.ts';

/** Where a moved row says so, in AdditionalFields: subtract it, as a timespan, to get the time of the event back. */
export const SHIFT_KEY = 'ImportTimeShift';

const timeColumns: ReadonlyMap<string, readonly string[]> = new Map(
  [...huntingTables.values()].map(table => [
    table.name,
    table.columns.filter(({ type }) => type === 'datetime').map(({ name }) => name),
  ]),
);

const tablesWithNotes: ReadonlySet<string> = new Set(
  [...huntingTables.values()]
    .filter(table => table.columns.some(({ name }) => name === 'AdditionalFields'))
    .map(table => table.name),
);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** An offset as a timespan, `d.hh:mm:ss.fff`. */
export const timespanText = (offsetMs: number): string => {
  const ms = Math.abs(offsetMs);
  const clock = [ms / 3_600_000, ms / 60_000, ms / 1_000].map((value, at) =>
    twoDigits(Math.floor(value) % (at === 0 ? 24 : 60)),
  );
  const days = Math.floor(ms / 86_400_000);
  return `${offsetMs < 0 ? '-' : ''}${days}.${clock.join(':')}.${String(ms % 1_000).padStart(3, '0')}`;
};

const withNote = (additionalFields: unknown, shift: string): string => {
  const parsed = typeof additionalFields === 'string' ? parseJson(additionalFields) : undefined;
  if (parsed?.ok && isJsonObject(parsed.value)) return printJson({ ...parsed.value, [SHIFT_KEY]: shift });
  return additionalFields ? String(additionalFields) : printJson({ [SHIFT_KEY]: shift });
};

/** How far times move so that `latest` becomes `nowMs`; 0 without a latest time. */
export const shiftTo = (nowMs: number, latest: string | undefined): number => {
  const moment = latest === undefined ? undefined : parseMoment(latest);
  return moment ? nowMs - moment.epochMs : 0;
};

/** Makes a function that moves every time of a row by `offsetMs` and says so in the row where its table has a place. */
export const rowShifter = (offsetMs: number): ((table: string, row: HuntingRow) => HuntingRow) => {
  const shift = timespanText(offsetMs);
  return (table, row) => {
    const moved = { ...row };
    for (const column of timeColumns.get(table) ?? []) {
      const time = row[column];
      if (typeof time === 'string' && time !== '') moved[column] = shiftTimestamp(time, offsetMs) ?? null;
    }
    if (tablesWithNotes.has(table)) moved.AdditionalFields = withNote(row.AdditionalFields, shift);
    return moved;
  };
};
