/** The headers that say when to come back: milliseconds in the first two, seconds or a date in the last. */
const MILLISECOND_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms'] as const;

const asNumber = (text: string): number | undefined => {
  const value = Number(text);
  return /^\s*\d+(\.\d+)?\s*$/.test(text) && Number.isFinite(value) ? value : undefined;
};

/**
 * How long the service asks to wait, in milliseconds from `now`; `undefined` when it does not say or cannot be understood.
 *
 * @param header reads one response header
 * @param now milliseconds since 1970
 */
export const readRetryAfter = (
  header: (name: string) => string | undefined,
  now: number,
): number | undefined => {
  for (const name of MILLISECOND_HEADERS) {
    const waitMs = asNumber(header(name) ?? '');
    if (waitMs !== undefined) return waitMs;
  }
  const text = header('retry-after');
  if (text === undefined) return undefined;
  const inSeconds = asNumber(text);
  if (inSeconds !== undefined) return inSeconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};
