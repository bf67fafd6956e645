/**
 * Plug-ins that count who was active when (manual: sliding_window_counts, activity_counts_metrics, activity_metrics,
 * activity_engagement, active_users_count, new_activity_metrics, rolling_percentile).
 */
import type { BoundNode } from '../../bind/bound-node.ts';
import { constant, type Expression } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { type Definition, inLanguage } from './in-language.ts';
import { type LowerPlugin, type PluginCall, scalarArgument } from './plugin.ts';

/** Who, when, and the columns by which activities are told apart: `id`, `t`, `d0`, `d1`, …. */
interface Activity {
  readonly columns: Readonly<Record<string, Expression>>;
  readonly time: Expression;
  /** The names of the dimensions, each with what stands before it in a list. */
  readonly dims: readonly string[];
}

const rowValue = (node: BoundNode | undefined, { input, lowering, node: whole }: PluginCall): Expression => {
  if (!node) throw meaningless('An argument is missing.', whole);
  return lowering.expression(node, input);
};

const activityOf = (
  id: BoundNode | undefined,
  time: BoundNode | undefined,
  dimensions: readonly BoundNode[],
  plugin: PluginCall,
): Activity => {
  const values = dimensions.map(node => {
    const value = rowValue(node, plugin);
    if (value.kind !== 'column') throw unsupported('A dimension that is no column', node);
    return value;
  });
  const dims = values.map((_, index) => `d${index}`);
  const when = rowValue(time, plugin);
  const named = values.map((value, index): [string, Expression] => [`d${index}`, value]);
  return { columns: { id: rowValue(id, plugin), t: when, ...Object.fromEntries(named) }, time: when, dims };
};

/** Names behind others in a list. */
const also = (dims: readonly string[]): string => dims.map(name => `, ${name}`).join('');

/** Where a period of the timeline begins, and the one after it. */
interface Periods {
  readonly begin: string;
  readonly next: (period: string) => string;
}

const CALENDAR: Readonly<Record<string, Periods>> = {
  week: { begin: 'startofweek(t)', next: period => `${period} + 7d` },
  month: { begin: 'startofmonth(t)', next: period => `datetime_add('month', 1, ${period})` },
  year: { begin: 'startofyear(t)', next: period => `datetime_add('year', 1, ${period})` },
};

const EQUAL: Periods = { begin: 'bin_at(t, step, start)', next: period => `${period} + step` };

/** Periods of equal length from the start on, or those of the calendar; the step of the latter is not used. */
const periodsOf = (step: Expression, plugin: PluginCall): Periods => {
  if (step.type !== 'string') return EQUAL;
  const word = step.kind === 'constant' ? String(step.value) : '';
  const periods = Object.hasOwn(CALENDAR, word) ? CALENDAR[word] : undefined;
  if (!periods) throw meaningless(`'${word}' is none of week, month, year.`, plugin.node);
  return periods;
};

const equalPeriods = (step: Expression, plugin: PluginCall): Expression => {
  if (step.type === 'string') throw unsupported('A sliding window over periods of the calendar', plugin.node);
  return step;
};

/** The ends of the analysis as the timeline's type. */
const endsOf = (
  start: BoundNode | undefined,
  stop: BoundNode | undefined,
  time: Expression,
  plugin: PluginCall,
) => ({
  start: convert(scalarArgument(start, plugin), time.type, plugin.node),
  stop: convert(scalarArgument(stop, plugin), time.type, plugin.node),
});

const ran = (query: string, { columns }: Activity, scalars: Definition['scalars'], plugin: PluginCall) =>
  inLanguage({ columns, scalars, query }, plugin);

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

const isScalar = (node: BoundNode, { input, lowering }: PluginCall): boolean =>
  lowering.expression(node, input).kind !== 'column';

/** Whether a plug-in has its start and end, which may be left out: then the fifth argument is no dimension yet. */
const hasEnds = (given: readonly BoundNode[], count: number, plugin: PluginCall): boolean => {
  const [, , , , fifth] = given;
  return given.length >= count && !!fifth && isScalar(fifth, plugin);
};

/** The condition that rows lie between the ends, where there are any, and the beginning of equal periods. */
const within = (ends: boolean): { readonly rows: string; readonly begin: string } =>
  ends
    ? { rows: 'T | where t >= start and t <= stop', begin: 'bin_at(t, step, start)' }
    : { rows: 'T', begin: 'bin(t, step)' };

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
