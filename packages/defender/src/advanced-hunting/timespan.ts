import { UNIX_EPOCH_TICKS } from '@vakt/contract/clock';
import {
  parseTicks,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  type Ticks,
} from '@vakt/contract/ticks';
import type { Period } from '@vakt/hunting/sql/relation';
import { apiFailure } from '../failure.ts';

/** How far a query looks back that does not say (reference: defender-xdr, section 12). */
const DEFAULT_LOOK_BACK = 30n * TICKS_PER_DAY;

/** The last tick that a time can have. */
const LAST_TICKS = 3_155_378_975_999_999_999n;

/** Years, months and weeks, days, and a time; at least one of them, and of the time when there is a `T`. */
const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,7}))?S)?)?$/i;

/** A length of time; months have no fixed one. */
interface Duration {
  readonly months: number;
  readonly ticks: bigint;
}

const parseDuration = (text: string): Duration | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1, 8)
    .map(part => Number(part ?? 0));
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    ticks:
      BigInt((weeks ?? 0) * 7 + (days ?? 0)) * TICKS_PER_DAY +
      BigInt(hours ?? 0) * TICKS_PER_HOUR +
      BigInt(minutes ?? 0) * TICKS_PER_MINUTE +
      BigInt(seconds ?? 0) * TICKS_PER_SECOND +
      BigInt((match[8] ?? '').padEnd(7, '0')),
  };
};

const MILLISECONDS = 10_000n;

/** The same day and time some months on; the month's last day where it has no such day. */
const addMonths = (ticks: Ticks, months: number): Ticks => {
  if (months === 0) return ticks;
  const sinceEpoch = ticks - UNIX_EPOCH_TICKS;
  const date = new Date(Number(sinceEpoch / MILLISECONDS));
  const before = date.getTime();
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return ticks + BigInt(date.getTime() - before) * MILLISECONDS;
};

const shifted = (ticks: Ticks, { months, ticks: length }: Duration, direction: 1 | -1): Ticks =>
  addMonths(ticks, direction * months) + BigInt(direction) * length;

const interval = (first: string, second: string): Period | undefined => {
  const start = parseTicks(first);
  const end = parseTicks(second);
  if (start !== undefined && end !== undefined) return { fromTicks: start, toTicks: end };
  const length = parseDuration(start === undefined ? first : second);
  if (!length) return undefined;
  if (start !== undefined) return { fromTicks: start, toTicks: shifted(start, length, 1) };
  return end === undefined ? undefined : { fromTicks: shifted(end, length, -1), toTicks: end };
};

const single = (text: string, now: Ticks): Period | undefined => {
  const start = parseTicks(text);
  if (start !== undefined) return { fromTicks: start };
  const length = parseDuration(text);
  return length && { fromTicks: shifted(now, length, -1) };
};

const withinTime = ({ fromTicks = 0n, toTicks = LAST_TICKS }: Period): Period | undefined => {
  const start = fromTicks < 0n ? 0n : fromTicks;
  const end = toTicks > LAST_TICKS ? LAST_TICKS : toTicks;
  if (start > end) return undefined;
  return end === LAST_TICKS ? { fromTicks: start } : { fromTicks: start, toTicks: end };
};

/**
 * Reads the look-back of a query: ISO 8601, a duration (`P7D`, back from now), an interval (`start/end`, `start/duration`,
 * `duration/end`) or a single start; 30 days when there is none. Nothing ends it at `now`: a device's clock may be ahead.
 *
 * @returns `undefined` for what is none of these, or ends before it starts.
 */
export const parseTimespan = (text: string | undefined, now: Ticks): Period | undefined => {
  if (text === undefined) return { fromTicks: now - DEFAULT_LOOK_BACK };
  const [first = '', second, ...more] = text.trim().split('/');
  if (more.length > 0) return undefined;
  const period = second === undefined ? single(first, now) : interval(first, second);
  return period && withinTime(period);
};

/** What is said of one that cannot be read. */
export const NO_TIMESPAN = apiFailure(
  'BadRequest',
  'The Timespan is no ISO 8601 duration (P7D), interval (start/end, start/duration, duration/end) or start, or it ends before it starts.',
);

/** The look-back in a body, in either letter case. An empty text is taken for none, as clients send it from forms. */
export const timespanText = (body: unknown): string | undefined => {
  const { Timespan, timespan } = body as {
    readonly Timespan?: string | null;
    readonly timespan?: string | null;
  };
  return (Timespan ?? timespan) || undefined;
};
