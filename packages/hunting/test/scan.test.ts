import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { engineUnderTest } from './engine-under-test.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;

const engine = engineUnderTest();

interface Row {
  readonly key: string;
  readonly event: string;
}

/** A step that takes some events, perhaps only so near behind the last row of the step before, or of itself. */
interface Step {
  readonly events: readonly string[];
  readonly within: { readonly of: 'before' | 'itself'; readonly rows: number } | undefined;
  readonly output: 'all' | 'last' | 'none';
}

interface Remembered {
  readonly place: number;
  readonly hops: number;
}

interface State {
  readonly id: number;
  /** What is remembered of each step to this one. */
  readonly steps: readonly Remembered[];
}

interface Match {
  readonly place: number;
  readonly step: number;
  readonly id: number;
  readonly hops: number;
}

/** The manual's scan logic, record by record and from the last step to the first (manual: scan operator). */
const scanned = (rows: readonly (Row & { place: number })[], steps: readonly Step[]): Match[] => {
  const states: (State | undefined)[] = steps.map(() => undefined);
  const matches: Match[] = [];
  let nextId = 0;
  const meets = (row: Row & { place: number }, step: number, known: State | undefined): boolean => {
    const { events, within } = steps[step] as Step;
    if (!events.includes(row.event)) return false;
    if (!within) return true;
    const other = known?.steps[within.of === 'before' ? step - 1 : step];
    return other !== undefined && row.place - other.place <= within.rows;
  };
  for (const row of rows)
    for (let step = steps.length - 1; step >= 0; step -= 1) {
      const before = step > 0 ? states[step - 1] : undefined;
      const own = states[step];
      const match = (known: State | undefined): void => {
        const kept = (known?.steps ?? []).slice(0, step);
        const hops = (known?.steps[step]?.hops ?? 0) + 1;
        const id = known?.id ?? nextId++;
        states[step] = { id, steps: [...kept, { place: row.place, hops }] };
        matches.push({ place: row.place, step, id, hops });
      };
      if (before && meets(row, step, before)) {
        states[step - 1] = undefined;
        match({ id: before.id, steps: before.steps.slice(0, step) });
      } else if ((own || step === 0) && meets(row, step, own)) match(own);
    }
  const isLast = ({ place, step, id }: Match): boolean =>
    !matches.some(other => other.step === step && other.id === id && other.place > place);
  return matches.filter(match => {
    const { output } = steps[match.step] as Step;
    return output === 'all' || (output === 'last' && isLast(match));
  });
};

const conditionText = ({ events, within }: Step, step: number): string => {
  const list = `event in (${events.map(event => `"${event}"`).join(', ')})`;
  if (!within) return list;
  const other = `s${within.of === 'before' ? step - 1 : step}`;
  return `${list} and place - ${other}.place <= ${within.rows}`;
};

const queryOf = (rows: readonly Row[], steps: readonly Step[], isPartitioned: boolean): string => {
  const cells = rows.map(({ key, event }, place) => `${place}, "${key}", "${event}"`).join(', ');
  const written = steps.map(
    (step, place) =>
      `step s${place} output=${step.output}: ${conditionText(step, place)} => step_number = ${place}, hops = s${place}.hops + 1;`,
  );
  const scan = `scan with_match_id=id declare (step_number: long, hops: long = 0) with (${written.join(' ')})`;
  const table = `datatable(place: long, key: string, event: string) [${cells}] | sort by place asc`;
  const scanning = isPartitioned ? `partition hint.strategy=native by key (${scan})` : scan;
  return `${table} | ${scanning} | project key, place, step_number, id, hops`;
};

const ofKey = (rows: readonly (Row & { place: number })[], key: string) =>
  rows.filter(row => row.key === key);

const expected = (rows: readonly Row[], steps: readonly Step[], isPartitioned: boolean): string[] => {
  const placed = rows.map((row, place) => ({ ...row, place }));
  const groups = isPartitioned
    ? [...new Set(rows.map(({ key }) => key))].map(key => ofKey(placed, key))
    : [placed];
  return groups
    .flatMap(group => scanned(group, steps).map(match => ({ key: (rows[match.place] as Row).key, ...match })))
    .map(({ key, place, step, id, hops }) => JSON.stringify([key, place, step, id, hops]))
    .toSorted();
};

const eventArbitrary = fc.constantFrom('a', 'b', 'c', 'd');
const rowArbitrary: fc.Arbitrary<Row> = fc.record({ key: fc.constantFrom('x', 'y'), event: eventArbitrary });
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  events: fc.uniqueArray(eventArbitrary, { minLength: 1, maxLength: 3 }),
  within: fc.option(
    fc.record({
      of: fc.constantFrom('before' as const, 'itself' as const),
      rows: fc.integer({ min: 1, max: 4 }),
    }),
    { nil: undefined },
  ),
  output: fc.constantFrom('all' as const, 'all' as const, 'last' as const, 'none' as const),
});

/** The first step has nothing before it; where it asks of itself it never begins. */
const firstStep = (steps: readonly Step[]): Step[] =>
  steps.map((step, place) =>
    place === 0 && step.within?.of === 'before' ? { ...step, within: undefined } : step,
  );

test('scan matches rows as the manual says, step by step', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowArbitrary, { minLength: 1, maxLength: 30 }),
      fc.array(stepArbitrary, { minLength: 1, maxLength: 4 }).map(firstStep),
      fc.boolean(),
      async (rows, steps, isPartitioned) => {
        const answer = await engine.run(tenant, queryOf(rows, steps, isPartitioned));
        assert.ok(answer.ok, answer.ok ? '' : answer.error.message);
        const found = answer.value.rows.map(row =>
          JSON.stringify(row.map(cell => (typeof cell === 'bigint' ? Number(cell) : cell))),
        );
        assert.deepEqual(found.toSorted(), expected(rows, steps, isPartitioned));
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});

test('scan refuses more rows than it can match one after another in time', async () => {
  const query =
    'range n from 1 to 200001 step 1 | scan declare (c: long = 0) with (step s: true => c = s.c + n;)';
  const answer = await engine.run(tenant, `${query} | count`);
  assert.ok(!answer.ok, 'the query was answered');
  assert.equal(answer.error.kind, 'resources');
  assert.match(answer.error.message, /at most 200000/);
});
