/** As much of a value as a page shows; the rest is told by its length. */
const MOST_SHOWN = 2_000;

/** A claim as it stands in the token: texts as they are, all else as JSON. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the browser's stack: no token of any service is.
    return '…';
  }
};

/** A claim's value for people to read, and how many characters of it are left out. */
export const shownValue = (value: unknown): { readonly text: string; readonly left: number } => {
  const text = textOf(value);
  return { text: text.slice(0, MOST_SHOWN), left: Math.max(0, text.length - MOST_SHOWN) };
};

/** The seconds since 1970 of a claim that is a time, as ISO 8601; `undefined` when it is none. */
export const timeOf = (value: unknown): string | undefined => {
  if (typeof value !== 'number') return undefined;
  const time = new Date(value * 1_000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};
