import type { TokenClaims } from '@vakt/contract/access-token';

/** Where a token is in its life. */
export type LifeStage =
  | { readonly stage: 'timeless' }
  | { readonly stage: 'not-yet'; readonly seconds: number }
  /** `soon`: less than five minutes are left. */
  | { readonly stage: 'valid' | 'soon'; readonly seconds: number }
  | { readonly stage: 'expired'; readonly seconds: number };

const SOON_S = 300;

/** @param now milliseconds since 1970. @returns the stage, and the seconds to its end, or since it ended. */
export const lifeStageOf = ({ exp, nbf }: TokenClaims, now: number): LifeStage => {
  const at = Math.floor(now / 1_000);
  if (typeof nbf === 'number' && at < nbf) return { stage: 'not-yet', seconds: nbf - at };
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return { stage: 'timeless' };
  if (at >= exp) return { stage: 'expired', seconds: at - exp };
  return { stage: exp - at < SOON_S ? 'soon' : 'valid', seconds: exp - at };
};

const DAY_S = 86_400;

/** `1:02:03`, `4:05`: hours are left out when there are none. */
const clockText = (seconds: number): string => {
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const clock = `${two(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
};

/** A stretch of time for people: to the second, or in days where it is longer than one. */
export const durationText = (seconds: number, language: string): string => {
  const whole = Math.floor(seconds);
  if (whole < DAY_S) return clockText(whole);
  const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  return days.format(Math.floor(whole / DAY_S));
};
