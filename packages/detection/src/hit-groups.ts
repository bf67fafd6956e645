import { textOf } from '@vakt/contract/event-row';
import { TICKS_PER_HOUR } from '@vakt/contract/ticks';
import { fillIn } from './alert-text.ts';
import type { Hit } from './hit.ts';
import type { DetectionRule } from './rule.ts';

/**
 * Hits of one rule on one device that say the same share an alert while no more than this passes between two of them: an
 * attack tool that runs a command a hundred times is one alert with its evidence, not a hundred.
 */
export const ALERT_WINDOW_TICKS = TICKS_PER_HOUR;

/** Hits that make, or extend, one alert; in order of time. */
export interface HitGroup {
  readonly deviceId: string;
  readonly groupKey: string;
  readonly title: string;
  readonly description: string;
  readonly first: Hit;
  readonly last: Hit;
  readonly hits: readonly Hit[];
}

/** What an alert of this hit would say; hits that agree in it may share an alert. */
const wordsOf = (rule: DetectionRule, hit: Hit) => {
  // The words of an indicator are no template.
  const [title, description] =
    rule.source === 'Indicator'
      ? [rule.title, rule.description]
      : [fillIn(rule.title, hit), fillIn(rule.description, hit)];
  const groupKey = JSON.stringify([title, description, ...rule.groupBy.map(column => textOf(hit, column))]);
  return { title, description, groupKey };
};

const groupFrom = (hits: readonly [Hit, ...Hit[]], words: ReturnType<typeof wordsOf>): HitGroup => ({
  ...words,
  deviceId: hits[0].deviceId,
  first: hits[0],
  last: hits.at(-1) ?? hits[0],
  hits,
});

/** Sorts hits, given in order of time, into the alerts that they make. */
export const groupHits = (rule: DetectionRule, hits: readonly Hit[]): HitGroup[] => {
  const groups: HitGroup[] = [];
  const open = new Map<string, number>();
  for (const hit of hits) {
    const words = wordsOf(rule, hit);
    const name = `${hit.deviceId} ${words.groupKey}`;
    const at = open.get(name);
    const group = at === undefined ? undefined : groups[at];
    if (group && at !== undefined && hit.ticks - group.last.ticks <= ALERT_WINDOW_TICKS) {
      groups[at] = { ...group, last: hit, hits: [...group.hits, hit] };
      continue;
    }
    open.set(name, groups.length);
    groups.push(groupFrom([hit], words));
  }
  return groups;
};
