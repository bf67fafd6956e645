/**
 * Plug-ins that follow those who were active (manual: activity_counts_metrics, activity_metrics, active_users_count,
 * new_activity_metrics).
 */
import { activityOf, also, endsOf, equalPeriods, hasEnds, periodsOf, ran, within } from './activity.ts';
import { type LowerPlugin, scalarArgument } from './plugin.ts';

/** `activity_counts_metrics(id, time, start, end, window, dims…)`. */
export const activityCountsMetrics: LowerPlugin = plugin => {
  const [id, time, start, stop, window, ...rest] = plugin.arguments;
  const activity = activityOf(id, time, rest, plugin);
  const { dims } = activity;
  const step = scalarArgument(window, plugin);
  const by = `b${also(dims)}`;
  const isOther = dims.map(name => `${name} != prev(${name})`).join(' or ') || 'false';
  const query = `let A = T | where t >= start and t <= stop | extend b = ${periodsOf(step, plugin).begin};
    let F = A | summarize b = min(b) by id${also(dims)} | summarize begun = count() by ${by};
    A | summarize n = count(), m = dcount(id) by ${by}
    | join kind=leftouter F on ${by}
    | extend begun = coalesce(begun, 0)
    | sort by ${[...dims, 'b'].map(name => `${name} asc`).join(', ')}
    | extend total = row_cumsum(begun, ${isOther})
    | project ${by}, n, m, begun, total`;
  return ran(query, activity, { ...endsOf(start, stop, activity.time, plugin), step }, plugin);
};

/** `activity_metrics(id, time, [start, end,] window, dims…)`. */
export const activityMetrics: LowerPlugin = plugin => {
  const [id, time, ...given] = plugin.arguments;
  const ends = hasEnds(plugin.arguments, 5, plugin);
  const [window, ...rest] = ends ? given.slice(2) : given;
  const activity = activityOf(id, time, rest, plugin);
  const step = scalarArgument(window, plugin);
  const periods = periodsOf(step, plugin);
  const { rows, begin } = within(ends);
  const by = `b${also(activity.dims)}`;
  const scalars = { ...(ends && endsOf(given[0], given[1], activity.time, plugin)), step };
  const query = `let A = ${rows} | extend b = ${step.type === 'string' ? periods.begin : begin} | distinct id, ${by};
    let P = A | extend b = ${periods.next('b')}, seen = 1;
    A | join kind=leftouter P on id, ${by}
    | summarize n = count(), again = countif(seen == 1) by ${by}
    | join kind=leftouter (P | summarize before = count() by ${by}) on ${by}
    | extend rate = todouble(again) / coalesce(before, 0)
    | project ${by}, n, new = n - again, rate, churn = 1 - rate`;
  return ran(query, activity, scalars, plugin);
};

/** `active_users_count(id, time, start, end, lookback, period, least, bin, dims…)`. */
export const activeUsersCount: LowerPlugin = plugin => {
  const [id, time, start, stop, back, period, least, step, ...rest] = plugin.arguments;
  const activity = activityOf(id, time, rest, plugin);
  const dims = also(activity.dims);
  const scalars = {
    ...endsOf(start, stop, activity.time, plugin),
    back: scalarArgument(back, plugin),
    period: scalarArgument(period, plugin),
    least: scalarArgument(least, plugin),
    step: equalPeriods(scalarArgument(step, plugin), plugin),
  };
  const query = `let A = T | where t > start - back and t <= stop | distinct id, t${dims};
    A | where t >= start
    | join kind=inner (A | project id${dims}, u = t, q = bin(t, period)) on id${dims}
    | where u <= t and u > t - back
    | summarize seen = dcount(q) by id, t${dims}
    | where seen >= least
    | summarize n = dcount(id) by b = bin_at(t, step, start)${dims}
    | project b${dims}, n`;
  return ran(query, activity, scalars, plugin);
};

/** `new_activity_metrics(id, time, start, end, window, dims…)`. */
export const newActivityMetrics: LowerPlugin = plugin => {
  const [id, time, start, stop, window, ...rest] = plugin.arguments;
  const activity = activityOf(id, time, rest, plugin);
  const dims = also(activity.dims);
  const scalars = {
    ...endsOf(start, stop, activity.time, plugin),
    step: equalPeriods(scalarArgument(window, plugin), plugin),
  };
  const query = `let A = T | where t >= start and t <= stop | distinct id, b = bin_at(t, step, start)${dims};
    let F = A | summarize f = min(b) by id${dims};
    let S = A | join kind=inner F on id${dims} | summarize n = count() by f, b${dims};
    F | summarize size = count() by f${dims}
    | mv-expand b = range(f, stop, step) to typeof(${activity.time.type})
    | join kind=leftouter S on f, b${dims}
    | extend n = coalesce(n, 0)
    | join kind=leftouter (S | project g = f, b, later = n${dims}) on b${dims}
    | summarize new = sumif(later, g > f), size = take_any(size), n = take_any(n) by f, b${dims}
    | project f, b${dims}, new = iff(f == b, size, new), n, churn = size - n, rate = todouble(n) / size,
        lost = todouble(size - n) / size`;
  return ran(query, activity, scalars, plugin);
};
