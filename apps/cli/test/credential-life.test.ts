import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf } from '../src/commands/app/credential-life.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');

const life = (endDateTime: string, startDateTime?: string): string =>
  lifeOf({ keyId: 'k', endDateTime, ...(startDateTime !== undefined && { startDateTime }) }, NOW);

test('a credential says when its end is near', () => {
  assert.equal(life('2027-11-21T09:00:00Z'), 'valid');
  assert.equal(life('2026-12-21T09:00:01Z'), 'valid');
  assert.equal(life('2026-12-21T09:00:00Z'), 'ends in 30 days');
  assert.equal(life('2026-11-21T09:00:01Z'), 'ends in 1 day');
  assert.equal(life('2026-11-21T09:00:00Z'), 'expired');
  assert.equal(life('2027-11-21T09:00:00Z', '2026-11-21T09:00:01Z'), 'not valid yet');
});
