/** Plug-ins over windows that slide (manual: sliding_window_counts, activity_engagement, rolling_percentile). */
import { constant } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { type Activity, activityOf, also, endsOf, equalPeriods, hasEnds, ran, within } from './activity.ts';
import { type LowerPlugin, scalarArgument } from './plugin.ts';

/** Each row in all the periods whose window it is in, as `p`. */
const slid = (from: string, window: string, { time }: Activity): string =>
  `${from} | mv-expand p = range(b, b + ${window}, step) to typeof(${time.type}) | where p < b + ${window}`;

/** `sliding_window_counts(id, time, start, end, lookback, bin, dims…)`. */
export const slidingWindowCounts: LowerPlugin = plugin => {
  const [id, time, start, stop, back, step, ...rest] = plugin.arguments;
  const activity = activityOf(id, time, rest, plugin);
  const by = `p${also(activity.dims)}`;
  const scalars = {
    ...endsOf(start, stop, activity.time, plugin),
    back: scalarArgument(back, plugin),
    step: equalPeriods(scalarArgument(step, plugin), plugin),
  };
  const query = `let A = T | where t >= start - back and t < stop + step | extend b = bin_at(t, step, start);
    ${slid('A', 'back', activity)} and p >= start and p <= stop
    | summarize n = count(), m = dcount(id) by ${by} | project ${by}, n, m`;
  return ran(query, activity, scalars, plugin);
};

/** `activity_engagement(id, time, [start, end,] inner, outer, dims…)`. */
export const activityEngagement: LowerPlugin = plugin => {
  const [id, time, ...given] = plugin.arguments;
  const ends = hasEnds(plugin.arguments, 6, plugin);
  const [inner, outer, ...rest] = ends ? given.slice(2) : given;
  const activity = activityOf(id, time, rest, plugin);
  const by = `p${also(activity.dims)}`;
  const { rows, begin } = within(ends);
  const scalars = {
    ...(ends && endsOf(given[0], given[1], activity.time, plugin)),
    step: scalarArgument(inner, plugin),
    back: scalarArgument(outer, plugin),
  };
  const query = `let A = ${rows} | extend b = ${begin};
    let I = A | summarize inside = dcount(id) by p = b${also(activity.dims)};
    ${slid('A', 'back', activity)} | summarize around = dcount(id) by ${by}
    | join kind=inner I on ${by}
    | project ${by}, inside, around, ratio = todouble(inside) / around`;
  return ran(query, activity, scalars, plugin);
};

/** `rolling_percentile(value, percentile, index, bin, bins, dims…)`. */
export const rollingPercentile: LowerPlugin = plugin => {
  const [value, rank, index, step, bins, ...rest] = plugin.arguments;
  const activity = activityOf(value, index, rest, plugin);
  const dims = also(activity.dims);
  const scalars = {
    rank: convert(scalarArgument(rank, plugin), 'real', plugin.node),
    step: scalarArgument(step, plugin),
    bins: scalarArgument(bins, plugin),
    start: constant(activity.time.type, activity.time.type === 'real' ? 0 : 0n),
  };
  const query = `let A = T | extend b = bin(t, step);
    ${slid('A', 'step * bins', activity)}
    | join kind=leftsemi (A | distinct p = b${dims}) on p${dims}
    | summarize v = percentile(id, rank) by p${dims} | project p${dims}, v`;
  return ran(query, activity, scalars, plugin);
};
