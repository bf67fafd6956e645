/** A length of time as the service writes it, `hh:mm:ss`; parts of a second count as a whole one. */
export const timespan = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1_000);
  return [Math.trunc(seconds / 3_600), Math.trunc(seconds / 60) % 60, seconds % 60]
    .map(part => String(part).padStart(2, '0'))
    .join(':');
};

/** When to come back, in whole seconds: not before a window ends. */
export const retryAfter = (remainingMs: number): Readonly<Record<string, string>> => ({
  'retry-after': String(Math.max(1, Math.ceil(remainingMs / 1_000))),
});
