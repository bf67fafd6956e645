/**
 * The frequencies of custom detection rules with the look-back that belongs to each, in minutes (reference: defender-xdr,
 * section 11.2). Vakt runs every rule as events arrive, `0` in these terms, whatever its frequency: an alert comes sooner
 * than asked for, never later. The look-back is what a rule that joins or aggregates sees.
 */
const LOOKBACK_MINUTES: Readonly<Record<string, number>> = {
  '0': 4 * 60,
  '1H': 4 * 60,
  '3H': 12 * 60,
  '12H': 48 * 60,
  '24H': 30 * 24 * 60,
};

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  '1H': 60,
  '3H': 180,
  '12H': 720,
  '24H': 1_440,
};

/** The values of `schedule.period`. */
export const periods: readonly string[] = Object.keys(LOOKBACK_MINUTES);

/** How far back, by arrival, a rule of that period looks. */
export const lookbackMinutesOf = (period: string): number => LOOKBACK_MINUTES[period] ?? 4 * 60;

/** When a rule of that period runs at the latest, after a run; `null` for rules that run as events arrive. */
export const nextRun = (period: string, lastRun: Date): Date | null => {
  const minutes = PERIOD_MINUTES[period];
  return minutes === undefined ? null : new Date(lastRun.getTime() + minutes * 60_000);
};
