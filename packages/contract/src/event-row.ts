/** A row about an event, as a hunting query answers it: its cells by the names of their columns. */
export interface EventRow {
  readonly values: ReadonlyMap<string, unknown>;
}

/** The text of a cell; `undefined` when it is null or empty. */
export const cellText = (value: unknown): string | undefined => {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | bigint | boolean}`;
};

/** The text of a column of an event; `undefined` when the column is absent, null or empty. */
export const textOf = (event: EventRow, column: string): string | undefined =>
  cellText(event.values.get(column));

/** The whole number in a column of an event; `undefined` when there is none that JSON can carry exactly. */
export const numberOf = (event: EventRow, column: string): number | undefined => {
  const text = textOf(event, column);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
};
