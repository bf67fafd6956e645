/**
 * Times are ISO 8601 UTC text with exactly seven fractional digits (100 ns), `2021-08-02T13:11:39.7724491Z`: nothing is
 * cut, equal times are equal text, and text order is time order.
 */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** The years that the lake's time type spans. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2299;

const offsetMinutes = (zone: string | undefined): number => {
  if (!zone || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
};

/** A moment: milliseconds since 1970 and the four digits below a millisecond. */
export interface Moment {
  readonly epochMs: number;
  readonly below: string;
}

/** Reads a moment from ISO-like text; without a zone it is UTC. Digits beyond 100 ns are cut. `undefined`: not a time. */
export const parseMoment = (text: string): Moment | undefined => {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  if (Number(month) > 12 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const digits = fraction.padEnd(7, '0');
  const ms = Number(digits.slice(0, 3));
  const date = new Date(Date.UTC(2000, 0, 1, Number(hour), Number(minute), Number(second), ms));
  // Not in Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  const local = date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCDate() !== Number(day)) return undefined;
  return { epochMs: local - offsetMinutes(zone) * 60_000, below: digits.slice(3, 7) };
};

/** The text of a moment; `undefined` outside the years 1900 to 2299. */
export const printMoment = ({ epochMs, below }: Moment): string | undefined => {
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined;
  return `${date.toISOString().slice(0, 23)}${below}Z`;
};

/** Brings any accepted spelling of a time to the one text form; `undefined`: not a time that can be stored. */
export const normaliseTimestamp = (text: string): string | undefined => {
  const moment = parseMoment(text);
  return moment && printMoment(moment);
};

/** Moves a normalised time by `offsetMs`, keeping its digits below a millisecond. */
export const shiftTimestamp = (timestamp: string, offsetMs: number): string | undefined => {
  const moment = parseMoment(timestamp);
  return moment && printMoment({ epochMs: moment.epochMs + offsetMs, below: moment.below });
};
