import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { engineUnderTest } from './engine-under-test.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c05' as TenantId;

const engine = engineUnderTest();

/** A row; numbers may be null, text may not. */
interface Row {
  readonly a: number | null;
  readonly b: number | null;
  readonly s: string;
}

/** True, false, or null for unknown. */
type Truth = boolean | null;

/** A predicate as text and as what it means (reference: kql, section 6, 2 and 3). */
interface Predicate {
  readonly text: string;
  readonly holds: (row: Row) => Truth;
}

const equal = (one: number | null, other: number | null): Truth =>
  one === null && other === null ? null : one === other;
const negated = (truth: Truth): Truth => (truth === null ? null : !truth);
const below = (one: number | null, other: number | null): Truth =>
  one === null || other === null ? null : one < other;

const number = fc.integer({ min: 0, max: 3 });
const operand = fc.oneof(
  fc.constant({ text: 'a', value: (row: Row) => row.a }),
  fc.constant({ text: 'b', value: (row: Row) => row.b }),
  number.map(value => ({ text: String(value), value: () => value })),
);

const numeric = fc
  .tuple(operand, fc.constantFrom('==', '!=', '<', '>='), operand)
  .map(([one, operator, other]): Predicate => {
    const text = `${one.text} ${operator} ${other.text}`;
    const test = operator === '==' || operator === '!=' ? equal : below;
    const isNegated = operator === '!=' || operator === '>=';
    return {
      text,
      holds: row => {
        const truth = test(one.value(row), other.value(row));
        return isNegated ? negated(truth) : truth;
      },
    };
  });

const listed = fc.tuple(fc.array(number, { minLength: 1, maxLength: 3 }), fc.boolean()).map(
  ([values, isIn]): Predicate => ({
    text: `a ${isIn ? 'in' : '!in'} (${values.join(', ')})`,
    holds: ({ a }) => (a !== null && values.includes(a)) === isIn,
  }),
);

const textual = fc
  .tuple(fc.constantFrom('x', 'Y', 'x y', ''), fc.constantFrom('==', '!=', '=~', 'has', '!has'))
  .map(
    ([needle, operator]): Predicate => ({
      text: `s ${operator} "${needle}"`,
      holds: ({ s }) => {
        if (operator === '==') return s === needle;
        if (operator === '!=') return s !== needle;
        if (operator === '=~') return s.toLowerCase() === needle.toLowerCase();
        const isThere = needle === '' || ` ${s} `.toLowerCase().includes(` ${needle} `.toLowerCase());
        return operator === 'has' ? isThere : !isThere;
      },
    }),
  );

const nullness = fc.constantFrom<Predicate>(
  { text: 'isnull(a)', holds: ({ a }) => a === null },
  { text: 'isempty(s)', holds: ({ s }) => s === '' },
  { text: 'bool(null)', holds: () => null },
);

const both = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;

const { tree } = fc.letrec<{ tree: Predicate }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(numeric, listed, textual, nullness),
    tie('tree').map(inner => ({
      text: `not(${inner.text})`,
      holds: (row: Row) => negated(inner.holds(row)),
    })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map(parts => ({
      text: `(${parts.map(({ text }) => text).join(' and ')})`,
      holds: (row: Row) => both(parts.map(({ holds }) => holds(row))),
    })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map(parts => ({
      text: `(${parts.map(({ text }) => text).join(' or ')})`,
      holds: (row: Row) => negated(both(parts.map(({ holds }) => negated(holds(row))))),
    })),
  ),
}));

const rows: readonly Row[] = [null, 0, 1, 2, 3].flatMap(a =>
  [null, 1, 2].flatMap(b => ['', 'x', 'Y', 'x y', 'xy'].map(s => ({ a, b, s }))),
);
const literal = (value: number | null): string => (value === null ? 'long(null)' : String(value));
const table = `datatable(n: long, a: long, b: long, s: string) [${rows
  .map(({ a, b, s }, n) => `${n}, ${literal(a)}, ${literal(b)}, "${s}"`)
  .join(', ')}]`;

test('predicates select, and are worth, what an independent evaluation says', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async ({ text, holds }) => {
      const selected = await engine.run(tenant, `${table} | where ${text} | project n | sort by n asc`);
      assert.ok(selected.ok, selected.ok ? '' : selected.error.message);
      assert.deepEqual(
        selected.value.rows.map(([n]) => n),
        rows.flatMap((row, n) => (holds(row) === true ? [n] : [])),
      );
      const worth = await engine.run(tenant, `${table} | extend v = ${text} | sort by n asc | project v`);
      assert.ok(worth.ok, worth.ok ? '' : worth.error.message);
      assert.deepEqual(
        worth.value.rows.map(([v]) => v),
        rows.map(row => holds(row)),
      );
    }),
    { numRuns: 80, seed: 5 },
  );
});
