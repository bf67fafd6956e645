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

/** `1:02:03`, `4:05`: hours are left out when there are none. */
export const clockText = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};
