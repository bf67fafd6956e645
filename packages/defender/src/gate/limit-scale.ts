/** What an installation makes of the documented limits: so many times as much, or none at all. */
export type LimitScale = number | 'off';

const MOST = 1_000_000;

/** A scale as it is configured: `off`, or a factor above 0 and up to a million; `undefined` for anything else. */
export const parseLimitScale = (text: string): LimitScale | undefined => {
  if (text.trim().toLowerCase() === 'off') return 'off';
  const factor = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : 0;
  return factor > 0 && factor <= MOST ? factor : undefined;
};

/** A limit that is scaled lets one through at least. */
export const scaleLimit = (limit: number, factor: number): number => Math.max(1, Math.round(limit * factor));
