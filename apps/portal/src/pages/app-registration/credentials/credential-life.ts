const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Days that a client secret may be given; the first is recommended. */
export const SECRET_LIVES_DAYS = [180, 90, 365, 545, 730] as const;

/** The longest that the portal gives a secret. */
export const LONGEST_LIFE_DAYS = 730;

/** How a credential stands to its end. */
export type LifeState = 'valid' | 'soon' | 'expired';

/** @param end ISO 8601. @param now milliseconds since 1970. */
export const lifeStateOf = (end: string, now: number): LifeState => {
  const left = Date.parse(end) - now;
  if (left <= 0) return 'expired';
  return left <= SOON_DAYS * DAY_MS ? 'soon' : 'valid';
};

/** The end of a life of whole days, in ISO 8601. @param now milliseconds since 1970. */
export const endAfter = (days: number, now: number): string => new Date(now + days * DAY_MS).toISOString();

/** Why a date that was typed is no end of a secret. */
export type EndFault = 'missing' | 'past' | 'too-late';

/**
 * The end of a day that a person chose, where they are.
 *
 * @param day as a date field has it: `2027-05-20`.
 */
const endOfDay = (day: string): number => new Date(`${day}T23:59:59`).getTime();

export const endFault = (day: string, now: number): EndFault | undefined => {
  const end = endOfDay(day);
  if (Number.isNaN(end)) return 'missing';
  if (end <= now) return 'past';
  return end > now + (LONGEST_LIFE_DAYS + 1) * DAY_MS ? 'too-late' : undefined;
};

/** @param day without an `endFault`. @returns ISO 8601. */
export const endOn = (day: string): string => new Date(endOfDay(day)).toISOString();
