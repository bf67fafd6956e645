import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toDetectionRule } from '../src/built-in-rules.ts';
import type { Hit } from '../src/hit.ts';
import { ALERT_WINDOW_TICKS, groupHits } from '../src/hit-groups.ts';
import { CREATED_PROCESS } from '../src/rule.ts';

const rule = toDetectionRule({
  id: 'test/grouping',
  title: 'Grouping',
  description: '{{Word}}',
  severity: 'Low',
  category: 'Execution',
  techniques: [],
  recommendedActions: '',
  entities: CREATED_PROCESS,
  query: 'T | where A == 1',
});

/** Hits in order of time, on a few devices with a few words, some minutes apart. */
const hits = fc
  .array(fc.record({ minutes: fc.nat(200), device: fc.nat(2), word: fc.constantFrom('a', 'b') }), {
    maxLength: 60,
  })
  .map(steps => {
    let ticks = 639_000_000_000_000_000n;
    return steps.map(({ minutes, device, word }, index): Hit => {
      ticks += BigInt(minutes) * 600_000_000n;
      return {
        deviceId: `device ${device}`,
        timestamp: '',
        ticks,
        reportId: String(index),
        values: new Map([['Word', word]]),
      };
    });
  });

describe('grouping hits', () => {
  it('puts every hit into exactly one group, of its device and its words', () => {
    fc.assert(
      fc.property(hits, all => {
        const groups = groupHits(rule, all);
        assert.deepEqual(
          groups
            .flatMap(group => group.hits.map(({ reportId }) => Number(reportId)))
            .toSorted((a, b) => a - b),
          all.map((_, index) => index),
        );
        for (const group of groups)
          for (const hit of group.hits)
            assert.deepEqual([hit.deviceId, hit.values.get('Word')], [group.deviceId, group.description]);
      }),
    );
  });

  it('bridges no gap that is longer than the window, and leaves none that is shorter', () => {
    fc.assert(
      fc.property(hits, all => {
        const groups = groupHits(rule, all);
        for (const { hits: members } of groups)
          for (const [index, hit] of members.slice(1).entries())
            assert.ok(hit.ticks - (members[index]?.ticks ?? 0n) <= ALERT_WINDOW_TICKS);
        const families = Map.groupBy(groups, group => `${group.deviceId} ${group.groupKey}`);
        for (const family of families.values())
          for (const [index, group] of family.slice(1).entries())
            assert.ok(group.first.ticks - (family[index]?.last.ticks ?? 0n) > ALERT_WINDOW_TICKS);
      }),
    );
  });
});
