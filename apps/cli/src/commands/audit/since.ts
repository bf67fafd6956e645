import { InvalidArgumentError } from 'commander';

/** How far back a log is read: a while before now, or a time. */
export type Since = { readonly agoMs: number } | { readonly time: Date };

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `30m`, `12h`, `7d`, or a time in ISO 8601; commander turns the error into a usage message. */
export const parseSince = (text: string): Since => {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return { agoMs: Number(count) * (UNITS_MS[unit] ?? 0) };
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It must be like 30m, 12h or 7d, or a time such as 2027-01-31T08:00:00Z.');
  return { time };
};
