/** What plug-ins that count who was active when have in common: their arguments, and the periods of a timeline. */
import type { BoundNode } from '../../bind/bound-node.ts';
import type { Expression } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { type Definition, inLanguage } from './in-language.ts';
import { type PluginCall, scalarArgument } from './plugin.ts';

/** Who, when, and the columns by which activities are told apart: `id`, `t`, `d0`, `d1`, …. */
export interface Activity {
  readonly columns: Readonly<Record<string, Expression>>;
  readonly time: Expression;
  /** The names of the dimensions. */
  readonly dims: readonly string[];
}

const rowValue = (node: BoundNode | undefined, { input, lowering, node: whole }: PluginCall): Expression => {
  if (!node) throw meaningless('An argument is missing.', whole);
  return lowering.expression(node, input);
};

/** What a plug-in's arguments say of its rows. */
export const activityOf = (
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
export const also = (dims: readonly string[]): string => dims.map(name => `, ${name}`).join('');

/** Where a period of the timeline begins, and the one after it. */
export interface Periods {
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
export const periodsOf = (step: Expression, plugin: PluginCall): Periods => {
  if (step.type !== 'string') return EQUAL;
  const word = step.kind === 'constant' ? String(step.value) : '';
  const periods = Object.hasOwn(CALENDAR, word) ? CALENDAR[word] : undefined;
  if (!periods) throw meaningless(`'${word}' is none of week, month, year.`, plugin.node);
  return periods;
};

/** A step that is always as long: what slides has no other. */
export const equalPeriods = (step: Expression, plugin: PluginCall): Expression => {
  if (step.type === 'string') throw unsupported('A sliding window over periods of the calendar', plugin.node);
  return step;
};

/** The ends of the analysis as the timeline's type. */
export const endsOf = (
  start: BoundNode | undefined,
  stop: BoundNode | undefined,
  time: Expression,
  plugin: PluginCall,
) => ({
  start: convert(scalarArgument(start, plugin), time.type, plugin.node),
  stop: convert(scalarArgument(stop, plugin), time.type, plugin.node),
});

/** The rows of a query over an activity. */
export const ran = (
  query: string,
  { columns }: Activity,
  scalars: Definition['scalars'],
  plugin: PluginCall,
) => inLanguage({ columns, scalars, query }, plugin);

const isScalar = (node: BoundNode, { input, lowering }: PluginCall): boolean =>
  lowering.expression(node, input).kind !== 'column';

/** Whether a plug-in has its start and end, which may be left out: then the fifth argument is no dimension yet. */
export const hasEnds = (given: readonly BoundNode[], count: number, plugin: PluginCall): boolean => {
  const [, , , , fifth] = given;
  return given.length >= count && !!fifth && isScalar(fifth, plugin);
};

/** The condition that rows lie between the ends, where there are any, and the beginning of equal periods. */
export const within = (ends: boolean): { readonly rows: string; readonly begin: string } =>
  ends
    ? { rows: 'T | where t >= start and t <= stop', begin: 'bin_at(t, step, start)' }
    : { rows: 'T', begin: 'bin(t, step)' };
