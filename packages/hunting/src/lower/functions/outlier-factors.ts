/**
 * Factors that make a score over any two percentiles comparable with one over the quartiles: in a normal distribution both
 * reach 1.5 at the same value.
 */

/** The distance of a fence at 1.5 times the quartiles' distance from the middle, and of the 90th percentile, as the service has them. */
const FENCE = 2.7;
const NINETIETH = 1.29682082;

/** The standard normal distribution's value below which a share lies (Abramowitz and Stegun, 26.2.23). */
const normalQuantile = (share: number): number => {
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.sign(share - 0.5) * (t - numerator / denominator);
};

const NINETY = 0.9;
const QUARTER = 0.25;

const distance = (share: number): number => {
  if (share === QUARTER || share === 1 - QUARTER) return Math.sign(share - 0.5) * (FENCE / 4);
  if (share === NINETY) return NINETIETH;
  return share === 1 - NINETY || share === 0.1 ? -NINETIETH : normalQuantile(share);
};

/** The factors of what lies below the share `low` and above the share `high`. */
export const outlierFactors = (low: number, high: number): { below: number; above: number } => {
  const [bottom, top] = [distance(low), distance(high)];
  const factor = (edge: number): number => (1.5 * (top - bottom)) / (FENCE - edge);
  return { below: factor(-bottom), above: factor(top) };
};
