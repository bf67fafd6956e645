import { type Clock, ticksOf, UNIX_EPOCH_TICKS } from './clock.ts';

/**
 * Times as .NET ticks: whole units of 100 ns since 0001-01-01 UTC. The service's times have seven fractional digits;
 * neither `Date` (milliseconds) nor PostgreSQL's `timestamptz` (microseconds) can hold them, so Vakt keeps and compares
 * ticks and writes text at the edge.
 */
export type Ticks = bigint;

const ISO_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_HOUR = 60n * TICKS_PER_MINUTE;
export const TICKS_PER_DAY = 24n * TICKS_PER_HOUR;

const offsetMinutes = (zone: string): number => {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
};

/**
 * Reads an ISO 8601 time. A date alone is its midnight; a time without a zone is UTC; an eighth fractional digit and
 * beyond is dropped. `undefined` when `text` is no time of the calendar.
 */
export const parseTicks = (text: string): Ticks | undefined => {
  const match = ISO_TIME.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // `Date.parse` lets 31 February through as March; the day must come back as it went in.
  if (Number.isNaN(epochMs) || new Date(epochMs).getUTCDate() !== Number(day)) return undefined;
  const ticks = ticksOf(epochMs - offsetMinutes(zone) * 60_000) + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  return ticks >= 0n ? ticks : undefined;
};

const DAYS_BEFORE_1970 = Number(UNIX_EPOCH_TICKS / TICKS_PER_DAY);
const MILLISECONDS_A_DAY = 86_400_000;

/** The day that was written last: the times of a list are often of one day, and a day's text costs more than the rest. */
let lastDay = { number: Number.NaN, text: '' };

const dayText = (number: number): string => {
  if (number !== lastDay.number) {
    const start = new Date((number - DAYS_BEFORE_1970) * MILLISECONDS_A_DAY);
    lastDay = { number, text: start.toISOString().slice(0, 10) };
  }
  return lastDay.text;
};

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** ISO 8601 UTC text with all seven fractional digits: `2021-01-26T20:33:57.7220239Z`. */
export const formatTicks = (ticks: Ticks): string => {
  const day = Number(ticks / TICKS_PER_DAY);
  const rest = Number(ticks - BigInt(day) * TICKS_PER_DAY);
  const seconds = Math.floor(rest / 10_000_000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return `${dayText(day)}T${clock}.${String(rest % 10_000_000).padStart(7, '0')}Z`;
};

/** The clock's time in ticks. */
export const nowTicks = (clock: Clock): Ticks => ticksOf(clock.now());
