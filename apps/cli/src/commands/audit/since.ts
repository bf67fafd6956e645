import { systemClock } from '@vakt/contract/clock';
import { InvalidArgumentError } from 'commander';

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `30m`, `12h`, `7d`, or a time in ISO 8601; commander turns the error into a usage message. */
export const parseSince = (text: string, now: number = systemClock.now()): Date => {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const time = new Date(count === undefined ? text : now - Number(count) * (UNITS_MS[unit] ?? 0));
  const isWritten = count !== undefined || /^\d{4}-\d\d-\d\d/.test(text);
  if (!isWritten || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It must be like 30m, 12h or 7d, or a time such as 2027-01-31T08:00:00Z.');
  return time;
};
