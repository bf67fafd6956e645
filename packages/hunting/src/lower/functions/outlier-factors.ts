/**
 * Factors that make a score over any two percentiles comparable with one over the quartiles: in a normal distribution both
 * reach 1.5 at the same value.
 */

/** The distance of a fence from the middle: the quartiles' and one and a half times their distance from each other. */
const FENCE = 2.7;

/** The distances of percentiles that the service's own scores come from. */
const KNOWN: Readonly<Record<number, number>> = { 10: -1.29682082, 25: -0.675, 75: 0.675, 90: 1.29682082 };

/** The standard normal distribution's value below which a share lies (Abramowitz and Stegun, 26.2.23). */
const normalQuantile = (share: number): number => {
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.sign(share - 0.5) * (t - numerator / denominator);
};

const distance = (percentile: number): number => KNOWN[percentile] ?? normalQuantile(percentile / 100);

/** The factors of what lies below the percentile `low` and above the percentile `high`, both 2 to 98. */
export const outlierFactors = (low: number, high: number): { below: number; above: number } => {
  const [bottom, top] = [distance(low), distance(high)];
  const factor = (edge: number): number => (1.5 * (top - bottom)) / (FENCE - edge);
  return { below: factor(-bottom), above: factor(top) };
};
