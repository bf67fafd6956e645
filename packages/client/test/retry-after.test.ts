import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRetryAfter } from '../src/retry/retry-after.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

const cases: readonly [string, Record<string, string>, number | undefined][] = [
  ['seconds', { 'retry-after': '12' }, 12_000],
  ['fractions of a second', { 'retry-after': '0.5' }, 500],
  ['a date', { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }, 30_000],
  ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '250' }, 250],
  ['milliseconds in the older header', { 'x-ms-retry-after-ms': '40' }, 40],
  ['milliseconds before seconds', { 'retry-after-ms': '1', 'retry-after': '9' }, 1],
  ['seconds when the milliseconds are nonsense', { 'retry-after-ms': 'soon', 'retry-after': '9' }, 9_000],
  ['nothing', {}, undefined],
  ['nonsense', { 'retry-after': 'later' }, undefined],
  ['a negative number', { 'retry-after': '-5x' }, undefined],
];

for (const [name, headers, expected] of cases)
  test(`Retry-After is read: ${name}`, () => {
    assert.equal(
      readRetryAfter(header => headers[header], now),
      expected,
    );
  });
